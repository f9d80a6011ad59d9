from celery import shared_task

from knowledge.actions import upkeep
from knowledge.actions.candidate_upkeep import look_after_candidates
from knowledge.actions.looking_up import propose_covering as look_up_covering
from knowledge.actions.missed_searches import take_missed_searches
from knowledge.actions.page_views import take_page_views
from knowledge.actions.scheduling import publish_due
from knowledge.search import index


@shared_task
def update_index(**_: object) -> None:
    index.keep_current()


@shared_task
def publish_due_articles(**_: object) -> int:
    return publish_due()


@shared_task
def take_in_readers_lines(**_: object) -> int:
    return take_page_views() + take_missed_searches()


@shared_task
def value_candidates(**_: object) -> int:
    return look_after_candidates()


@shared_task
def propose_covering(**_: object) -> int:
    return look_up_covering()


@shared_task
def look_after_articles(**_: object) -> int:
    return upkeep.look_after_articles()


@shared_task
def remind_of_checks(**_: object) -> int:
    return upkeep.remind_of_checks()
