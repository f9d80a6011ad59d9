"""Ask first, sign in last: the form comes back whole, with all that was looked at beside it."""

from uuid import uuid4

import pytest
from django.urls import reverse

from community.models import Question
from knowledge.models import JourneyEvent
from tests.factories import make_article
from tests.knowledge.form_filling import SAME_ORIGIN, TITLE, send, steps

pytestmark = pytest.mark.django_db

ASK = reverse("community:ask")
BODY = "Since the update it drops."


@pytest.fixture
def looked_at() -> list[str]:
    return [f"article-{make_article(title=f'Text {n}').pk}:opened" for n in range(2)]


def sign_in_first(client, journey, suggested):
    typed = {"title": TITLE, "body": BODY, "kind": "question", "language": "en", "sign-in": "1"}
    typed |= {"journey": journey, "suggested": [*suggested, "question-9:shown"]}
    return client.post(reverse("community:question-keep"), typed, headers=SAME_ORIGIN)


def test_everything_that_was_looked_at_comes_along(reader, looked_at, stranger):
    journey = uuid4()
    sign_in_first(reader, journey, looked_at)
    reader.force_login(stranger)

    form = reader.get(ASK).context["form"]

    assert set(form["suggested"].value()) == {*looked_at, "question-9:shown"}
    assert str(form["journey"].value()) == str(journey)
    assert form["body"].value() == BODY


@pytest.mark.parametrize("number", [0, 1])
def test_one_or_none_comes_along_as_well(reader, looked_at, stranger, number):
    typed = {"title": TITLE, "body": BODY, "sign-in": "1", "suggested": looked_at[:number]}
    reader.post(reverse("community:question-keep"), typed, headers=SAME_ORIGIN)
    reader.force_login(stranger)

    page = reader.get(ASK).text

    assert page.count('name="suggested"') == number


def test_question_says_it_and_its_form_is_the_same(reader, looked_at, stranger):
    journey = uuid4()
    sign_in_first(reader, journey, looked_at)
    reader.force_login(stranger)
    form = reader.get(ASK).context["form"]

    send(reader, form["journey"].value(), suggested=form["suggested"].value())

    expected = dict(each.split(":") for each in looked_at) | {"question-9": "shown"}
    assert Question.objects.get(author=stranger).suggested == expected
    assert (JourneyEvent.Step.SENT, "") in steps()
    assert {event.form for event in JourneyEvent.objects.all()} == {journey}
    assert "unsent" not in reader.session


def test_field_that_was_sent_twice_breaks_no_page(reader, stranger):
    typed = {name: ["one", "two"] for name in ("title", "body", "kind", "product", "tags")}
    typed |= {"sign-in": "1", "journey": ["x", "y"], "asked_about": ["x", "y"]}
    reader.post(reverse("community:question-keep"), typed, headers=SAME_ORIGIN)
    reader.force_login(stranger)

    assert reader.get(ASK).status_code == 200
