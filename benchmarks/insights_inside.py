"""The part of `insights_scale.py` that runs with the product's settings:

python -m benchmarks.insights_inside EVENTS
    fills the database, counts everything, prints the times and the cookie of an analyst
"""

import json
import sys
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from itertools import islice
from uuid import UUID

import django

django.setup()

from django.utils import timezone  # noqa: E402

from accounts.actions.members import create_member  # noqa: E402
from accounts.models import User  # noqa: E402
from benchmarks.filling import add_bare_pages, settle  # noqa: E402
from benchmarks.planning import sign_in  # noqa: E402
from community.models import Answer, Question, Tag  # noqa: E402
from community.models.tag import QuestionTag  # noqa: E402
from knowledge.insights.actions.community_counting import count_stale_days  # noqa: E402
from knowledge.insights.actions.ledger import settle_ledger  # noqa: E402
from knowledge.insights.actions.stale import note_stale_questions  # noqa: E402
from knowledge.models import JourneyEvent  # noqa: E402

DAYS, PEOPLE, TAGS, BATCH = 400, 2_000, 300, 2_000
# Of ten events four are of threads: a question with three answers.
OF_THREADS, ANSWERS = 0.4, 3
STEPS = (JourneyEvent.Step.BEGUN, JourneyEvent.Step.OPENED, JourneyEvent.Step.SOLVED)
DOCUMENTS = ("", "article-1", "article-1")


def main(events: int) -> None:
    now = timezone.now()
    analyst = create_member(display_name="Analyst", email="a@example.org", roles="analyst")
    thread_count = int(events * OF_THREADS / (1 + ANSWERS))
    form_count = int(events * (1 - OF_THREADS) / len(STEPS))
    seconds = {
        "filling": _timed(lambda: _fill(thread_count, form_count, now)),
        "counting all days": _timed(_count_everything),
        "counting one day again": _timed(_count_one_day),
    }
    sys.stdout.write(json.dumps({"seconds": seconds, "cookie": sign_in(analyst)}))


def _timed(call: Callable[[], None]) -> float:
    start = time.monotonic()
    call()
    return time.monotonic() - start


def _count_everything() -> None:
    settle_ledger()
    while count_stale_days():
        pass


def _count_one_day() -> None:
    newest = Question.objects.order_by("-id")[:1].values("pk")
    note_stale_questions(questions=Question.objects.filter(pk__in=newest))
    count_stale_days()


def _fill(thread_count: int, form_count: int, now: datetime) -> None:
    people = User.objects.bulk_create(
        User(display_name=f"Person {number}", name_key=f"person {number}")
        for number in range(PEOPLE)
    )
    tags = Tag.objects.bulk_create(
        Tag(name=f"tag {number}", slug=f"tag-{number}") for number in range(TAGS)
    )
    _in_batches(thread_count, lambda numbers: _add_threads(numbers, people, tags, now))
    _in_batches(form_count, lambda numbers: _add_forms(numbers, now))
    add_bare_pages()
    settle()


def _in_batches(count: int, add: Callable[[list[int]], None]) -> None:
    numbers: Iterator[int] = iter(range(count))
    while batch := list(islice(numbers, BATCH)):
        add(batch)


def _moment(number: int, now: datetime) -> datetime:
    """Spread evenly over all days and hours."""
    return now - timedelta(days=1 + number % DAYS, minutes=number * 37 % 1_440)


def _add_threads(numbers: list[int], people: list[User], tags: list[Tag], now: datetime) -> None:
    questions = Question.objects.bulk_create(_question(each, people, now) for each in numbers)
    QuestionTag.objects.bulk_create(
        QuestionTag(tag=tags[place % TAGS], content_object=question, asked_at=question.created_at)
        for place, question in zip(numbers, questions, strict=True)
    )
    answers = Answer.objects.bulk_create(
        _answer(question, place, each, people)
        for place, question in zip(numbers, questions, strict=True)
        for each in range(ANSWERS)
    )
    for question, answer in zip(questions, answers[::ANSWERS], strict=True):
        question.accepted_answer, question.solved_at = answer, answer.created_at
    Question.objects.bulk_update(questions, ["accepted_answer", "solved_at"])


def _question(number: int, people: list[User], now: datetime) -> Question:
    at = _moment(number, now)
    return Question(
        author=people[number % PEOPLE],
        title=f"Question {number}",
        slug=f"question-{number}",
        body="It blinks red.",
        body_html="<p>It blinks red.</p>",
        renderer_version=1,
        language="en",
        created_at=at,
        active_at=at,
        answer_count=ANSWERS,
    )


def _answer(question: Question, number: int, place: int, people: list[User]) -> Answer:
    return Answer(
        question=question,
        author=people[(number + place + 1) % PEOPLE],
        body="Hold the button.",
        body_html="<p>Hold the button.</p>",
        renderer_version=1,
        created_at=question.created_at + timedelta(minutes=1 + number * 7 % 4_000 + place),
    )


def _add_forms(numbers: list[int], now: datetime) -> None:
    JourneyEvent.objects.bulk_create(
        JourneyEvent(
            form=UUID(int=number + 1),
            step=step,
            document=document,
            language="en",
            occurred_at=_moment(number, now),
        )
        for number in numbers
        for step, document in zip(STEPS, DOCUMENTS, strict=True)
    )


if __name__ == "__main__":
    main(int(sys.argv[1]))
