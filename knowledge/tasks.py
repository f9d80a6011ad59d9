from celery import shared_task

from knowledge.actions import upkeep
from knowledge.actions.candidate_upkeep import look_after_candidates
from knowledge.actions.journeys import settle_watches, take_steps
from knowledge.actions.looking_up import propose_covering as look_up_covering
from knowledge.actions.page_views import take_page_views
from knowledge.actions.scheduling import publish_due
from knowledge.actions.searches import take_searches
from knowledge.actions.thread_gaps import find_gaps
from knowledge.search import index


@shared_task
def update_index(**_: object) -> None:
    """`pulse` is one process, and the only one that writes all day."""
    index.update_all(stays_open=True)


@shared_task
def build_index(**_: object) -> bool:
    return index.rebuild_if_due()


@shared_task
def look_after_index(**_: object) -> bool:
    return index.repair() or index.learn_parts()


@shared_task
def publish_due_articles(**_: object) -> int:
    return publish_due()


@shared_task
def take_in_readers_lines(**_: object) -> int:
    return take_page_views() + take_searches() + take_steps() + settle_watches()


@shared_task
def value_candidates(**_: object) -> int:
    return look_after_candidates()


@shared_task
def propose_covering(**_: object) -> int:
    return look_up_covering()


@shared_task
def look_after_articles(**_: object) -> int:
    return upkeep.look_after_articles() + find_gaps()


@shared_task
def remind_of_checks(**_: object) -> int:
    return upkeep.remind_of_checks()
