"""Money has a figure, a source and a date, is a range, and never prices what nobody said."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError

from config.audit.models import AuditRecord
from knowledge.insights.actions.costs import (
    CannotEnterCost,
    enter_contact_cost,
    enter_running_cost,
    remove_cost,
)
from knowledge.insights.intervals import wilson
from knowledge.insights.models import ContactCost, DayFigure
from knowledge.insights.money import saved

pytestmark = pytest.mark.django_db
FIRST, LAST = date(2026, 3, 1), date(2026, 3, 31)


def figure(measure: str, value: int, dimension: str = "") -> None:
    DayFigure.objects.create(day=LAST, measure=measure, dimension=dimension, value=value)


@pytest.fixture
def month():
    """610 cases, and 200 readers whom it helped, of whom 48 would have called."""
    figure("confirmed", 410)
    figure("customers", 200)
    figure("implicit", 9_999)
    figure("survey-solved", 200)
    figure("survey-solved", 48, "instead:called")


def enter(by, *, amount="7.00", channel="phone", as_of=FIRST) -> ContactCost:
    return enter_contact_cost(
        channel=channel,
        amount=Decimal(amount),
        source="Controlling, March 2026",
        as_of=as_of,
        by=by,
    )


def test_money_is_cases_times_share_times_cost(month, administrator):
    enter(administrator)

    saving = saved(FIRST, LAST)

    share = wilson(48, 200)
    assert saving.is_known
    assert float(saving.gross_low) == pytest.approx(610 * share.low * 7, abs=0.01)
    assert float(saving.gross_high) == pytest.approx(810 * share.high * 7, abs=0.01)


def test_what_left_without_asking_is_never_priced(month, administrator):
    enter(administrator)
    before = saved(FIRST, LAST)

    DayFigure.objects.filter(measure="implicit").update(value=1)

    assert saved(FIRST, LAST) == before


def test_running_costs_are_taken_off_by_the_day(month, administrator):
    enter(administrator)
    running(administrator, amount="310")

    saving = saved(FIRST, LAST)

    assert saving.running == Decimal("310.00")
    assert saving.net_low == saving.gross_low - 310
    assert saved(FIRST, date(2026, 3, 10)).running == Decimal("100.00")


def test_a_running_cost_that_changes_holds_from_its_day_on(administrator):
    running(administrator, amount="310")
    running(administrator, amount="0", as_of=date(2026, 3, 11))

    assert saved(FIRST, LAST).running == Decimal("100.00")


def test_without_a_figure_nothing_is_priced(month):
    saving = saved(FIRST, LAST)

    assert not saving.is_known
    assert set(saving.unpriced) == {"phone", "written"}


def test_a_figure_holds_from_its_day_on(month, administrator):
    enter(administrator, as_of=LAST + timedelta(days=1))

    assert not saved(FIRST, LAST).is_known
    assert saved(FIRST, LAST + timedelta(days=1)).is_known


def test_the_newest_figure_holds(month, administrator):
    enter(administrator, amount="5.00", as_of=FIRST - timedelta(days=90))
    enter(administrator, amount="7.00")

    assert [each.cost.amount for each in saved(FIRST, LAST).priced] == [Decimal("7.00")]


@pytest.mark.parametrize(("answers", "is_known"), [(99, False), (100, True)])
def test_under_a_hundred_answers_nothing_is_priced(month, administrator, answers, is_known):
    enter(administrator)
    DayFigure.objects.filter(measure="survey-solved", dimension="").update(value=answers)

    assert saved(FIRST, LAST).is_known == is_known


def test_an_empty_month_is_worth_nothing(administrator):
    enter(administrator)

    saving = saved(FIRST, LAST)

    assert (saving.low_cases, saving.gross_low, saving.is_known) == (0, 0, False)


def test_only_administrators_enter_costs(curator):
    with pytest.raises(CannotEnterCost):
        enter(curator)
    with pytest.raises(CannotEnterCost):
        running(curator)


def test_a_cost_of_the_future_is_refused(administrator):
    with pytest.raises(CannotEnterCost):
        enter(administrator, as_of=date(2999, 1, 1))


@pytest.mark.parametrize("wrong", [{"source": ""}, {"amount": 0}])
def test_the_database_keeps_no_figure_without_source(wrong):
    values = {"channel": "phone", "amount": 7, "source": "Controlling", "as_of": FIRST}
    with pytest.raises(IntegrityError):
        ContactCost.objects.create(**(values | wrong))


def test_entering_and_removing_is_recorded(administrator):
    remove_cost(cost=enter(administrator), by=administrator)

    acts = list(AuditRecord.objects.order_by("pk").values_list("act", flat=True))
    assert acts[-2:] == ["cost-entered", "cost-removed"]
    assert not ContactCost.objects.exists()


@pytest.mark.parametrize(
    ("count", "total", "low", "high"),
    [(0, 0, 0.0, 1.0), (0, 10, 0.0, 0.2775), (5, 10, 0.2366, 0.7634), (10, 10, 0.7225, 1.0)],
)
def test_wilsons_interval(count, total, low, high):
    interval = wilson(count, total)

    assert interval.low == pytest.approx(low, abs=0.0001)
    assert interval.high == pytest.approx(high, abs=0.0001)


def running(by, *, amount="310", as_of=FIRST):
    return enter_running_cost(
        name="Hosting", amount=Decimal(amount), source="Invoice", as_of=as_of, by=by
    )
