"""The ask form is sent all the same: with what was looked at, and to whom nothing leads."""

from uuid import uuid4

import pytest

from community.forms.fields import BODY_LENGTH
from community.models import PendingQuestion, Question
from knowledge.models import JourneyEvent, JourneyWatch
from tests.factories import make_article, make_solution
from tests.knowledge.form_filling import say_solved, send, steps, suggest

pytestmark = pytest.mark.django_db

Step = JourneyEvent.Step


@pytest.fixture
def document():
    return f"question-{make_solution().question_id}"


@pytest.fixture
def member(reader, stranger):
    reader.force_login(stranger)
    return reader


def test_question_keeps_what_was_looked_at_before(member, document, stranger):
    send(member, uuid4(), suggested=[f"{document}:opened", f"{document}:shown", "article-7:shown"])

    asked = Question.objects.get(author=stranger)
    assert asked.suggested == {document: "opened", "article-7": "shown"}


def test_nothing_of_the_question_leads_to_the_steps_of_its_form(member, document, stranger):
    """A-VO-16, L-TD-02: the steps have a key of their own, and of a sent form only the day."""
    journey = uuid4()
    suggest(member, journey=journey)
    say_solved(member, document, journey)

    send(member, journey, suggested=f"{document}:failed")

    asked = Question.objects.get(author=stranger)
    events = JourneyEvent.objects.filter(form=journey)
    assert {event.step for event in events} >= {Step.SOLVED, Step.SENT, Step.REPORTED}
    assert asked.submission != journey
    assert not JourneyWatch.objects.exists()
    times = {event.occurred_at.time().isoformat() for event in events}
    assert times == {"00:00:00"}


def test_guest_has_sent_his_form_before_he_publishes(reader, document):
    journey = uuid4()

    send(reader, journey, is_guest=True, suggested=f"{document}:opened")

    assert PendingQuestion.objects.get().suggested == {document: "opened"}
    assert steps() == {(Step.BEGUN, ""), (Step.SENT, "")}


@pytest.mark.parametrize("who", ["employee", "curator", "moderator", "administrator"])
def test_form_that_staff_send_forgets_its_steps(reader, document, request, who):
    """L-TD-03: they may have begun it before they signed in."""
    journey = uuid4()
    suggest(reader, journey=journey)
    say_solved(reader, document, journey)
    reader.force_login(request.getfixturevalue(who))

    send(reader, journey)

    assert (Step.SOLVED, document) not in steps()
    assert (Step.SENT, "") not in steps()


def test_form_that_was_refused_was_not_sent(member, document):
    response = send(member, uuid4(), title="", suggested=f"{document}:opened")

    assert response.status_code == 422
    assert f'value="{document}:opened"' in response.text
    assert steps() == set()


@pytest.mark.parametrize("form", ["{title}", "see {url} please", "{title} "])
def test_what_was_tried_is_said_in_the_question_and_reported(member, stranger, form):
    article = make_article(title="Fix wifi that drops at busy hours")
    tried = form.format(
        title=article.title.upper(), url=f"https://testserver{article.get_absolute_url()}"
    )

    send(member, uuid4(), tried=tried, language="de")

    assert f"article-{article.pk}" in {document for step, document in steps()}
    assert Question.objects.get(author=stranger).body.endswith(tried.strip())


def test_address_in_the_other_language_is_known_as_well(member):
    article = make_article(title="Fix wifi that drops at busy hours")

    send(member, uuid4(), tried=f"/de/knowledge/{article.pk}/")

    assert (Step.REPORTED, f"article-{article.pk}") in steps()


@pytest.mark.parametrize(
    "tried",
    [
        "see http://[the-box/help",
        "https://elsewhere.example/en/knowledge/{pk}/",
        "//elsewhere.example/en/knowledge/{pk}/",
        f"/en/questions/{'9' * 60}/",
    ],
)
def test_what_is_no_address_of_ours_is_said_and_reports_nothing(member, stranger, tried):
    tried = tried.format(pk=make_article().pk)

    response = send(member, uuid4(), tried=tried)

    assert response.status_code == 302
    assert Question.objects.get(author=stranger).body.endswith(tried)
    assert Step.REPORTED not in {step for step, document in steps()}


def test_what_was_tried_passes_the_guard(member, stranger):
    send(member, uuid4(), tried="Paid it to DE89 3704 0044 0532 0130 00")

    assert "0532" not in Question.objects.get(author=stranger).body


def test_what_was_tried_has_to_fit_beneath_the_details(member):
    body = "It drops. " * (BODY_LENGTH // 10)

    response = send(member, uuid4(), body=body, tried="Pulling the plug")

    assert response.status_code == 422
    assert "too long to add this" in response.text
    assert "Pulling the plug" in response.text
    assert not Question.objects.filter(body__contains="Pulling").exists()


def test_bad_key_of_a_journey_loses_no_question(member, stranger):
    send(member, "not a key", suggested=["x", "article-1:opened"])

    assert Question.objects.get(author=stranger).suggested == {"article-1": "opened"}
    assert steps() == set()


def test_member_who_asks_after_all_is_noticed_and_nobody_else_learns_it(member, document):
    say_solved(member, document, uuid4())
    assert JourneyWatch.objects.get().came_back is False

    send(member, uuid4())

    assert JourneyWatch.objects.get().came_back is True
    assert (Step.CAME_BACK, document) not in steps()
