from celery import shared_task

from config import retention


@shared_task
def retain(**_: object) -> int:
    return sum(retention.retain().values())
