"""What a form amounts to: what was opened, said and sent in it, and nothing else is known."""

from datetime import timedelta

import pytest
from django.utils import timezone

from knowledge.actions.journeys import forget_form, take_steps
from knowledge.insights.actions.ledger import settle_ledger
from knowledge.insights.models import Case, DayFigure
from tests.knowledge.insights.journeys import ARTICLE, Journey, settled

pytestmark = pytest.mark.django_db
LATER = timedelta(hours=73)


@pytest.fixture
def now():
    return timezone.now().replace(hour=10, minute=0)


def test_who_says_that_it_solved_it_and_sends_nothing_is_confirmed(now):
    Journey(at=now).solved()

    assert settled(now + LATER) == {ARTICLE: "confirmed counted"}


def test_a_case_is_not_final_before_72_hours(now):
    Journey(at=now).solved()

    assert settled(now + timedelta(hours=71)) == {ARTICLE: "confirmed open"}
    assert not DayFigure.objects.of("confirmed").exists()
    assert DayFigure.objects.of("not-final").get().value == 1
    assert DayFigure.objects.of("not-final", "level:confirmed").get().value == 1


def test_a_form_that_was_sent_after_all_is_no_case(now):
    Journey(at=now).solved().sent()

    assert settled(now + LATER) == {}


def test_a_form_that_is_sent_weeks_later_takes_its_case_back(now):
    form = Journey(at=now).solved()
    assert settled(now + LATER) == {ARTICLE: "confirmed counted"}

    form.sent(at=now + timedelta(days=20))

    assert settled(now + timedelta(days=20, minutes=1)) == {}
    assert not DayFigure.objects.of("confirmed").exists()


def test_a_member_who_comes_back_within_72_hours_takes_it_back(now, asker):
    Journey(at=now).solved(by=asker).back(asker, at=now + timedelta(hours=71))

    assert settled(now + LATER) == {ARTICLE: "confirmed came-back"}
    assert DayFigure.objects.of("came-back").get().value == 1
    assert not DayFigure.objects.of("confirmed").exists()


def test_a_member_who_comes_back_later_was_helped_that_time(now, asker):
    Journey(at=now).solved(by=asker)
    settled(now + LATER)

    Journey(at=now + LATER).back(asker, at=now + LATER)

    assert settled(now + 2 * LATER)[ARTICLE] == "confirmed counted"


def test_who_opens_something_and_leaves_is_implicit(now):
    Journey(at=now).opened("article-1").opened("article-2")

    assert settled(now + 2 * LATER) == {"article-2": "implicit counted"}


def test_a_form_lies_in_its_strongest_level_only(now):
    Journey(at=now).opened("article-1").solved("article-2")

    assert settled(now + 2 * LATER) == {"article-2": "confirmed counted"}


def test_who_opens_nothing_is_no_case(now):
    Journey(at=now)

    assert settled(now + LATER) == {}
    assert DayFigure.objects.of("forms-begun").get().value == 1


def test_a_form_of_somebody_who_is_not_counted_leaves_no_case(now):
    """L-TD-03"""
    form = Journey(at=now).solved()
    assert settled(now) == {ARTICLE: "confirmed open"}

    forget_form(form=form.form)

    assert settled(now + timedelta(minutes=1)) == {}


def test_settling_again_changes_nothing(now):
    Journey(at=now).solved()
    take_steps(now=now + LATER)
    assert settle_ledger(now=now + LATER) == 1
    stored = list(Case.objects.values()), list(DayFigure.objects.values())

    assert settle_ledger(now=now + LATER) == 0
    assert (list(Case.objects.values()), list(DayFigure.objects.values())) == stored


def test_a_worker_that_was_away_for_months_makes_up_for_it(now):
    settle_ledger(now=now)
    Journey(at=now + timedelta(days=2)).solved()

    assert settled(now + timedelta(days=90)) == {ARTICLE: "confirmed counted"}


def test_figures_name_language_and_form(now):
    Journey(at=now, kind="contact", language="de").solved()

    settled(now + LATER)

    figures = DayFigure.objects.filter(measure="confirmed")
    assert dict(figures.values_list("dimension", "value")) == {
        "": 1,
        "language:de": 1,
        "channel:contact": 1,
    }
