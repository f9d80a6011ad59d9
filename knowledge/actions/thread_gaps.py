"""Threads and articles that show what is missing: many wait for an answer, many ask the same, and
many read what does not help them."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from community.models import Question
from knowledge.models import Article, Doubt, Gap
from knowledge.models.gap import SHOWN_FROM

Kind = Gap.Kind
# Customers and employees get so long to answer.
UNANSWERED_AFTER = timedelta(days=2)
# The worst of them; nobody writes more.
MOST_OF_A_KIND = 500
# Complaints are no gaps in what is written.
_READABLE = {"hidden_at": None, "kind": Question.Kind.QUESTION}

Found = dict[int, int]


def find_gaps(*, now: datetime | None = None) -> int:
    """Bring the gaps of threads and articles up to what is true now; return how many there are.

    What was decided stays decided.
    """
    at = now or timezone.now()
    return (
        _settle(Kind.UNANSWERED, Question, _unanswered(at), at)
        + _settle(Kind.DUPLICATES, Question, _asked_again(), at)
        + _settle(Kind.DID_NOT_HELP, Article, _unhelpful(), at)
    )


def _unanswered(at: datetime) -> Found:
    """How many people wait: who has it too, and who asked."""
    waiting = Question.objects.unanswered().filter(
        created_at__lt=at - UNANSWERED_AFTER, affected_count__gte=SHOWN_FROM - 1, **_READABLE
    )
    first = waiting.order_by("-affected_count", "-id")[:MOST_OF_A_KIND]
    return {pk: affected + 1 for pk, affected in first.values_list("pk", "affected_count")}


def _asked_again() -> Found:
    """How often it was asked, where no article answers it."""
    missing = {"article_url": ""} | _READABLE
    asked: Counter[int] = Counter()
    for column in ("duplicate_of", "merged_into"):
        of_original = {f"{column}__{name}": value for name, value in missing.items()}
        leading = Question.objects.filter(**of_original).order_by()
        for pk, times in leading.values_list(column).annotate(times=Count("pk")):
            asked[pk] += times
    often = ((pk, times + 1) for pk, times in asked.most_common(MOST_OF_A_KIND))
    return {pk: times for pk, times in often if times >= SHOWN_FROM}


def _unhelpful() -> Found:
    """How many readers said that it did not help them; `upkeep` says which articles."""
    doubted = Doubt.objects.open().filter(cause=Doubt.Cause.DID_NOT_HELP).values("article")
    articles = Article.objects.published().filter(pk__in=doubted)
    first = articles.order_by("-did_not_help_count", "-id")[:MOST_OF_A_KIND]
    counted = first.values_list("pk", "did_not_help_count")
    return {pk: count for pk, count in counted if count >= SHOWN_FROM}


@transaction.atomic
def _settle(
    kind: Gap.Kind, model: type[Question] | type[Article], found: Found, at: datetime
) -> int:
    about = "question" if model is Question else "article"
    rows = Gap.objects.filter(kind=kind).order_by("pk").select_for_update(no_key=True)
    known = {getattr(gap, f"{about}_id"): gap for gap in rows}
    waiting = {pk: gap for pk, gap in known.items() if gap.state == Gap.State.WAITING}
    Gap.objects.filter(pk__in=[waiting[pk].pk for pk in waiting.keys() - found.keys()]).delete()
    kept = [gap for pk, gap in waiting.items() if pk in found]
    for gap in kept:
        gap.count, gap.last_at = found[getattr(gap, f"{about}_id")], at
    Gap.objects.bulk_update(kept, ["count", "last_at"])
    _add(kind, model.objects.filter(pk__in=found.keys() - known.keys()), about, found, at)
    return len(found)


def _add(kind: Gap.Kind, things: Iterable, about: str, found: Found, at: datetime) -> None:
    new = [
        Gap(
            kind=kind,
            language=thing.language,
            count=found[thing.pk],
            first_at=at,
            last_at=at,
            **{about: thing},
        )
        for thing in things
    ]
    Gap.objects.bulk_create(new, ignore_conflicts=True)
