from celery import shared_task

from config.audit import closing, sealing


@shared_task
def seal_record(**_: object) -> int:
    return sealing.seal_waiting()


@shared_task
def close_days(**_: object) -> int:
    return closing.close_days()
