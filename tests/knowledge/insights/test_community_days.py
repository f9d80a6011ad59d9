"""What a day of the community says, and that what happens later corrects it."""

from datetime import date, datetime, timedelta
from itertools import count
from zoneinfo import ZoneInfo

import pytest
from django.db import OperationalError
from django.utils import timezone

from accounts.models import Affiliation
from accounts.privacy.actions import TIME_TO_THINK, request_erasure
from accounts.privacy.erasing import SETTLING, carry_out_due
from community.actions.hiding import hide_post
from community.actions.merging import merge_questions
from community.actions.solutions import accept_answer, withdraw_acceptance
from community.models import Answer, Question
from config.recount import compared, registered
from knowledge.insights.actions.community_counting import count_day, count_stale_days
from knowledge.insights.actions.stale import note_stale
from knowledge.insights.clock import day_of
from knowledge.insights.community_days import figures_of
from knowledge.insights.models import DayFigure, MonthFigure, StaleDay
from tests.factories import make_affiliation, make_answer, make_employee, make_question, make_user
from tests.faults.test_all_or_nothing import failing

BERLIN = ZoneInfo("Europe/Berlin")
MONDAY = datetime(2026, 11, 2, 9, tzinfo=BERLIN)
DAY = MONDAY.date()
NOW = MONDAY + timedelta(days=20)
# What changes sixteen months later changes no figure any more.
LATELY = timezone.now() - timedelta(days=10)


@pytest.fixture(autouse=True)
def _open_from_eight_to_six(settings):
    settings.TIME_ZONE = "Europe/Berlin"
    settings.BUSINESS_HOURS = (8, 18)
    settings.BUSINESS_DAYS = frozenset(range(5))


def asked(*, at: datetime = MONDAY, **values) -> Question:
    question = make_question(**values)
    Question.objects.filter(pk=question.pk).update(created_at=at)
    question.question_tags.update(asked_at=at)
    question.refresh_from_db()
    return question


def answered(question: Question, *, after: timedelta, **values) -> Answer:
    answer = make_answer(question=question, **values)
    Answer.objects.filter(pk=answer.pk).update(created_at=question.created_at + after)
    answer.refresh_from_db()
    return answer


def test_day_says_how_long_the_first_answer_took(db):
    question = asked()
    answered(question, after=timedelta(hours=26))
    answered(question, after=timedelta(minutes=38), author=make_employee())

    figures = figures_of(DAY)

    assert figures["first-answer-total", "employees:38"] == 1
    assert figures["first-answer-business", "employees:38"] == 1
    assert figures["first-answer-by", "by:employees"] == 1


def test_night_counts_in_the_total_alone(db):
    answered(asked(at=MONDAY.replace(hour=17)), after=timedelta(hours=16))

    figures = figures_of(DAY)

    assert figures["first-answer-total", "customers:960"] == 1
    assert figures["first-answer-business", "customers:120"] == 1


def test_asker_does_not_answer_himself(db, asker):
    answered(asked(author=asker), after=timedelta(minutes=5), author=asker)

    assert figures_of(DAY)["first-answer-by", "by:nobody"] == 1


def test_partner_is_neither_customer_nor_employee(db):
    partner = make_user()
    make_affiliation(user=partner, kind=Affiliation.Kind.PARTNER)
    answered(asked(), after=timedelta(minutes=5), author=partner)

    assert figures_of(DAY)["first-answer-by", "by:others"] == 1


def test_question_of_an_employee_is_not_counted(db):
    asked(author=make_employee())

    assert not figures_of(DAY)


def test_complaint_is_counted_as_a_complaint_alone(db):
    question = asked(kind="complaint")
    answered(question, after=timedelta(minutes=5))

    assert figures_of(DAY) == {("asked", "kind:complaint"): 1}


def test_hidden_posts_are_in_no_figure(db, moderator):
    """A-AZ-07"""
    hidden = asked(tags=["router"])
    answer = answered(asked(), after=timedelta(minutes=5))
    for post in (hidden, answer):
        hide_post(post=post, by=moderator, reason="illegal", explanation="Advertising.")

    figures = figures_of(DAY)

    assert figures["asked", "kind:question"] == 1
    assert figures["first-answer-by", "by:nobody"] == 1
    assert not [measure for measure, _dimension in figures if measure == "tagged"]


