"""What lies on the curators' desk: what has come of age, and who works on what just now."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.utils import timezone

from knowledge.actions.claiming import claim
from knowledge.actions.ending_versions import end_version
from knowledge.actions.upkeep import look_after_articles
from knowledge.demo.world import Act, World
from knowledge.models import Candidate
from knowledge.queues import subject_of

Rows = Mapping[str, Iterable[Mapping[str, Any]]]
# The worker looks hourly; in a past of two years these are the times when it found something.
_LOOKS = (timedelta(days=5), timedelta(days=3), timedelta(days=1), timedelta(hours=2))


def desk(rows: Rows, *, start: datetime) -> Iterator[Act]:
    for row in rows.get("ended", ()):
        yield Act(start - row["ago"], partial(_end_version, row))
    for ago in _LOOKS:
        yield Act(start - ago, _look_after)
    for row in rows.get("claims", ()):
        yield Act(start - row["ago"], partial(_claim, row))


def _end_version(row: Mapping[str, Any], world: World, at: datetime) -> None:
    end_version(
        product=world.products[row["product"]],
        version=row["version"],
        ended_on=timezone.localdate(at),
        by=world.person(row["by"]),
    )


def _look_after(_world: World, at: datetime) -> None:
    look_after_articles(now=at)


def _claim(row: Mapping[str, Any], world: World, at: datetime) -> None:
    answer = world.answers.get((row["thread"], row["answer"]))
    waiting = Candidate.objects.waiting().filter(answer=answer).first()
    if waiting:
        claim(subject=subject_of(waiting), by=world.person(row["by"]), now=at)
