from celery import shared_task

from config.events import relay, retention


@shared_task
def deliver_pending(**_: object) -> int:
    return relay.deliver_pending()


@shared_task
def prune(**_: object) -> int:
    return retention.prune_delivered()