def test_solved_later_than_a_week_is_not_solved_in_a_week(db):
    soon, late = asked(), asked()
    for question, days in ((soon, 6), (late, 8)):
        answer = answered(question, after=timedelta(hours=1))
        accept_answer(answer=answer, by=question.author)
        Question.objects.filter(pk=question.pk).update(solved_at=MONDAY + timedelta(days=days))

    assert figures_of(DAY)["solved-in-a-week", ""] == 1


def test_late_answer_corrects_the_day_of_its_question(db, deliver_events):
    question = asked(at=LATELY)
    note_stale(days=[day_of(LATELY)])
    count_stale_days()
    answered(question, after=timedelta(days=3))
    deliver_events()

    count_stale_days()

    assert DayFigure.objects.of("first-answer-by", "by:customers").get().value == 1
    assert not DayFigure.objects.of("first-answer-by", "by:nobody").exists()
    assert not StaleDay.objects.exists()


def test_withdrawn_acceptance_corrects_the_day(db, deliver_events):
    question = asked()
    answer = answered(question, after=timedelta(hours=1))
    accept_answer(answer=answer, by=question.author)
    Question.objects.filter(pk=question.pk).update(solved_at=MONDAY + timedelta(hours=2))
    count_day(day=DAY)

    withdraw_acceptance(question=Question.objects.get(pk=question.pk), by=question.author)
    deliver_events()
    count_stale_days(now=NOW)

    assert not DayFigure.objects.of("solved-in-a-week").exists()


def month_figures() -> set[tuple[str, int]]:
    return set(MonthFigure.objects.values_list("measure", "value"))


def insights_that_differ() -> list[str]:
    registered()
    found = [each for comparison in compared() for each in comparison.differences()]
    return [str(each) for each in found if each.model.startswith("insights.")]


def test_question_merged_later_leaves_its_day(db, moderator, deliver_events):
    merged, into = asked(at=LATELY), asked(at=LATELY + timedelta(days=1))
    answered(merged, after=timedelta(minutes=5))
    deliver_events()
    count_stale_days()

    merge_questions(question=merged, into=into, by=moderator)
    deliver_events()
    count_stale_days()

    assert not DayFigure.objects.filter(day=day_of(LATELY)).exists()
    assert figures_of(day_of(LATELY + timedelta(days=1)))["first-answer-by", "by:nobody"] == 1
    assert not insights_that_differ()


@pytest.mark.parametrize("keeps_texts", [True, False], ids=["texts-stay", "texts-go"])
def test_figures_are_right_after_an_author_was_erased(db, helper, deliver_events, keeps_texts):
    question = asked(author=make_user())
    answered(question, after=timedelta(minutes=5), author=helper)
    deliver_events()
    count_stale_days(now=NOW)

    request_erasure(user=helper, keeps_texts=keeps_texts)
    for later in (SETTLING, 3 * SETTLING):
        carry_out_due(now=timezone.now() + TIME_TO_THINK + later)
        deliver_events()
    count_stale_days(now=NOW)

    assert not insights_that_differ()


def test_day_is_counted_again_where_its_month_was_not_reached(db):
    """F-31: whichever statement fails, the note of a day goes with its month alone."""
    asked()
    count_stale_days(now=NOW)
    reached = month_figures()
    asked()
    note_stale(days=[DAY], today=NOW.date())

    for number in count(1):
        try:
            with failing(number):
                count_stale_days(now=NOW)
        except OperationalError:
            assert StaleDay.objects.filter(day=DAY).exists()
            assert month_figures() == reached
        else:
            break

    assert number > 5
    assert not StaleDay.objects.exists()
    assert ("questions", 2) in month_figures()


def test_what_is_right_is_not_written_again(db):
    asked()
    count_day(day=DAY)
    before = set(DayFigure.objects.values_list("pk", flat=True))

    count_day(day=DAY)

    assert set(DayFigure.objects.values_list("pk", flat=True)) == before


def test_closed_months_are_not_counted_again(db):
    note_stale(days=[date(2020, 1, 1)], today=NOW.date())

    assert not StaleDay.objects.exists()


def test_first_run_counts_all_there_is(db):
    asked(at=NOW - timedelta(days=100))
    asked()

    while count_stale_days(now=NOW):
        pass

    months = MonthFigure.objects.filter(measure="questions", value__gt=0)
    assert [row.month for row in months.in_time()] == [date(2026, 8, 1), date(2026, 11, 1)]
