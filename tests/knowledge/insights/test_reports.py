"""Each report that something had not helped takes one case of it off, whoever stands behind."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from config.audit.models import AuditRecord
from knowledge.insights.actions.returns import CannotReport, report_return, withdraw_return
from knowledge.insights.models import DayFigure, ReportedReturn
from knowledge.insights.reports import taken_off
from tests.knowledge.insights.journeys import ARTICLE, Journey, settled

LATER = timedelta(hours=73)
FIRST = date(2026, 3, 1)


@pytest.fixture
def now():
    return timezone.now().replace(hour=10, minute=0)


def days(*numbers: int) -> list[date]:
    return [FIRST + timedelta(days=number) for number in numbers]


def cases(*numbers: int) -> list[tuple[date, str]]:
    return [(day, f"form-{place}") for place, day in enumerate(days(*numbers))]


def test_each_report_takes_one_off():
    assert len(taken_off(cases(1, 2, 3), days(4, 4))) == 2


def test_more_reports_than_cases_take_off_all_and_no_more():
    assert len(taken_off(cases(1, 2), days(4, 4, 4))) == 2


def test_a_report_takes_nothing_off_that_was_said_later():
    assert taken_off(cases(5), days(4)) == set()


def test_a_report_reaches_thirty_days_back():
    assert taken_off(cases(0), days(30)) == {"form-0"}
    assert taken_off(cases(0), days(31)) == set()


def test_as_many_are_taken_off_as_can_be():
    """The newest for each would leave the second report nothing."""
    assert len(taken_off(cases(5, 19), days(20, 45))) == 2


@pytest.mark.django_db
def test_a_later_form_that_names_it_takes_it_off(now):
    Journey(at=now).solved()
    Journey(at=now).sent(failed=(ARTICLE,))

    assert settled(now + LATER) == {ARTICLE: "confirmed reported"}
    assert DayFigure.objects.of("reported").get().value == 1
    assert DayFigure.objects.of("returns", "channel:form").get().value == 1


@pytest.mark.django_db
def test_a_form_that_calls_it_solved_and_is_sent_takes_off_nobody_elses(now):
    """Its own word was never counted."""
    Journey(at=now).solved()
    Journey(at=now).solved().sent(failed=(ARTICLE,))

    assert settled(now + LATER) == {ARTICLE: "confirmed counted"}


@pytest.mark.django_db
def test_a_report_about_another_article_takes_nothing_off(now):
    Journey(at=now).solved()
    Journey(at=now).sent(failed=("article-99",))

    assert settled(now + LATER) == {ARTICLE: "confirmed counted"}


@pytest.mark.django_db
def test_what_is_said_on_the_telephone_takes_it_off_later(now, employee):
    Journey(at=now).solved()
    assert settled(now + LATER) == {ARTICLE: "confirmed counted"}
    at = now + timedelta(days=20)

    enter(employee, now=at)

    assert settled(at) == {ARTICLE: "confirmed reported"}
    assert not DayFigure.objects.of("confirmed").exists()


@pytest.mark.django_db
def test_a_report_that_is_taken_back_puts_the_case_back(now, employee):
    Journey(at=now).solved()
    reported = enter(employee, now=now + LATER)
    assert settled(now + LATER) == {ARTICLE: "confirmed reported"}

    withdraw_return(reported=reported, by=employee, now=now + LATER)

    assert settled(now + LATER + timedelta(minutes=1)) == {ARTICLE: "confirmed counted"}


@pytest.mark.django_db
def test_a_report_is_taken_back_within_a_week_alone(now, employee):
    reported = enter(employee, now=now)

    with pytest.raises(CannotReport):
        withdraw_return(reported=reported, by=employee, now=now + timedelta(days=8))


@pytest.mark.django_db
def test_stranger_may_not_report(stranger, now):
    with pytest.raises(CannotReport):
        enter(stranger, now=now)


@pytest.mark.django_db
@pytest.mark.parametrize("days_ago", [-1, 31])
def test_a_report_is_about_the_last_thirty_days(employee, now, days_ago):
    with pytest.raises(CannotReport):
        enter(employee, now=now, days_ago=days_ago)


@pytest.mark.django_db
def test_who_entered_it_stands_in_the_record_alone(employee, now):
    """L-GD-12: no figure per employee can be made of the table."""
    enter(employee, now=now)

    people = {"user", "by", "person", "author", "entered_by"}
    assert not people & {field.name for field in ReportedReturn._meta.fields}
    assert AuditRecord.objects.get(act="return-reported").subject == ARTICLE


def enter(by, *, now, days_ago: int = 0) -> ReportedReturn:
    day = timezone.localdate(now) - timedelta(days=days_ago)
    return report_return(document=ARTICLE, channel="phone", day=day, by=by, now=now)
