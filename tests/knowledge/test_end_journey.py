"""The steps of a form: what is kept of them, and that none leads to a person."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from config import spool
from config.personal_data import Leaver, declared
from config.retention import retain
from knowledge.actions.journeys import (
    KIND,
    MOST_REPORTED,
    WATCHED,
    end_journey,
    forget_form,
    note_begun,
    note_opened,
    note_return,
    send_form,
    settle_watches,
    take_steps,
)
from knowledge.models import JourneyEvent, JourneyWatch
from tests.factories import make_question, make_user

pytestmark = pytest.mark.django_db

Step = JourneyEvent.Step
NOW = datetime(2026, 11, 22, 10, 23, 45, tzinfo=UTC)
THAT_DAY = datetime(2026, 11, 22, tzinfo=UTC)


def say_solved(form, *, document="article-1", by=None, now=NOW) -> None:
    end_journey(form=form, kind="ask", document=document, language="de", by=by, now=now)


def steps_of(form) -> list[tuple[str, str]]:
    events = JourneyEvent.objects.filter(form=form).order_by("pk")
    return [(event.step, event.document) for event in events]


def test_form_says_once_what_solved_it():
    form = uuid4()

    say_solved(form)
    say_solved(form, document="article-2")

    assert steps_of(form)[1:] == [(Step.OPENED, "article-1"), (Step.SOLVED, "article-1")]


def test_two_forms_are_two_journeys():
    for _ in range(2):
        say_solved(uuid4())

    assert JourneyEvent.objects.filter(step=Step.SOLVED).count() == 2


def test_pages_leave_their_steps_in_the_spool_which_is_taken_in_once():
    form = uuid4()
    for _ in range(2):
        note_begun(form=form, kind="ask", language="en", now=NOW)
        note_opened(form=form, kind="ask", document="question-7", language="en", now=NOW)
    assert not JourneyEvent.objects.exists()

    taken = take_steps(now=NOW), take_steps(now=NOW)

    assert taken == (4, 0)
    assert steps_of(form) == [(Step.BEGUN, ""), (Step.OPENED, "question-7")]


def test_step_of_a_page_knows_the_day_alone():
    """L-TD-02"""
    note_begun(form=uuid4(), kind="contact", language="en", now=NOW)

    take_steps(now=NOW)

    event = JourneyEvent.objects.get()
    assert (event.kind, event.occurred_at) == ("contact", THAT_DAY)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "x",
        "not-a-uuid-at-all-but-36-letters-long ask en begun",
        "{form} ask fr begun",
        "{form} ask en begun article-1",
        "{form} ask en opened",
        "{form} ask en solved article-1",
        "{form} ask en opened user-1",
        "{form} phone en begun",
        "-----------------------------------a ask en begun",
    ],
)
def test_line_that_is_none_of_ours_is_passed_by(line):
    spool.append(KIND, line.format(form=uuid4()), now=NOW)

    assert take_steps(now=NOW) == 1

    assert not JourneyEvent.objects.exists()


def test_sent_form_keeps_what_was_opened_and_what_failed_with_the_day_alone():
    """A-VO-16, L-TD-02: from the time of a step nobody finds the question of that minute."""
    form = uuid4()
    say_solved(form)

    send_form(form=form, kind="ask", language="de", failed=["article-2", "article-2"], now=NOW)

    assert steps_of(form)[3:] == [(Step.SENT, ""), (Step.REPORTED, "article-2")]
    times = JourneyEvent.objects.filter(form=form).values_list("occurred_at", flat=True)
    assert set(times) == {THAT_DAY}


def test_form_is_sent_once_however_often_its_button_is_pressed():
    form = uuid4()

    for _ in range(2):
        send_form(form=form, kind="ask", language="de", failed=["article-2"], now=NOW)

    assert steps_of(form)[1:] == [(Step.SENT, ""), (Step.REPORTED, "article-2")]


def test_one_form_reports_no_more_than_somebody_can_have_tried():
    """A-VO-16: who makes up a form takes little off the articles."""
    form = uuid4()
    failed = [f"article-{number}" for number in range(1, 41)]

    send_form(form=form, kind="ask", language="de", failed=failed, now=NOW)

    assert JourneyEvent.objects.filter(form=form, step=Step.REPORTED).count() == MOST_REPORTED


def test_nothing_solves_a_form_that_was_sent():
    form = uuid4()
    send_form(form=form, kind="ask", language="de", now=NOW)

    say_solved(form)

    assert steps_of(form)[1:] == [(Step.SENT, "")]


def test_form_that_nothing_was_suggested_to_was_begun_as_well():
    form = uuid4()

    send_form(form=form, kind="ask", language="de", now=NOW)

    assert steps_of(form) == [(Step.BEGUN, ""), (Step.SENT, "")]


def test_of_a_form_of_who_is_not_counted_nothing_else_is_left():
    """L-TD-03"""
    form, other = uuid4(), uuid4()
    for each in (form, other):
        say_solved(each, by=make_user())

    forget_form(form=form)

    assert steps_of(form) == [(Step.FORGOTTEN, "")]
    assert JourneyWatch.objects.get().form == other


def test_steps_that_wait_in_the_spool_are_forgotten_as_well():
    """L-TD-03: such as the ones before somebody signed in who works here."""
    form = uuid4()
    note_begun(form=form, kind="ask", language="de", now=NOW)
    note_opened(form=form, kind="ask", document="article-3", language="de", now=NOW)

    forget_form(form=form, now=NOW)
    take_steps(now=NOW + timedelta(days=1))

    assert steps_of(form) == [(Step.FORGOTTEN, "")]


def test_nothing_about_the_person_is_kept():
    """L-TD-02, L-GD-10"""
    kept = {field.name for field in JourneyEvent._meta.get_fields()}

    assert kept == {"id", "form", "kind", "step", "document", "language", "occurred_at"}


def test_member_who_asks_within_three_days_takes_it_back(deliver_events):
    """A-VO-16: said when the three days are over, without who it was."""
    form, member = uuid4(), make_user()
    say_solved(form, by=member)
    make_question(author=member, now=NOW + timedelta(hours=71))
    deliver_events()
    assert (Step.CAME_BACK, "article-1") not in steps_of(form)

    settled = settle_watches(now=NOW + WATCHED)

    assert settled == 1
    back = JourneyEvent.objects.get(form=form, step=Step.CAME_BACK)
    assert (back.document, back.occurred_at) == ("article-1", NOW + WATCHED)
    assert not JourneyWatch.objects.exists()


@pytest.mark.parametrize("hours", [72, 100])
def test_member_who_asks_later_asks_something_else(hours):
    form, member = uuid4(), make_user()
    say_solved(form, by=member)

    note_return(person=member, now=NOW + timedelta(hours=hours))

    assert settle_watches(now=NOW + WATCHED) == 0
    assert (Step.CAME_BACK, "article-1") not in steps_of(form)


def test_another_member_takes_nothing_back():
    form = uuid4()
    say_solved(form, by=make_user())

    note_return(person=make_user(), now=NOW)

    assert settle_watches(now=NOW + WATCHED) == 0


def test_watch_goes_with_its_form_when_that_is_sent():
    form = uuid4()
    say_solved(form, by=make_user())

    send_form(form=form, kind="ask", language="de", now=NOW)

    assert not JourneyWatch.objects.exists()


def test_watch_is_settled_once():
    form = uuid4()
    say_solved(form, by=make_user())
    JourneyWatch.objects.update(came_back=True)

    settled = [settle_watches(now=NOW + WATCHED) for _ in range(2)]

    assert settled == [1, 0]
    assert JourneyEvent.objects.filter(form=form, step=Step.CAME_BACK).count() == 1


@pytest.mark.parametrize("came_back", [True, False])
def test_who_leaves_for_good_within_three_days_is_watched_no_longer(came_back):
    """L-GD-02, A-VO-16: his return stays counted, without him."""
    form, other, member = uuid4(), uuid4(), make_user()
    say_solved(form, by=member)
    say_solved(other, by=make_user())
    JourneyWatch.objects.filter(form=form).update(came_back=came_back)

    (watched,) = [each for each in declared() if each.model is JourneyWatch]
    watched.erase_rows_of(Leaver(member.pk))

    assert JourneyWatch.objects.get().form == other
    assert ((Step.CAME_BACK, "article-1") in steps_of(form)) == came_back
    assert (Step.CAME_BACK, "article-1") not in steps_of(other)


def test_nobody_is_watched_for_longer_than_three_days():
    """L-GD-10"""
    say_solved(uuid4(), by=make_user())

    retain(now=NOW + WATCHED)

    assert not JourneyWatch.objects.exists()
