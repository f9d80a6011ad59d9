"""The rows of a queue as its list shows them, and the one that is open beside it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Model
from django.utils import timezone

from config.prepared_rows import PreparedRows, numbered
from knowledge.models import Claim, Doubt
from knowledge.queues import Queue, subject_of


@dataclass(frozen=True)
class Entry:
    """One row: a candidate, an article or a gap, and who is on it."""

    subject: str
    thing: Model
    claim: Claim | None
    doubts: Sequence[Doubt]

    @property
    def kind(self) -> str:
        return self.subject.partition("-")[0]


def entries_of(things: Sequence[Model], queue: Queue) -> list[Entry]:
    """Rows for `things` of `queue`, in two queries however many they are."""
    subjects = [subject_of(thing) for thing in things]
    claims = _claims(subjects)
    doubts = _doubts(things) if queue.causes else {}
    return [
        Entry(subject, thing, claims.get(subject), doubts.get(thing.pk, ()))
        for subject, thing in zip(subjects, things, strict=True)
    ]


def _claims(subjects: Sequence[str]) -> Mapping[str, Claim]:
    named = {f"subject_{place}": subject for place, subject in enumerate(subjects)}
    held = _held(now=timezone.now(), **named) if subjects else ()
    return {claim.subject: claim for claim in held}


def _doubts(articles: Sequence[Model]) -> Mapping[int, Sequence[Doubt]]:
    found: dict[int, list[Doubt]] = defaultdict(list)
    for doubt in _open_doubts(**numbered(article.pk for article in articles)) if articles else ():
        found[doubt.article_id].append(doubt)
    return found


@PreparedRows
def _held(*, now: datetime, **subjects: str):
    return Claim.objects.on(subjects.values()).held(now).with_person()


@PreparedRows
def _open_doubts(**ids: int):
    doubts = Doubt.objects.open().filter(article__in=list(ids.values()))
    return doubts.order_by("opened_at", "id")
