"""What a candidate is worth: how many people an article would help, by what is known now.

One number, made of parts that anybody can count (docs/adr/0026-what-a-candidate-is-worth.md).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import CharField, Count, F, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Cast, Coalesce, Concat
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import ngettext_lazy

from community.models import Question
from knowledge.models import Candidate, PageViews

# Views and searches are counted over so many days: “per month”.
MONTH = timedelta(days=30)

Facts = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Weight:
    """Every `each` of what `name` counts are worth `points`; all of them `at_most`, if given."""

    name: str
    label: str | Promise
    points: int
    each: int = 1
    at_most: int | None = None

    def worth(self, number: int) -> int:
        worth = int(number * self.points / self.each)
        return worth if self.at_most is None else min(worth, self.at_most)


# Whoever says something about himself, with an account or once a day, counts for more than a
# page that was opened: that costs nothing, so programs could lift it.
WEIGHTS = (
    Weight("affected", ngettext_lazy("person affected", "people affected"), 3),
    Weight("solved_too", ngettext_lazy("solved it too", "solved it too"), 3),
    Weight("duplicates", ngettext_lazy("duplicate", "duplicates"), 5),
    Weight("score", ngettext_lazy("point of the answer", "points of the answer"), 1),
    Weight("views", ngettext_lazy("view a month", "views a month"), 1, each=10, at_most=50),
    Weight(
        "searches",
        ngettext_lazy("search that ends there", "searches that end there"),
        1,
        each=2,
        at_most=50,
    ),
)


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that was counted: “12 people affected”, which are worth 36 points."""

    name: str
    label: str
    number: int
    points: int


def value_parts(counted: Iterable[tuple[str, int]]) -> list[Part]:
    """Of what a candidate's value is made, in the reader's language; what there is none of is left
    out. `counted` are the items of its `parts`."""
    numbers = dict(counted)
    return [
        Part(weight.name, str(weight.label % abs(number)), number, weight.worth(number))
        for weight in WEIGHTS
        if (number := numbers.get(weight.name, 0))
    ]


def value_of(facts: Facts) -> int:
    """Never below zero, however bad the answer's score is."""
    return max(0, sum(weight.worth(facts.get(weight.name, 0)) for weight in WEIGHTS))


@transaction.atomic
def value_candidates(*, candidates: QuerySet[Candidate], now: datetime | None = None) -> None:
    """Set value and parts of `candidates` by what is true now.

    Three queries, however many there are and however much was said about them.
    """
    at = now or timezone.now()
    rows = candidates.order_by("pk").select_for_update(of=("self",), no_key=True)
    locked = {candidate.pk: candidate for candidate in rows}
    for pk, facts in facts_of(Candidate.objects.filter(pk__in=locked), at):
        candidate = locked[pk]
        candidate.value, candidate.parts, candidate.valued_at = value_of(facts), facts, at
    Candidate.objects.bulk_update(locked.values(), ["value", "parts", "valued_at"])


def facts_of(candidates: QuerySet[Candidate], at: datetime) -> list[tuple[int, dict[str, int]]]:
    """What is counted about each of `candidates`, with its id."""
    document = Concat(Value("question-"), Cast("question_id", CharField()))
    counted = candidates.order_by("pk").annotate(
        affected=F("question__affected_count"),
        solved_too=F("answer__solved_too_count"),
        duplicates=_duplicates(),
        score=F("answer__score"),
        document=document,
        views=_read("views", at),
        searches=_read("from_search", at),
    )
    names = [weight.name for weight in WEIGHTS]
    return [
        (pk, dict(zip(names, facts, strict=True)))
        for pk, *facts in counted.values_list("pk", *names)
    ]


def _duplicates() -> Coalesce:
    """Questions that were closed as asked before, or merged into this one."""
    closed = Q(duplicate_of=OuterRef("question_id"), hidden_at=None)
    merged = Q(merged_into=OuterRef("question_id"))
    leading = Question.objects.filter(closed | merged).order_by().values(all=Value(1))
    return Coalesce(Subquery(leading.annotate(number=Count("pk")).values("number")), 0)


def _read(column: str, at: datetime) -> Coalesce:
    days = PageViews.objects.filter(document=OuterRef("document"), day__gt=(at - MONTH).date())
    total = days.order_by().values("document").annotate(number=Sum(column)).values("number")
    return Coalesce(Subquery(total), 0)
