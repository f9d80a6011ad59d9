"""Who is an expert in what is computed, never given. PRODUCT, section 1, “Medals and experts”."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import groupby, islice
from operator import itemgetter
from typing import Any

from django.db import transaction
from django.db.models import Count, F, Max, QuerySet, Sum, Value
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone

from accounts.models import Affiliation
from community.models import Answer, Expertise

LOOKED_BACK = timedelta(days=365)
SOLUTIONS_NEEDED = 3
MOST_PER_TOPIC = 10


def find_experts(*, now: datetime | None = None) -> int:
    """Compute the experts of every tag and product anew; return how many places they take.

    It is computed outside the transaction, where nobody waits for it. Two workers at once do no
    harm: they find the same.
    """
    at = now or timezone.now()
    solutions = _solutions_by_customers(since=at - LOOKED_BACK)
    in_parts = solutions.filter(question__product__parent__isnull=False)
    above = Coalesce("question__product__parent", "question__product")
    found = [
        *_best(solutions, F("question__question_tags__tag"), "tag_id", at),
        *_best(in_parts, F("question__product"), "product_id", at),
        # On the upper level counts what stands below it, too.
        *_best(solutions, above, "product_id", at),
    ]
    _replace(found)
    return len(found)


@transaction.atomic
def _replace(found: list[Expertise]) -> None:
    Expertise.objects.all().delete()
    Expertise.objects.bulk_create(found, ignore_conflicts=True)


def _solutions_by_customers(*, since: datetime) -> QuerySet[Answer]:
    """Readable ones that solved somebody else's question, by people without any affiliation."""
    speaking = Affiliation.objects.open().values("user")
    solutions = Answer.objects.filter(
        accepted_for__solved_at__gte=since, affiliation=None, author__is_active=True
    )
    readable = solutions.filter(hidden_at=None, question__hidden_at=None)
    return readable.exclude(author=F("question__author")).exclude(author__in=speaking)


def _best(solutions: QuerySet[Answer], topic: Any, field: str, at: datetime) -> Iterator[Expertise]:
    """The first ten of each topic, by solutions, then by how useful these were found."""
    counted = (
        solutions.order_by()
        .values("author_id", topic=topic)
        .annotate(
            solutions=Count("pk"),
            useful=Sum(Greatest("score", Value(0))),
            last=Max("accepted_for__solved_at"),
        )
        .filter(topic__isnull=False, solutions__gte=SOLUTIONS_NEEDED)
        .order_by("topic", "-solutions", "-useful", "author_id")
    )
    for _topic, rows in groupby(counted, itemgetter("topic")):
        for row in islice(rows, MOST_PER_TOPIC):
            yield Expertise(
                user_id=row["author_id"],
                **{field: row["topic"]},
                solutions=row["solutions"],
                useful=row["useful"],
                last_solution_at=row["last"],
                found_at=at,
            )
