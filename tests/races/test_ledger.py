"""The ledger's workers at once, and employees who report meanwhile: one truth, nothing twice."""

from datetime import timedelta
from functools import partial

from django.utils import timezone

from config.recount import Difference
from knowledge.actions.journeys import take_steps
from knowledge.insights.actions.counting import count_days
from knowledge.insights.actions.ledger import settle_ledger
from knowledge.insights.actions.returns import report_return
from knowledge.insights.models import Case, DayFigure, LedgerMark, ReportedReturn
from knowledge.insights.recounts import Cases, Figures
from knowledge.models import JourneyEvent
from tests.knowledge.insights.journeys import ARTICLE, Journey, settled
from tests.races.parallel import ROUNDS, at_once, failures, times

JOBS = 6
AGO = timedelta(days=4)


def differences() -> list[Difference]:
    return [each for comparison in (Cases(), Figures()) for each in comparison.differences()]


def test_workers_that_settle_at_once_make_each_case_once():
    """The first time, and ever after."""
    now = timezone.now()
    for round_ in range(1, ROUNDS + 1):
        for _ in range(10):
            Journey(at=now - AGO).solved()
        take_steps(now=now)

        results = at_once(times(JOBS, partial(settle_ledger, now=now)))

        assert failures(results) == []
        assert Case.objects.counted().count() == 10 * round_
        assert DayFigure.objects.of("confirmed").get().value == 10 * round_
        assert differences() == []
    assert LedgerMark.objects.count() == 1


def test_workers_that_take_in_lines_at_once_take_each_once():
    now = timezone.now()
    for round_ in range(1, ROUNDS + 1):
        for _ in range(20):
            Journey(at=now).opened()

        results = at_once(times(JOBS, partial(take_steps, now=now)))

        assert failures(results) == []
        assert sum(results) == 40
        assert JourneyEvent.objects.count() == 40 * round_


def test_what_is_reported_while_workers_settle_takes_its_cases_off(employee):
    """C-races: no report is lost, whichever comes first."""
    now = timezone.now()
    for _ in range(3 * JOBS):
        Journey(at=now - AGO).solved()
    settled(now)
    report = partial(
        report_return,
        document=ARTICLE,
        channel="phone",
        day=timezone.localdate(now),
        by=employee,
        now=now,
    )

    results = at_once([*times(JOBS, report), *times(JOBS, partial(settle_ledger, now=now))])

    assert failures(results) == []
    settle_ledger(now=now)
    assert ReportedReturn.objects.count() == JOBS
    assert Case.objects.filter(state=Case.State.REPORTED).count() == JOBS
    assert DayFigure.objects.of("returns").get().value == JOBS
    assert DayFigure.objects.of("confirmed").get().value == 2 * JOBS
    assert differences() == []


def test_days_that_are_counted_at_once_keep_one_figure_each():
    now = timezone.now()
    Journey(at=now - AGO).solved()
    settled(now)
    day = timezone.localdate(now - AGO)
    for _ in range(ROUNDS):
        DayFigure.objects.all().delete()

        assert failures(at_once(times(JOBS, partial(count_days, [day], now=now)))) == []

        assert DayFigure.objects.of("confirmed").get().value == 1
