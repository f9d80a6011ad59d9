"""What a waiting question says: by when the company answers, and never a reproach."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from community.models import Question
from community.promises import after_business_hours, promise_to
from tests.factories import hide, make_answer, make_employee, make_question

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.fixture(autouse=True)
def _office(settings):
    settings.ANSWER_WITHIN_HOURS = 8
    settings.BUSINESS_HOURS = (8, 18)
    settings.BUSINESS_DAYS = frozenset(range(5))
    settings.TIME_ZONE = "Europe/Berlin"


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN)


@pytest.mark.parametrize(
    ("asked", "promised"),
    [
        ("2026-11-16 09:00", "2026-11-16 17:00"),  # Monday morning: the same day
        ("2026-11-16 12:00", "2026-11-17 10:00"),  # after noon: the rest on the next day
        ("2026-11-16 03:00", "2026-11-16 16:00"),  # by night: from the opening on
        ("2026-11-16 21:00", "2026-11-17 16:00"),
        ("2026-11-20 17:00", "2026-11-23 15:00"),  # Friday evening: over the weekend
        ("2026-11-21 12:00", "2026-11-23 16:00"),  # Saturday
        ("2026-03-27 17:00", "2026-03-30 15:00"),  # the clock goes forward in between
        ("2026-10-23 17:00", "2026-10-26 15:00"),  # and back
    ],
)
def test_only_business_hours_count(asked, promised):
    assert after_business_hours(at(asked), 8) == at(promised)


def test_longer_than_a_day_takes_several():
    assert after_business_hours(at("2026-11-16 09:00"), 25) == at("2026-11-18 14:00")


def test_asker_elsewhere_is_promised_a_time_of_the_companys_clock():
    tokyo = datetime(2026, 11, 17, 1, 0, tzinfo=ZoneInfo("Asia/Tokyo"))  # Monday 17:00 in Berlin

    assert after_business_hours(tokyo, 2) == at("2026-11-17 09:00")


@pytest.mark.parametrize("kind", ["question", "complaint"])
def test_waiting_question_is_promised_an_answer(db, kind):
    question = make_question(kind=kind, now=at("2026-11-16 09:00"))

    promise = promise_to(question, now=at("2026-11-16 16:59"))

    assert promise.by == at("2026-11-16 17:00")


def test_after_that_time_nothing_is_promised_any_more(db):
    question = make_question(now=at("2026-11-16 09:00"))

    assert promise_to(question, now=at("2026-11-16 17:00")).by is None


@pytest.mark.parametrize("kind", ["idea", "praise"])
def test_idea_and_praise_wait_for_nobody(db, kind):
    assert promise_to(make_question(kind=kind)) is None


def test_company_that_promises_nothing_is_held_to_nothing(db, settings):
    settings.ANSWER_WITHIN_HOURS = 0

    assert promise_to(make_question()) is None


def test_answered_question_waits_no_longer_but_a_complaint_waits_for_the_company(db):
    question, complaint = make_question(), make_question(kind="complaint")
    for each in (question, complaint):
        make_answer(question=each)
        each.refresh_from_db()

    assert promise_to(question) is None
    assert promise_to(complaint) is not None

    make_answer(question=complaint, author=make_employee())
    complaint.refresh_from_db()
    assert promise_to(complaint) is None


@pytest.mark.parametrize("column", ["closed_at", "locked_at", "needs_details_at"])
def test_nothing_is_promised_where_nobody_can_or_should_answer_now(db, column):
    question = make_question()
    setattr(question, column, timezone.now())

    assert promise_to(question) is None


def test_hidden_question_is_promised_nothing(db):
    question = make_question()
    hide(question)
    question.refresh_from_db()

    assert promise_to(question) is None


def test_page_says_the_time_to_everybody_and_later_a_friendly_word(client, settings, db):
    settings.COMMUNITY = settings.COMMUNITY | {"company": "Fjordnet"}
    question = make_question()
    assert "Fjordnet answers by" in client.get(question.get_absolute_url()).text

    Question.objects.update(created_at=timezone.now() - timedelta(days=30))

    page = client.get(question.get_absolute_url()).text
    assert "answers by" not in page
    assert "still waits for its first answer" in page
