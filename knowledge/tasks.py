from celery import shared_task

from knowledge.search import index


@shared_task
def update_index(**_: object) -> None:
    index.keep_current()
