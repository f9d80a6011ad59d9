from celery import shared_task

from knowledge.insights.actions import community_counting, ledger


@shared_task
def settle_ledger(**_: object) -> int:
    return ledger.settle_ledger()


@shared_task
def count_stale_days(**_: object) -> int:
    return community_counting.count_stale_days()
