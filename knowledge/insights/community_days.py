"""What one day of the community says: counted by the day on which a question was asked, so that
what happens to it later corrects that day and no other."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from django.db.models import F, QuerySet

from accounts.models import Affiliation
from community.models import Answer, Question
from community.models.tag import QuestionTag
from community.plain_viewers import PlainViewer
from knowledge.insights.clock import begins, business_minutes, minutes_between
from knowledge.insights.durations import NEVER, rounded

ASKED, SOLVED, TAGGED = "asked", "solved-in-a-week", "tagged"
FIRST_BY, TOTAL, BUSINESS = "first-answer-by", "first-answer-total", "first-answer-business"
COUNTED_HERE = (ASKED, SOLVED, TAGGED, FIRST_BY, TOTAL, BUSINESS)
CUSTOMERS, EMPLOYEES, OTHERS, NOBODY = "customers", "employees", "others", "nobody"
SOLVED_WITHIN = timedelta(days=7)
# Figures say what everybody may read, whoever looks at them.
READER = PlainViewer(is_authenticated=False, is_moderator=False)

Figures = Counter[tuple[str, str]]


class FirstAnswer(NamedTuple):
    created_at: datetime
    side: str
    author_id: int


def figures_of(day: date) -> Figures:
    """How often each measure and dimension occurred on `day`; what did not occur is not named."""
    figures: Figures = Counter()
    asked = asked_on(day)
    for kind in asked.values_list("kind", flat=True):
        figures[ASKED, f"kind:{kind}"] += 1
    for tag in _tags_of(day):
        figures[TAGGED, f"tag:{tag}"] += 1
    answers = first_answers(answers_in_order(counted(asked)))
    for question in counted(asked).values("pk", "created_at", "solved_at"):
        _count(figures, question, answers.get(question["pk"]))
    return figures


def asked_on(day: date) -> QuerySet[Question]:
    """By customers, and for all to see; paid people ask in their work."""
    return asked_between(day, day + timedelta(days=1))


def asked_between(first: date, end: date) -> QuerySet[Question]:
    """From `first` until the day before `end`."""
    return asked_within(begins(first), begins(end))


def asked_within(first: datetime, end: datetime) -> QuerySet[Question]:
    """From `first` until just before `end`."""
    asked = Question.objects.visible_to(READER).filter(affiliation=None)
    return asked.filter(created_at__gte=first, created_at__lt=end)


def counted(asked: QuerySet[Question]) -> QuerySet[Question]:
    """What seeks an answer from anybody: complaints wait for the company alone."""
    return asked.filter(kind=Question.Kind.QUESTION)


def answers_in_order(questions: QuerySet[Question]) -> QuerySet:
    """Visible ones as `question_id`, `created_at`, the kind of affiliation and `author_id`, the
    first first: neither the asker's own ones, nor what came along when questions were merged."""
    answers = Answer.objects.visible_to(READER).filter(question__in=questions)
    answers = answers.filter(moved_from=None).exclude(author=F("question__author"))
    columns = ("question_id", "created_at", "affiliation__kind", "author_id")
    return answers.order_by("created_at", "id").values_list(*columns)


def first_answers(answers: Iterable[tuple]) -> dict[int, FirstAnswer]:
    """That of each question by its id, of `answers_in_order`."""
    found: dict[int, FirstAnswer] = {}
    for question_id, created_at, kind, author_id in answers:
        found.setdefault(question_id, FirstAnswer(created_at, side(kind), author_id))
    return found


def side(kind: str | None) -> str:
    """For whom somebody with an affiliation of this kind answers."""
    if kind is None:
        return CUSTOMERS
    return EMPLOYEES if kind == Affiliation.Kind.EMPLOYEE else OTHERS


def was_solved_in_a_week(question: Mapping[str, Any]) -> bool:
    """By the asker's own word."""
    solved_at = question["solved_at"]
    return solved_at is not None and solved_at < question["created_at"] + SOLVED_WITHIN


def _tags_of(day: date) -> QuerySet:
    return QuestionTag.objects.filter(content_object__in=asked_on(day)).values_list(
        "tag", flat=True
    )


def _count(figures: Figures, question: Mapping[str, Any], answer: FirstAnswer | None) -> None:
    if was_solved_in_a_week(question):
        figures[SOLVED, ""] += 1
    if answer is None:
        figures[FIRST_BY, f"by:{NOBODY}"] += 1
        figures[TOTAL, f"{NOBODY}:{NEVER}"] += 1
        figures[BUSINESS, f"{NOBODY}:{NEVER}"] += 1
        return
    asked_at, answered_at = question["created_at"], answer.created_at
    total = rounded(minutes_between(asked_at, answered_at))
    business = rounded(business_minutes(asked_at, answered_at))
    figures[FIRST_BY, f"by:{answer.side}"] += 1
    figures[TOTAL, f"{answer.side}:{total}"] += 1
    figures[BUSINESS, f"{answer.side}:{business}"] += 1
