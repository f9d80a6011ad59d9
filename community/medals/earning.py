"""The queries behind the medals: who earned which, for what, and when."""

from datetime import timedelta

from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import TruncMonth

from community.medals.facts import (
    USEFUL,
    Earned,
    People,
    answers_of,
    nth,
    solutions_of,
    solved_by_word_of,
    votes_for,
)
from community.models import Affected, Answer

QUICK = timedelta(minutes=15)
SOON = timedelta(hours=1)
LONG_WAIT = timedelta(days=30)
LONG_AWAY = timedelta(days=180)
MONTHS = 12
# Of those who said “I have this too” about what so many turned out to have.
EARLY, MANY = 3, 10


def solutions(number: int, *, per: str = "") -> Earned:
    def earned(people: People) -> QuerySet:
        found = solutions_of(people)
        if per:
            found = found.filter(**{f"{per}__isnull": False})
        return nth(found, number, at="accepted_for__solved_at", per=per)

    return earned


def useful(number: int, *, per: str = "") -> Earned:
    return lambda people: nth(
        votes_for(people), number, at="created_at", whose="answer_author", per=per
    )


def said_what_solved(number: int) -> Earned:
    return lambda people: nth(solved_by_word_of(people), number, at="solved_at")


def solutions_counted(**at_least: int) -> Earned:
    """Solutions for so many `askers`, in so many `products`, so many `german` and `english`."""

    def earned(people: People) -> QuerySet:
        by_person = solutions_of(people).order_by().values("author_id")
        counted = by_person.annotate(
            subject=Value(""),
            moment=Max("accepted_for__solved_at"),
            askers=Count("question__author", distinct=True),
            products=Count("question__product", distinct=True),
            german=Count("pk", filter=Q(question__language="de")),
            english=Count("pk", filter=Q(question__language="en")),
        )
        enough = counted.filter(**{f"{name}__gte": number for name, number in at_least.items()})
        return enough.values_list("author_id", "subject", "moment")

    return earned


def quick_first(people: People) -> QuerySet:
    answers = _first_on_its_question(answers_of(people).filter(USEFUL))
    in_time = answers.filter(created_at__lte=F("question__created_at") + QUICK)
    return nth(in_time, 1, at="created_at")


def solved_soon(people: People) -> QuerySet:
    in_time = Q(accepted_for__solved_at__lte=F("question__created_at") + SOON)
    return nth(solutions_of(people).filter(in_time), 1, at="accepted_for__solved_at")


def after_long_wait(people: People) -> QuerySet:
    answers = _first_on_its_question(answers_of(people).filter(USEFUL))
    late = answers.filter(created_at__gte=F("question__created_at") + LONG_WAIT)
    return nth(late, 1, at="created_at")


def back_again(people: People) -> QuerySet:
    earlier = Answer.objects.filter(
        author=OuterRef("author"), created_at__lt=OuterRef("created_at")
    )
    last = Subquery(earlier.order_by("-created_at").values("created_at")[:1])
    found = answers_of(people).filter(USEFUL).annotate(last_at=last)
    return nth(found.filter(last_at__lte=F("created_at") - LONG_AWAY), 1, at="created_at")


def year_of_answers(people: People) -> QuerySet:
    by_person = answers_of(people).order_by().values("author_id")
    months = Count(TruncMonth("created_at"), distinct=True)
    counted = by_person.annotate(subject=Value(""), moment=Max("created_at"), months=months)
    return counted.filter(months__gte=MONTHS).values_list("author_id", "subject", "moment")


def early_sign(people: People) -> QuerySet:
    same = Affected.objects.filter(question=OuterRef("question")).order_by("pk")
    many_at = Subquery(same.values("created_at")[MANY - 1 : MANY])
    last_early = Subquery(same.values("pk")[EARLY - 1 : EARLY])
    mine = Affected.objects.filter(
        person__in=people, question__hidden_at=None, question__affected_count__gte=MANY
    )
    found = mine.annotate(subject=Value(""), moment=many_at, last_early=last_early)
    early = found.filter(moment__isnull=False, pk__lte=F("last_early"))
    return early.values_list("person_id", "subject", "moment")


def _first_on_its_question(answers: QuerySet[Answer]) -> QuerySet[Answer]:
    others = Answer.objects.filter(question=OuterRef("question"), hidden_at=None)
    return answers.exclude(Exists(others.filter(created_at__lt=OuterRef("created_at"))))
