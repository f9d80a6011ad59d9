"""What mail_faults.py does with the product's own code, in a process of its own:

python -m benchmarks.mail_inside fill PEOPLE TOLD   makes people and questions that TOLD follow
python -m benchmarks.mail_inside post EVENTS        posts answers, some a second
python -m benchmarks.mail_inside links COUNT        prints unsubscribe links of some people
python -m benchmarks.mail_inside open               prints how much is not done yet
python -m benchmarks.mail_inside owed               prints all mails, notices and differences
"""

import json
import random
import sys
import time
from datetime import timedelta

import django

django.setup()

from django.utils import timezone, translation  # noqa: E402

from accounts.actions.members import create_member  # noqa: E402
from accounts.models import Declaration, User  # noqa: E402
from accounts.notifications.kinds import Group  # noqa: E402
from accounts.notifications.models import Notice, OutgoingMail  # noqa: E402
from accounts.notifications.tokens import Unsubscribing, unsubscribe_url  # noqa: E402
from community.actions.answers import answer_question  # noqa: E402
from community.actions.following import follow_question  # noqa: E402
from community.actions.questions import ask_question  # noqa: E402
from community.models import Question  # noqa: E402
from config.events.models import Delivery  # noqa: E402
from config.recount import registered  # noqa: E402

QUESTIONS = 20
A_SECOND = 5


def main(command: str, *arguments: str) -> None:
    with translation.override("en"):
        commands = {"fill": _fill, "post": _post, "links": _links, "open": _open, "owed": _owed}
        commands[command](*map(int, arguments))


def _fill(people: int, told: int) -> None:
    writer = _member("The one who knows", "writer@example.org")
    readers = [_member(f"Reader {n}", f"reader{n}@example.org") for n in range(people)]
    chance = random.Random(1)  # noqa: S311
    for number in range(QUESTIONS):
        title = f"Why does box number {number} blink?"
        question = ask_question(by=writer, title=title, body="It blinks.", language="en")
        for reader in chance.sample(readers, min(told, people)):
            follow_question(question=question, by=reader)


def _member(name: str, email: str) -> User:
    member = create_member(display_name=name, email=email)
    Declaration.objects.create(
        user=member, stance=Declaration.Stance.INDEPENDENT, question="Do you work for us?"
    )
    return member


def _post(events: int) -> None:
    writer = User.objects.get(email="writer@example.org")
    questions = list(Question.objects.order_by("pk"))
    for number in range(events):
        body = f"Hold the button for {number} seconds."
        answer_question(question=questions[number % len(questions)], by=writer, body=body)
        time.sleep(1 / A_SECOND)


def _links(count: int) -> None:
    readers = User.objects.exclude(email="writer@example.org").order_by("-pk")[:count]
    _print(
        {
            str(reader.email): unsubscribe_url(Unsubscribing(reader.pk, group=Group.ANSWERS))
            for reader in readers
        }
    )


def _open() -> None:
    _print(
        {
            "deliveries": Delivery.objects.due(timezone.now() + timedelta(days=1)).count(),
            "mails": OutgoingMail.objects.queued().count(),
        }
    )


def _owed() -> None:
    rows = OutgoingMail.objects.values_list("notice__user__email", "message_id", "state", "why")
    told = Notice.objects.filter(kind="answered").values_list("user__email", "key")
    _print(
        {
            "mails": list(rows.order_by("pk")),
            "notices": list(told.order_by("pk")),
            "differences": [str(row) for each in registered() for row in each.differences()],
            "dead": Delivery.objects.dead().count(),
        }
    )


def _print(found: dict) -> None:
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main(*sys.argv[1:])
