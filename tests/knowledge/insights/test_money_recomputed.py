"""What the page of costs says, computed a second time: by another way, from the rows themselves."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from statistics import NormalDist
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse, reverse_lazy
from django.utils import timezone

from community.actions.solutions import accept_answer
from community.models import Question
from knowledge.insights import money
from knowledge.insights.actions.costs import enter_contact_cost, enter_running_cost
from knowledge.insights.intervals import wilson
from knowledge.insights.models import Case, ContactCost, RunningCost, SurveyAnswer
from knowledge.insights.money import saved
from knowledge.insights.recounts import Figures
from knowledge.insights.templatetags.ledger import money as money_text
from knowledge.insights.templatetags.ledger import percent
from tests.factories import make_answer, make_question
from tests.knowledge.insights.journeys import Journey, settled

BERLIN = ZoneInfo("Europe/Berlin")
FIRST, LAST = date(2026, 3, 1), date(2026, 3, 31)
NOON = datetime(2026, 3, 10, 12, tzinfo=BERLIN)
SURVEY = reverse_lazy("insights:rows", args=["survey-answers"])
LATER = datetime(2026, 6, 1, 12, tzinfo=BERLIN)


def by_trying(count: int, total: int) -> tuple[float, float]:
    """The shares from which `count` of `total` is just not too far away: Wilson's condition
    |count/total − p| = z·√(p(1 − p)/total), solved by halving."""
    z = NormalDist().inv_cdf(0.975)
    seen = count / total

    def is_too_far(share: float) -> bool:
        return (seen - share) ** 2 > z * z * share * (1 - share) / total

    ends = []
    for far in (0.0, 1.0):
        near = seen
        for _ in range(80):
            middle = (far + near) / 2
            far, near = (middle, near) if is_too_far(middle) else (far, middle)
        ends.append(near)
    return ends[0], ends[1]


@pytest.mark.parametrize(
    ("count", "total"),
    [(0, 100), (1, 100), (24, 100), (50, 100), (99, 100), (100, 100), (37, 1_000), (480, 2_000)],
)
def test_the_interval_is_where_wilsons_condition_holds(count, total):
    interval = wilson(count, total)

    assert (interval.low, interval.high) == pytest.approx(by_trying(count, total), abs=1e-6)
    assert 0 <= interval.low <= interval.share == count / total <= interval.high <= 1


@pytest.fixture(autouse=True)
def _three_months_later(monkeypatch):
    """While the month can still be chosen."""
    monkeypatch.setattr(timezone, "now", lambda: LATER)


@pytest.fixture
def march(db, asker, helper, administrator):
    """Three said so, two left, a question and a complaint were solved by a customer; of 120 who
    were helped 30 would have called and 12 written; 40 were not helped."""
    for number in range(3):
        Journey(at=NOON).solved(f"article-{number}")
    for _ in range(2):
        Journey(at=NOON).opened()
    for kind in (Question.Kind.QUESTION, Question.Kind.COMPLAINT):
        answer = make_answer(question=make_question(author=asker, kind=kind), author=helper)
        accept_answer(answer=answer, by=asker)
    Question.objects.update(created_at=NOON - timedelta(days=1), solved_at=NOON)
    said = ["called"] * 30 + ["written"] * 12 + ["searched"] * 60 + ["nothing"] * 18
    SurveyAnswer.objects.bulk_create(
        SurveyAnswer(document="article-1", language="en", day=NOON, helped=helped, instead=instead)
        for helped, instead in [(True, each) for each in said] + [(False, "called")] * 40
    )
    settled(LATER)
    values = {"source": "Controlling", "as_of": FIRST, "by": administrator}
    enter_contact_cost(channel="phone", amount=Decimal("7.35"), **values)
    enter_contact_cost(channel="written", amount=Decimal("4.20"), **values)
    enter_running_cost(name="Hosting", amount=Decimal("62"), **values)


def from_the_rows(cases: int, end: int) -> Decimal:
    """Cases × share who would have contacted us × cost of that contact, over the channels."""
    helped = SurveyAnswer.objects.filter(helped=True)
    amount = Decimal(0)
    for channel, instead in (("phone", "called"), ("written", "written")):
        share = by_trying(helped.filter(instead=instead).count(), helped.count())[end]
        cost = ContactCost.objects.get(channel=channel).amount
        amount += Decimal(cases * share) * cost
    return amount


def test_money_is_what_its_rows_say(march):
    """Neither who left nor complaints are priced; at the low end, no survey answers either."""
    counted = Case.objects.counted()
    cases = counted.exclude(level=Case.Level.IMPLICIT).count()
    running = RunningCost.objects.get().amount

    saving = saved(FIRST, LAST)

    assert (cases, saving.low_cases, saving.high_cases) == (4, 4, 4 + 120)
    assert counted.filter(level=Case.Level.IMPLICIT).count() == 2
    assert saving.net_low == pytest.approx(from_the_rows(4, 0) - running, abs=Decimal("0.02"))
    assert saving.net_high == pytest.approx(from_the_rows(124, 1) - running, abs=Decimal("0.02"))


def test_the_page_shows_a_range_with_its_n_and_no_bare_rate(march, client_of, administrator):
    page = client_of(administrator).get(reverse("insights:costs"), {"month": "2026-03"}).text

    saving = saved(FIRST, LAST)
    assert f"{money_text(saving.net_low)} to {money_text(saving.net_high)} net" in page
    assert "30 of n = 120, 95 % interval" in page
    assert "eflection" not in page


def test_the_survey_says_its_shares_with_n_and_interval(march, client_of, administrator):
    helped = by_trying(120, 160)

    page = client_of(administrator).get(SURVEY, {"month": "2026-03"}).text

    assert f"{percent(0.75)}" in page
    assert f"{percent(helped[0])} – {percent(helped[1])}" in page
    assert "120 of n = 160" in page
    assert "70 of n = 160" in page


def test_the_survey_says_no_share_of_ninety_nine(march, client_of, administrator):
    SurveyAnswer.objects.filter(pk__in=SurveyAnswer.objects.values("pk")[:61]).delete()
    list(Figures().repair())

    page = client_of(administrator).get(SURVEY, {"month": "2026-03"}).text

    assert "99 answers: no share is shown below 100" in page
    assert "of n =" not in page


def test_under_a_hundred_answers_no_share_and_no_amount_is_shown(march, client_of, administrator):
    SurveyAnswer.objects.filter(pk__in=SurveyAnswer.objects.filter(helped=True)[:21]).delete()
    list(Figures().repair())

    page = client_of(administrator).get(reverse("insights:costs"), {"month": "2026-03"}).text

    assert "not priced" in page
    assert "interval" not in page.partition("<h2")[2].partition("</section>")[0]


def test_a_month_that_is_not_over_has_cost_what_its_days_have(march, monkeypatch):
    monkeypatch.setattr(money.timezone, "now", lambda: NOON)

    assert saved(FIRST, LAST).running == Decimal("20.00")
