"""What stands on the first page of insights and in its report."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db.models import OuterRef, Subquery

from community.models import Question, Tag
from community.models.tag import QuestionTag
from community.plain_viewers import PlainViewer
from config.prepared_rows import PreparedRows, numbered
from knowledge.insights.clock import length_of
from knowledge.insights.community_days import READER
from knowledge.insights.community_measures import (
    ANSWERED_BY_CUSTOMERS,
    CONTRIBUTORS,
    FIRST_ANSWER,
    FIRST_ANSWER_90TH,
    FIRST_ANSWER_BUSINESS,
    FIRST_ANSWER_BUSINESS_90TH,
    QUESTIONS_ASKED,
    RISING,
    SOLVED_IN_A_WEEK,
)
from knowledge.insights.ledger_measures import (
    CONFIRMED,
    FORMS_BEGUN,
    FORMS_OPENED,
    FORMS_SENT,
    IMPLICIT,
)
from knowledge.insights.measure import Measure
from knowledge.insights.models import Target
from knowledge.insights.money import PRICED_BY, Saving, saving_of
from knowledge.insights.month_values import USUAL_OF
from knowledge.insights.months import Months
from knowledge.insights.readings import Reading, reading_of
from knowledge.models import Gap

LINES = 5
LEADING = (FIRST_ANSWER, ANSWERED_BY_CUSTOMERS, SOLVED_IN_A_WEEK)
FURTHER = (QUESTIONS_ASKED, FIRST_ANSWER_90TH, FIRST_ANSWER_BUSINESS, CONTRIBUTORS)
TIMES = (FIRST_ANSWER, FIRST_ANSWER_90TH, FIRST_ANSWER_BUSINESS, FIRST_ANSWER_BUSINESS_90TH)
SIDES = ("", "customers", "employees")
CHARTED = (FIRST_ANSWER, SOLVED_IN_A_WEEK, FORMS_BEGUN, CONFIRMED)
# From who came with a problem to who said that it was solved.
FUNNEL = (FORMS_BEGUN, FORMS_OPENED, FORMS_SENT, IMPLICIT, CONFIRMED)
COMPARED = (*LEADING, *FURTHER, *TIMES, *FUNNEL, *PRICED_BY, RISING)
CURATOR = PlainViewer(is_authenticated=True, is_moderator=False, is_curator=True)


@dataclass(frozen=True)
class Topic:
    tag: Tag
    count: int
    usual: float


class Times(NamedTuple):
    """One waiting time of all, by customers and by employees."""

    slug: str
    sides: tuple[Reading, ...]


def months_of(month: date, *, running: date) -> Months:
    return Months(month, running=running, charted=CHARTED, compared=COMPARED)


def parts(months: Months, viewer) -> dict[str, Any]:
    """All of the first page, by the names its template uses."""
    known = targets()
    return {
        "months": months,
        "saving": saving(months),
        "leading": readings(months, LEADING, known),
        "further": readings(months, FURTHER, known),
        "charts": readings(months, CHARTED, known),
        "times": times(months),
        "funnel": tuple(months.number(measure, months.month) or 0 for measure in FUNNEL),
        "rising": rising(months),
        "waiting": waiting_longest(),
        "gaps": gaps(viewer),
    }


def targets() -> dict[str, Target]:
    return {target.measure: target for target in _targets()}


def readings(
    months: Months, measures: Sequence[Measure], known: dict[str, Target]
) -> list[Reading]:
    return [reading_of(measure, months, known.get(measure.slug)) for measure in measures]


def times(months: Months) -> tuple[Times, ...]:
    return tuple(
        Times(measure.slug, tuple(reading_of(measure, months, dimension=side) for side in SIDES))
        for measure in TIMES
    )


def saving(months: Months) -> Saving:
    """By the figures of the month, which the page of costs adds up from its days."""
    sums = {(measure.slug, ""): months.values_of(measure, months.month)[0] for measure in PRICED_BY}
    for measure in PRICED_BY:
        for dimension, (value, _cases) in months.parts_of(measure).items():
            sums[measure.slug, dimension] = value
    known = {place: value or 0 for place, value in sums.items()}
    last = months.month.replace(day=length_of(months.month))
    return saving_of(known, months.month, last)


def rising(months: Months) -> list[Topic]:
    """A tag that stands on hidden questions alone is not shown."""
    found = {
        int(dimension.removeprefix("tag:")): figures
        for dimension, figures in months.parts_of(RISING).items()
    }
    tags = {tag.pk: tag for tag in _tags(**numbered(found))} if found else {}
    topics = [
        Topic(tags[pk], count or 0, usual / USUAL_OF)
        for pk, (count, usual) in found.items()
        if pk in tags
    ]
    return topics[:LINES]


def waiting_longest() -> list[Question]:
    """Questions and complaints without an answer that everybody may read, the oldest first."""
    return _waiting()


def gaps(viewer) -> list[Gap]:
    """What people look for most and don't find; curators see it alone."""
    return _gaps() if viewer.is_curator else []


@PreparedRows
def _targets():
    return Target.objects.select_related("owner")


@PreparedRows
def _tags(**ids: int):
    """As `Tag.objects.visible_to`, but one use of each is looked up: a join would read them all."""
    use = QuestionTag.objects.visible_to(READER).filter(tag=OuterRef("pk")).values("pk")[:1]
    return Tag.objects.filter(pk__in=ids.values()).alias(use=Subquery(use)).exclude(use=None)


@PreparedRows
def _waiting():
    kinds = [Question.Kind.QUESTION, Question.Kind.COMPLAINT]
    waiting = Question.objects.visible_to(READER).unanswered().filter(kind__in=kinds)
    shown = waiting.only("title", "slug", "language", "created_at")
    return shown.order_by("created_at", "id")[:LINES]


@PreparedRows
def _gaps():
    rows = Gap.objects.visible_to(CURATOR).waiting().filter(kind__in=Gap.SEARCHES)
    return rows.order_by("-count", "-id")[:LINES]
