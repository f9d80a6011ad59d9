from celery import shared_task

from config.events import relay


@shared_task
def deliver_pending(**_: object) -> int:
    return relay.deliver_pending()
