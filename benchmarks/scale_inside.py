"""What search_scale.py does with the product's own code, in a process of its own:

python -m benchmarks.scale_inside SECONDS   posts answers, accepts some, and waits to find them
"""

import json
import sys
import time
from itertools import count

import django

django.setup()

from django.utils import timezone, translation  # noqa: E402

from accounts.actions.members import create_member  # noqa: E402
from accounts.models import Declaration, User  # noqa: E402
from community.actions.answers import answer_question  # noqa: E402
from community.actions.questions import ask_question  # noqa: E402
from community.actions.solutions import accept_answer  # noqa: E402
from community.models import Question  # noqa: E402
from config.events.models import Delivery  # noqa: E402
from knowledge.models import IndexJob  # noqa: E402
from knowledge.search.engine import Query, State  # noqa: E402
from knowledge.search.index import engine  # noqa: E402

QUESTIONS = 400
A_SECOND = 20
ACCEPTED_EVERY = 2.0
GIVES_UP_AFTER = 60.0


def main(seconds: int) -> None:
    with translation.override("en"):
        writer = _member()
        questions = [
            ask_question(by=writer, title=f"Why does box {n} blink?", body="So.", language="en")
            for n in range(QUESTIONS)
        ]
        _wait_for_workers()
        found = _post(writer, questions, seconds)
    sys.stdout.write(json.dumps(found))


def _wait_for_workers() -> None:
    """The questions came all at once; what is measured comes after them."""
    while Delivery.objects.due(timezone.now()).exists() or IndexJob.objects.exists():
        time.sleep(0.5)


def _member() -> User:
    member = create_member(display_name=f"W{time.time_ns()}", email=f"w{time.time_ns()}@x.example")
    Declaration.objects.create(
        user=member, stance=Declaration.Stance.INDEPENDENT, question="Do you work for us?"
    )
    return member


def _post(writer: User, questions: list[Question], seconds: int) -> dict:
    """Ten answers, then a look whether what was accepted can be found; never more than A_SECOND."""
    started = time.monotonic()
    waiting: dict[str, float] = {}
    waits: list[float] = []
    accepted_at = started
    for number in count():
        now = time.monotonic()
        if now - started > seconds:
            break
        question = questions[number % len(questions)]
        word = f"zebrano{time.time_ns()}"
        answer = answer_question(question=question, by=writer, body=f"Hold it, {word}.")
        if now - accepted_at >= ACCEPTED_EVERY and number < len(questions):
            accepted_at = now
            accept_answer(answer=answer, by=writer)
            waiting[word] = time.monotonic()
        _look(waiting, waits)
        while time.monotonic() < started + (number + 1) / A_SECOND:
            _look(waiting, waits)
            time.sleep(0.01)
    elapsed = time.monotonic() - started
    while waiting and time.monotonic() - started < seconds + GIVES_UP_AFTER:
        _look(waiting, waits)
        time.sleep(0.05)
    return {"posts": number, "seconds": elapsed, "waits": waits + [GIVES_UP_AFTER] * len(waiting)}


def _look(waiting: dict[str, float], waits: list[float]) -> None:
    for word, since in list(waiting.items()):
        if engine().search(Query(text=word, states=(State.SOLVED,))).total:
            waits.append(time.monotonic() - since)
            del waiting[word]


if __name__ == "__main__":
    main(int(sys.argv[1]))
