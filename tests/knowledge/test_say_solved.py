"""“This solved it” beside a form: who can say so, how often, and what is kept of it."""

import html
import re
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from config import spool
from config.limits import LIMITS
from knowledge.actions.journeys import KIND
from knowledge.models import JourneyEvent, JourneyWatch
from knowledge.views import beside_forms
from tests.knowledge.form_filling import (
    BROWSER,
    SAME_ORIGIN,
    TITLE,
    look,
    make_solved_question,
    open_,
    proof_that_opened,
    say_solved,
    send,
    steps,
    suggest,
)

pytestmark = pytest.mark.django_db
Step = JourneyEvent.Step


@pytest.fixture
def solved():
    return make_solved_question()


@pytest.fixture
def document(solved):
    return f"question-{solved.pk}"


def test_this_solved_it_ends_the_journey(reader, document):
    journey = uuid4()

    page = say_solved(reader, document, journey, title=TITLE, body="What I wrote.")

    assert (Step.SOLVED, document) in steps()
    assert "What I wrote." in page.text


def test_nothing_is_solved_that_was_not_opened(reader, document):
    """A-VO-16"""
    for opened in ("x", "x:y:z", f"{document}:{uuid4()}"):
        response = say_solved(reader, document, uuid4(), opened=opened)
        assert response.status_code == 200

    assert steps() == set()


def test_opened_in_one_form_is_not_solved_in_another(reader, document):
    """A-VO-16"""
    opened = proof_that_opened(reader, document, uuid4())

    say_solved(reader, document, uuid4(), opened=opened)

    assert not JourneyEvent.objects.filter(step=Step.SOLVED).exists()


def test_form_ends_once_however_often_it_says_so(reader, document):
    """A-VO-16: repeated, and replayed after it was sent."""
    journey = uuid4()
    opened = proof_that_opened(reader, document, journey)

    for _ in range(3):
        say_solved(reader, document, journey, opened=opened)
    send(reader, journey, is_guest=True)
    say_solved(reader, document, journey, opened=opened)

    said = JourneyEvent.objects.filter(form=journey)
    assert said.filter(step=Step.SOLVED).count() == 1
    assert said.filter(step=Step.SENT).count() == 1


def test_proof_that_it_was_opened_grows_old(reader, document, monkeypatch):
    """A-VO-16"""
    journey = uuid4()
    opened = proof_that_opened(reader, document, journey)

    monkeypatch.setattr(beside_forms, "OPENED_FOR", -1)
    say_solved(reader, document, journey, opened=opened)

    assert not JourneyEvent.objects.filter(step=Step.SOLVED).exists()


def test_one_network_leaves_only_as_many_steps_as_people_read(reader, document, monkeypatch):
    """A-VO-16: more is shown, and not counted."""
    monkeypatch.setitem(LIMITS, "journey-step", [(3, 60)])

    pages = [open_(reader, document, uuid4()) for _ in range(5)]

    assert {page.status_code for page in pages} == {200}
    assert len(spool.files(KIND)) == 1
    steps()
    assert JourneyEvent.objects.filter(step=Step.OPENED).count() == 3


def test_what_is_typed_too_fast_begins_no_form(reader, document, monkeypatch):
    """A-VO-16"""
    monkeypatch.setitem(LIMITS, "suggest", [(1, 60)])

    for _ in range(3):
        suggest(reader, journey=uuid4())

    steps()
    assert JourneyEvent.objects.count() == 1


def test_other_sites_say_nothing_solved(reader, document):
    """A-CS-01, A-VO-16"""
    address = reverse("knowledge:suggestion-solved", args=[document])

    response = reader.post(address, {}, headers={"Sec-Fetch-Site": "cross-site"})

    assert response.status_code == 403


def test_who_is_not_done_goes_on_in_the_same_form(reader, document):
    """A-VO-16: sending it takes back what was said."""
    journey = uuid4()
    carried = {"suggested": [f"{document}:opened", "article-999:failed"], "form": "ask"}
    page = say_solved(reader, document, journey, title=TITLE, **carried).text
    _, _, rest = page.partition('action="/en/suggestions/look/"')

    sent = {}
    for name, value in re.findall(r'name="([a-z]+)"\s+value="([^"]*)"', rest):
        sent.setdefault(name, []).append(html.unescape(value))
    back = reader.post(reverse("knowledge:look"), sent, headers=SAME_ORIGIN).text

    assert f'value="{journey}"' in back
    assert f'value="{document}:opened"' in back
    assert 'value="article-999:failed"' in back


def test_member_who_is_not_done_goes_on_with_his_draft(reader, document, stranger):
    reader.force_login(stranger)

    back = look(reader, title=TITLE, journey=uuid4()).text

    assert 'data-draft="ask"' in back


def test_complaint_is_never_solved_by_an_article(reader, document):
    say_solved(reader, document, uuid4(), kind="complaint")

    assert not JourneyEvent.objects.filter(step=Step.SOLVED).exists()


@pytest.mark.parametrize(
    "header",
    [{"DNT": "1"}, {"Sec-GPC": "1"}, {"User-Agent": "Examplebot/1.0"}, {"User-Agent": ""}],
)
def test_who_is_not_to_be_counted_leaves_nothing(solved, document, header):
    """L-TD-02, L-TD-03"""
    client, journey = Client(headers={"User-Agent": BROWSER} | header), uuid4()

    suggest(client, journey=journey)
    say_solved(client, document, journey)
    send(client, journey, is_guest=True)

    assert spool.files(KIND) == []
    assert steps() == set()


@pytest.mark.parametrize("who", ["employee", "curator", "moderator", "administrator"])
def test_staff_leave_nothing(reader, document, request, who):
    """L-TD-03"""
    reader.force_login(request.getfixturevalue(who))
    journey = uuid4()

    suggest(reader, journey=journey)
    say_solved(reader, document, journey)

    assert steps() == set()
    assert not JourneyWatch.objects.exists()
