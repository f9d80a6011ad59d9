"""Cases by threads: a customer solved what another customer had asked (docs/adr/0035)."""

from collections.abc import Collection, Iterator
from datetime import datetime

from django.db.models import Exists, F, Max, Min, OuterRef, Q, QuerySet

from accounts.models import RoleGrant
from community.models import ImportedRecord, Question
from knowledge.insights.clock import day_of
from knowledge.insights.drafts import CALM, Draft, calm_state
from knowledge.insights.models import Case

PREFIX = "question-"
# Who has an idea or praises something was not in need of help again.
COMING_BACK = (Question.Kind.QUESTION, Question.Kind.COMPLAINT)


def question_of(key: str) -> int:
    return int(key.removeprefix(PREFIX))


def drafts_of_threads(questions: Collection[int], *, now: datetime) -> Iterator[Draft]:
    """What these threads amount to at `now`; nothing for those that customers did not solve."""
    for question in solved_by_customers().filter(pk__in=questions):
        due_at = question.solved_at + CALM
        state = calm_state(due_at, now)
        if state == Case.State.COUNTED and question.came_back:
            state = Case.State.CAME_BACK
        yield Draft(
            key=f"{PREFIX}{question.pk}",
            level=Case.Level.CUSTOMERS,
            state=state,
            channel=Case.Channel.THREAD,
            day=day_of(question.solved_at),
            due_at=due_at,
            document=f"{PREFIX}{question.pk}",
            language=question.language,
        )


def solved_before(questions: Collection[int]) -> QuerySet:
    """Threads to which one of these may be a coming back of their asker; rather more than fewer."""
    asked = Question.objects.filter(pk__in=questions)
    times = asked.aggregate(first=Min("created_at"), last=Max("created_at"))
    if times["first"] is None:
        return asked
    solved = Question.objects.filter(author__in=asked.values("author"))
    return solved.filter(solved_at__gte=times["first"] - CALM, solved_at__lte=times["last"])


def solved_by_customers() -> QuerySet:
    """Threads with `came_back`; both sides as they were when they wrote, so that no later mark or
    role changes what was true then."""
    held = RoleGrant.objects.filter(user=OuterRef("author"), granted_at__lte=OuterRef("solved_at"))
    staff = held.filter(Q(revoked_at=None) | Q(revoked_at__gt=OuterRef("solved_at")))
    imported = ImportedRecord.objects.filter(kind="question", object_id=OuterRef("pk"))
    again = Question.objects.filter(
        author=OuterRef("author"),
        created_at__gt=OuterRef("solved_at"),
        created_at__lte=OuterRef("solved_at") + CALM,
        kind__in=COMING_BACK,
    )
    threads = Question.objects.filter(
        kind=Question.Kind.QUESTION,
        accepted_answer__isnull=False,
        hidden_at=None,
        merged_into=None,
        affiliation=None,
        accepted_answer__affiliation=None,
        accepted_answer__hidden_at=None,
    )
    threads = threads.exclude(accepted_answer__author=F("author"))
    return threads.filter(~Exists(staff), ~Exists(imported)).annotate(came_back=Exists(again))
