"""What becomes of a form is said from several windows at the same moment."""

from datetime import UTC, time, timedelta
from functools import partial
from uuid import UUID, uuid4

from django.utils import timezone

from knowledge.actions.journeys import (
    WATCHED,
    end_journey,
    note_return,
    send_form,
    settle_watches,
)
from knowledge.models import JourneyEvent, JourneyWatch
from tests.factories import make_user
from tests.races.parallel import ROUNDS, THREADS, at_once, failures, times

Step = JourneyEvent.Step
MIDNIGHT = time()


def solve(form: UUID, **values) -> partial[None]:
    values = {"document": "article-1"} | values
    return partial(end_journey, form=form, kind="ask", language="en", **values)


def send(form: UUID) -> partial[None]:
    return partial(send_form, form=form, kind="ask", language="en", failed=["article-2"])


def said(form: UUID, step: str) -> int:
    return JourneyEvent.objects.filter(form=form, step=step).count()


def test_form_says_once_what_solved_it_from_many_windows():
    """A-VO-16: of several documents, too."""
    for _ in range(ROUNDS):
        form, member = uuid4(), make_user()

        results = at_once(
            solve(form, document=f"article-{number % 2 + 1}", by=member)
            for number in range(THREADS)
        )

        assert failures(results) == []
        assert said(form, Step.SOLVED) == 1
        assert JourneyWatch.objects.filter(form=form).count() == 1


def test_form_that_is_sent_and_solved_at_once_knows_no_time_and_nobody():
    """L-TD-02: whichever came first."""
    for _ in range(ROUNDS):
        form, member = uuid4(), make_user()

        results = at_once([*times(4, solve(form, by=member)), *times(4, send(form))])

        assert failures(results) == []
        assert said(form, Step.SENT) == said(form, Step.REPORTED) == 1
        events = JourneyEvent.objects.filter(form=form)
        assert {event.occurred_at.astimezone(UTC).time() for event in events} == {MIDNIGHT}
        assert not JourneyWatch.objects.filter(form=form).exists()


def test_member_comes_back_while_his_watch_ends():
    """He is counted as returned once, or not at all; nothing is left of him."""
    for _ in range(ROUNDS):
        form, member = uuid4(), make_user()
        start = timezone.now()
        solve(form, by=member, now=start)()
        returns = partial(note_return, person=member, now=start + WATCHED - timedelta(seconds=1))

        results = at_once(
            [*times(4, partial(settle_watches, now=start + WATCHED)), *times(4, returns)]
        )

        assert failures(results) == []
        assert not JourneyWatch.objects.exists()
        settled = [result for result in results if result is not None]
        assert sum(settled) == said(form, Step.CAME_BACK) <= 1
