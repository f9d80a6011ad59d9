"""Somebody who fills in the ask form: what he asks for, opens, says and sends."""

import html
import re
from uuid import uuid4

from django.urls import reverse

from community.actions.solutions import accept_answer
from community.models import Question
from config.events import relay
from knowledge.actions.journeys import take_steps
from knowledge.models import JourneyEvent
from knowledge.search import index
from tests.factories import make_answer, make_question

BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
SAME_ORIGIN = {"Sec-Fetch-Site": "same-origin"}
TITLE = "Router loses the wifi network after the update"


def make_solved_question() -> Question:
    """In the index, and answered: "Choose channel 36 and save."."""
    answer = make_answer(question=make_question(title=TITLE), body="Choose channel 36 and save.")
    accept_answer(answer=answer, by=answer.question.author)
    relay.deliver_pending(limit=1000)
    index.rebuild()
    return answer.question


def suggest(client, **query):
    return client.get(reverse("knowledge:suggest"), {"title": TITLE} | query)


def look(client, **typed):
    values = {"title": TITLE, "body": "Since the update it drops."} | typed
    return client.post(reverse("knowledge:look"), values, headers=SAME_ORIGIN)


def open_(client, document, journey, **headers):
    address = reverse("knowledge:suggestion", args=[document])
    return client.get(address, {"journey": journey}, headers=headers)


def proof_that_opened(client, document, journey) -> str:
    page = open_(client, document, journey).text
    return html.unescape(re.search(r'name="opened"\s+value="([^"]+)"', page)[1])


def say_solved(client, document, journey, *, opened="", **typed):
    if not opened:
        opened = proof_that_opened(client, document, journey)
    address = reverse("knowledge:suggestion-solved", args=[document])
    values = {"journey": journey, "opened": opened} | typed
    return client.post(address, values, headers=SAME_ORIGIN)


def send(client, journey, *, is_guest=False, **typed):
    values = {
        "title": "Another router, another update",
        "body": "It is not what was suggested.",
        "kind": "question",
        "language": "en",
        "submission": uuid4(),
        "journey": journey,
    }
    address = "community:question-keep" if is_guest else "community:ask"
    if is_guest:
        values["email"] = "guest@example.org"
    return client.post(reverse(address), values | typed, headers=SAME_ORIGIN)


def steps() -> set[tuple[str, str]]:
    """All that is counted."""
    take_steps()
    events = JourneyEvent.objects.exclude(step=JourneyEvent.Step.FORGOTTEN)
    return {(event.step, event.document) for event in events}
