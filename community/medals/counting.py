"""How far somebody is, and for whom something has moved."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from django.db.models import Count, Q, Window
from django.db.models.functions import RowNumber, TruncMonth

from community.medals.earning import EARLY
from community.medals.facts import answers_of, solutions_of, solved_by_word_of
from community.models import Affected, Answer, Question, Vote
from config.events.models import Event

_OF_ANSWERS = [
    "community.AnswerPosted",
    "community.AnswerAccepted",
    "community.AcceptanceWithdrawn",
]
_BY_SOLUTIONS = ("ten-solutions", "fifty-solutions", "many-solutions")
_OF_PEOPLE_AFFECTED = "community.QuestionChanged"


def counts_of(user_id: int) -> Mapping[str, int]:
    """For each medal how many of its goal this person has: three queries."""
    mine = solutions_of([user_id]).aggregate(
        solutions=Count("pk"),
        askers=Count("question__author", distinct=True),
        products=Count("question__product", distinct=True),
        german=Count("pk", filter=Q(question__language="de")),
        english=Count("pk", filter=Q(question__language="en")),
    )
    months = answers_of([user_id]).aggregate(n=Count(TruncMonth("created_at"), distinct=True))["n"]
    said = solved_by_word_of([user_id]).count()
    solved = dict.fromkeys(_BY_SOLUTIONS, mine["solutions"])
    return solved | {
        "twenty-five-askers": mine["askers"],
        "five-products": mine["products"],
        "two-languages": min(mine["german"], mine["english"]),
        "year-of-answers": months,
        "said-what-solved": said,
        "always-said-what-solved": said,
    }


def moved_since(since: datetime) -> Iterator[int]:
    """Authors of answers that were posted, accepted or voted on, their askers, and the first people
    affected: of thousands who have what others have, nobody else has earned anything."""
    voted = Vote.objects.filter(created_at__gte=since)
    yield from voted.values_list("answer_author_id", flat=True).distinct()
    of_answers = _payloads(since, _OF_ANSWERS)
    answers = Answer.objects.filter(pk__in={event["answer_id"] for event in of_answers})
    yield from answers.values_list("author_id", flat=True)
    questions = Question.objects.filter(pk__in={event["question_id"] for event in of_answers})
    yield from questions.values_list("author_id", flat=True)
    changed = {event["question_id"] for event in _payloads(since, [_OF_PEOPLE_AFFECTED])}
    place = Window(RowNumber(), partition_by="question", order_by="pk")
    affected = Affected.objects.filter(question__in=changed).annotate(place=place)
    yield from affected.filter(place__lte=EARLY).values_list("person_id", flat=True)


def _payloads(since: datetime, names: list[str]) -> list[dict]:
    events = Event.objects.filter(name__in=names, occurred_at__gte=since)
    return list(events.values_list("payload", flat=True))
