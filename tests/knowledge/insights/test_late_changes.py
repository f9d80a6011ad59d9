"""Whatever is said, sent or changed late is in the figures after the worker's next look."""

from datetime import timedelta

import pytest
from django.utils import timezone

from community.actions.kinds import change_kind
from community.actions.solutions import accept_answer
from community.models import Question
from config.events.models import MAX_ATTEMPTS, Delivery, Event
from config.recount import compared, registered
from knowledge.actions.journeys import forget_form, take_steps
from knowledge.actions.page_views import KEPT
from knowledge.insights.actions.community_counting import count_stale_days
from knowledge.insights.actions.ledger import settle_ledger
from knowledge.insights.actions.returns import report_return, withdraw_return
from knowledge.insights.models import Case, DayFigure, MonthFigure
from knowledge.models import PageViews
from tests.factories import make_answer, make_question, make_solution
from tests.knowledge.insights.journeys import ARTICLE, Journey, settled

pytestmark = pytest.mark.django_db
WEEKS_AGO = timedelta(days=20)


@pytest.fixture
def now():
    return timezone.now()


def differences() -> list[str]:
    """Of all that insights derive."""
    registered()
    found = [each for comparison in compared() for each in comparison.differences()]
    return [str(each) for each in found if each.model.startswith("insights.")]


def counted(now) -> None:
    while count_stale_days(now=now):
        pass


def test_a_report_about_an_earlier_day_is_counted_at_once(employee, now):
    settled(now)
    day = timezone.localdate(now) - WEEKS_AGO

    reported = report_return(document=ARTICLE, channel="desk", day=day, by=employee)

    assert DayFigure.objects.of("returns").get(day=day).value == 1
    assert differences() == []
    withdraw_return(reported=reported, by=employee)
    assert not DayFigure.objects.of("returns").exists()
    assert differences() == []


def test_a_report_takes_an_old_case_off_at_once_and_gives_it_back_at_once(employee, now):
    Journey(at=now - WEEKS_AGO).solved()
    settled(now)

    day = timezone.localdate(now)
    reported = report_return(document=ARTICLE, channel="phone", day=day, by=employee)

    assert Case.objects.get().state == Case.State.REPORTED
    assert not DayFigure.objects.of("confirmed").exists()
    withdraw_return(reported=reported, by=employee)
    assert Case.objects.get().state == Case.State.COUNTED
    assert DayFigure.objects.of("confirmed").get().value == 1
    assert differences() == []


def test_views_that_are_kept_no_longer_stay_in_the_figures(now):
    day = timezone.localdate(now) - KEPT
    PageViews.objects.create(day=day, document=ARTICLE, views=3)
    Journey(at=now - KEPT).solved()
    take_steps(now=now)
    settle_ledger(now=now - WEEKS_AGO)

    PageViews.objects.all().delete()
    settle_ledger(now=now)

    assert DayFigure.objects.of("views").get().value == 3
    assert differences() == []


def test_a_report_whose_case_is_gone_takes_the_next_one_off(employee, now):
    first = Journey(at=now - WEEKS_AGO).solved()
    Journey(at=now - WEEKS_AGO + timedelta(days=1)).solved()
    day = timezone.localdate(now - timedelta(days=15))
    entered = now - timedelta(days=15)
    report_return(document=ARTICLE, channel="phone", day=day, by=employee, now=entered)
    settled(now - timedelta(minutes=1))
    assert Case.objects.counted().count() == 1

    first.sent(at=now)
    settled(now)

    assert Case.objects.get().state == Case.State.REPORTED
    assert differences() == []


def test_an_old_form_of_somebody_who_is_not_counted_is_gone_the_next_day(now):
    form = Journey(at=now - WEEKS_AGO).solved()
    assert settled(now - timedelta(days=1)) == {ARTICLE: "confirmed counted"}

    forget_form(form=form.form)

    assert settled(now) == {}
    assert not DayFigure.objects.of("forms-begun").exists()


def test_a_form_that_is_sent_weeks_later_was_begun_when_it_was_begun(now):
    """By the day of UTC, which is all that its steps know."""
    form = Journey(at=now - WEEKS_AGO).solved()
    settled(now - timedelta(hours=1))

    form.sent(at=now)

    assert settled(now) == {}
    begun = DayFigure.objects.of("forms-begun").get()
    assert begun.day == (now - WEEKS_AGO).date()
    assert differences() == []


def test_praise_that_turns_out_to_be_a_question_was_a_coming_back(asker, helper, moderator, now):
    answer = make_answer(question=make_question(author=asker), author=helper)
    accept_answer(answer=answer, by=asker)
    Question.objects.update(solved_at=now - timedelta(days=10))
    praise = make_question(author=asker, kind=Question.Kind.PRAISE)
    Question.objects.filter(pk=praise.pk).update(created_at=now - timedelta(days=9))
    settle_ledger(now=now)
    assert Case.objects.get().state == Case.State.COUNTED

    Event.objects.all().delete()
    change_kind(question=praise, by=moderator, kind=Question.Kind.QUESTION)
    settle_ledger(now=timezone.now())

    assert Case.objects.get().state == Case.State.CAME_BACK


def test_what_is_on_its_way_to_the_figures_is_no_difference(deliver_events, now):
    make_question()
    deliver_events()
    counted(now)

    make_question()

    assert differences() == []
    Delivery.objects.filter(done_at=None).update(attempts=MAX_ATTEMPTS)
    assert any("asked kind:question is '1', recomputed it is '2'" in each for each in differences())


def test_before_the_first_count_there_is_nothing_to_compare():
    make_question()

    assert differences() == []


def test_what_was_solved_within_a_week_is_known_when_the_week_has_passed(deliver_events, now):
    question = make_solution().question
    Question.objects.update(created_at=now - timedelta(days=3), solved_at=now - timedelta(days=2))
    deliver_events()
    counted(now)
    assert shares_of(question) == [(0, 0)]

    counted(now + timedelta(days=6))

    assert shares_of(question) == [(1, 1)]


def shares_of(question: Question) -> list[tuple[int, int]]:
    """Solved and asked, of its month."""
    asked_on = timezone.localdate(Question.objects.get(pk=question.pk).created_at)
    rows = MonthFigure.objects.filter(measure="solved-in-a-week", month=asked_on.replace(day=1))
    return list(rows.values_list("value", "cases"))
