"""The pages of insights: what they show, to whom, and what they never tell."""

import csv
import re
from datetime import date, datetime, timedelta
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone

from community.actions.hiding import hide_post
from community.models import Answer, Question
from config.audit.models import AuditRecord
from config.recount import compared
from knowledge.insights.actions.community_counting import count_stale_days
from knowledge.insights.actions.ledger import settle_ledger
from knowledge.insights.actions.targets import CannotSetTarget, set_target
from knowledge.insights.clock import day_of, month_after, month_of
from knowledge.insights.measures import MEASURES
from knowledge.insights.models import (
    ContactCost,
    DayFigure,
    LedgerMark,
    MonthFigure,
    RunningCost,
    SurveyAnswer,
    Target,
)
from knowledge.insights.money import saved
from knowledge.insights.overview_parts import months_of, saving
from knowledge.models import Gap
from tests.factories import make_answer, make_employee, make_question, make_user

BERLIN = ZoneInfo("Europe/Berlin")
OVERVIEW = "/en/insights/"
PAGES = [
    OVERVIEW,
    "/en/insights/report/",
    "/en/insights/figures.csv",
    "/en/insights/definitions/",
    "/en/insights/months/first-answer/",
]


@pytest.fixture
def last_month() -> date:
    return month_after(month_of(day_of(timezone.now())), -1)


@pytest.fixture
def analyst(db):
    return make_user(roles="analyst")


def at(month: date, *, day: int = 10, hour: int = 9) -> datetime:
    return datetime(month.year, month.month, day, hour, tzinfo=BERLIN)


def asked(moment: datetime, *, after: int | None = None, by=None, **values) -> Question:
    """A question of that time, answered so many minutes later."""
    question = make_question(**values)
    Question.objects.filter(pk=question.pk).update(created_at=moment)
    question.question_tags.update(asked_at=moment)
    if after is not None:
        answer = make_answer(question=question, author=by)
        answered_at = moment + timedelta(minutes=after)
        Answer.objects.filter(pk=answer.pk).update(created_at=answered_at)
    return question


def count_everything() -> None:
    while count_stale_days():
        pass


def shown(client: Client, address: str) -> str:
    return client.get(address).content.decode()


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize(
    ("roles", "status"),
    [("analyst", 200), ("curator", 200), ("administrator", 200), ("moderator", 403), ("", 403)],
)
def test_figures_are_for_those_who_work_with_them(client, db, address, roles, status):
    client.force_login(make_user(roles=roles))

    assert client.get(address).status_code == status


def test_analyst_reads_figures_and_nothing_else_of_the_staff(client, analyst):
    client.force_login(analyst)

    assert client.get("/en/curate/").status_code == 403
    assert client.get("/en/moderation/reports/").status_code == 403


def test_month_shows_its_median_and_the_change(client, analyst, last_month):
    asked(at(last_month), after=38)
    asked(at(month_after(last_month, -1)), after=47)
    count_everything()
    client.force_login(analyst)

    page = shown(client, OVERVIEW)

    assert "<b>38 min</b>" in page
    assert "9 min" in page


def test_time_that_too_many_still_wait_for_has_no_end(client, analyst, last_month):
    for _ in range(3):
        asked(at(last_month))
    count_everything()
    client.force_login(analyst)

    assert "still waiting" in shown(client, OVERVIEW)


def test_report_tells_each_of_thirteen_months(client, analyst, last_month):
    asked(at(month_after(last_month, -12)), after=38)
    count_everything()
    client.force_login(analyst)

    page = shown(client, "/en/insights/report/")

    table = page[page.index('class="table thirteen"') :]
    assert table[: table.index("</table>")].count('<th scope="row">') == 13
    assert "38 min" in table


def test_overview_and_costs_name_the_same_amount(client, analyst, last_month):
    """The one adds up months, the other days."""
    first, last = last_month, month_after(last_month) - timedelta(days=1)
    for number in range(120):
        instead = "called" if number % 3 else "nothing"
        SurveyAnswer.objects.create(
            document="article-1", language="en", day=first, helped=True, instead=instead
        )
    ContactCost.objects.create(channel="phone", amount=7, source="Controlling", as_of=first)
    RunningCost.objects.create(name="Hosting", amount=90, source="Invoice", as_of=first)
    settle_ledger()
    count_everything()
    client.force_login(analyst)

    known = saving(months_of(last_month, running=month_after(last_month)))

    assert known == saved(first, last)
    assert known.is_known
    assert str(round(known.net_high)) in shown(client, OVERVIEW)


def test_empty_installation_says_nothing_instead_of_naught(client, analyst):
    client.force_login(analyst)

    page = shown(client, OVERVIEW)

    assert "<b>–</b>" in page
    assert "Nobody waits" in page


@pytest.mark.parametrize("month", ["2019-01", "2999-12", "2026-13", "x", "2026-1", "'"])
def test_month_that_cannot_be_chosen_means_the_last_one(client, analyst, last_month, month):
    client.force_login(analyst)

    response = client.get(OVERVIEW, {"month": month})

    assert response.status_code == 200
    chosen = rf'value="{last_month:%Y-%m}"\s+selected'
    assert re.search(chosen, response.content.decode())


def test_running_month_is_compared_with_nothing(client, analyst, last_month):
    today = day_of(timezone.now())
    asked(at(last_month))
    asked(timezone.now())
    count_everything()
    client.force_login(analyst)

    page = shown(client, f"/en/insights/months/questions/?month={today:%Y-%m}")

    assert "against" not in page


def test_employees_are_shown_from_five_on(client, analyst, last_month):
    """L-GD-12: a figure of fewer would be one about each of them."""
    for _ in range(4):
        asked(at(last_month), after=10, by=make_employee())
    count_everything()
    few = MonthFigure.objects.filter(dimension="employees").exists()
    asked(at(last_month), after=10, by=make_employee())
    LedgerMark.objects.all().delete()
    count_everything()

    assert not few
    assert MonthFigure.objects.filter(measure="first-answer", dimension="employees").exists()


def test_who_was_first_alone_is_not_hidden_among_five_who_answered(client, analyst, last_month):
    """L-GD-12"""
    quickest = make_employee()
    for _ in range(5):
        question = asked(at(last_month), after=10, by=quickest)
        make_answer(question=question, author=make_employee())

    count_everything()

    assert MonthFigure.objects.filter(measure="first-answer").exists()
    assert not MonthFigure.objects.filter(dimension="employees").exists()


def test_rows_name_sides_and_no_person(client, analyst, last_month):
    employee = make_employee(full_name="Rosalinde Quast", display_name="Rosi Q.")
    asked(at(last_month), after=10, by=employee, title="Who answers this?")
    count_everything()
    client.force_login(analyst)

    page = shown(client, "/en/insights/months/first-answer/")

    assert "Who answers this?" in page
    assert "an employee" in page
    assert "Ros" not in page


def test_hidden_question_is_nowhere_in_insights(client, analyst, last_month, moderator):
    """A-AZ-07"""
    for _ in range(6):
        question = asked(at(last_month), title="Secret zebra", tags=["zebratag"])
        hide_post(post=question, by=moderator, reason="illegal", explanation="It breaks the law.")
    count_everything()
    client.force_login(analyst)

    found = [address for address in PAGES if "zebra" in shown(client, address).casefold()]

    assert found == []
    assert not MonthFigure.objects.filter(measure="rising").exists()


def test_hidden_question_waits_for_nobody_whoever_looks(client, moderator):
    """A-AZ-07: what is printed and passed on says what everybody may read."""
    hidden, open_one = make_question(title="Secret zebra"), make_question(title="Plain horse")
    hide_post(post=hidden, by=moderator, reason="illegal", explanation="It breaks the law.")
    client.force_login(make_user(roles="moderator curator administrator analyst"))

    page = shown(client, OVERVIEW)

    assert open_one.title in page
    assert "zebra" not in page


def test_topic_that_stands_on_hidden_questions_alone_is_not_named(
    client, analyst, moderator, last_month
):
    """A-AZ-07: not even before the figures are counted again."""
    questions = [asked(at(last_month), tags=["zebratag"]) for _ in range(6)]
    count_everything()
    for question in questions:
        hide_post(post=question, by=moderator, reason="illegal", explanation="It breaks the law.")
    client.force_login(analyst)

    page = shown(client, OVERVIEW)

    assert MonthFigure.objects.filter(measure="rising").exists()
    assert "zebratag" not in page


def test_topic_rises_against_its_own_past(client, analyst, last_month):
    for _ in range(6):
        asked(at(last_month), tags=["esim"])
    for back in (1, 2, 3):
        for _ in range(6):
            asked(at(month_after(last_month, -back)), tags=["router"])
    for _ in range(6):
        asked(at(last_month), tags=["router"])
    count_everything()
    client.force_login(analyst)

    page = shown(client, OVERVIEW)

    assert "6 questions, usually 0" in page
    assert "usually 6" not in page


def test_overview_asks_the_same_number_of_questions_whatever_happened(
    client, analyst, last_month, count_queries
):
    asked(at(last_month), after=5, tags=["one"])
    count_everything()
    client.force_login(analyst)
    client.get(OVERVIEW)
    few = count_queries(lambda: client.get(OVERVIEW))
    for number in range(12):
        asked(at(last_month), after=number, tags=[f"tag{number}"])
        asked(at(month_after(last_month, -number)))
    LedgerMark.objects.all().delete()
    count_everything()

    many = count_queries(lambda: client.get(OVERVIEW))

    assert many <= few + 1
    assert many <= 8


@pytest.mark.parametrize("address", ["/en/insights/report/", "/en/insights/months/first-answer/"])
def test_pages_ask_the_same_number_of_questions_whatever_happened(
    client, curator, last_month, count_queries, address
):
    client.force_login(curator)
    for number in range(2):
        asked(at(last_month), after=number)
    count_everything()
    client.get(address)
    few = count_queries(lambda: client.get(address))
    for number in range(12):
        asked(at(last_month), after=number)
    LedgerMark.objects.all().delete()
    count_everything()

    many = count_queries(lambda: client.get(address))

    assert many <= few
    assert many <= 8


def test_curator_acts_on_a_gap_from_the_overview(client, curator):
    gap = Gap.objects.create(kind="no-result", language="en", words="voicemail greeting", count=7)
    client.force_login(curator)
    page = shown(client, OVERVIEW)

    client.post(
        "/en/curate/act/", {"queue": "gaps", "entry": f"gap-{gap.pk}", "act": "dismiss-gap"}
    )

    assert f"/en/curate/gaps/?entry=gap-{gap.pk}" in page
    assert f"/en/curate/synonyms/?gap={gap.pk}" in page
    assert "voicemail greeting" not in shown(client, OVERVIEW)


def test_file_says_what_the_page_says(client, analyst, last_month):
    """A-MA-06"""
    asked(at(last_month), after=38)
    count_everything()
    client.force_login(analyst)

    response = client.get("/en/insights/figures.csv")
    lines = list(csv.DictReader(StringIO(response.content.decode("utf-8-sig"))))

    found = [
        line
        for line in lines
        if (line["month"], line["measure"], line["side"])
        == (f"{last_month:%Y-%m}", "first-answer", "")
    ]
    assert [(line["value"], line["unit"], line["cases"]) for line in found] == [
        ("38", "minutes", "1")
    ]
    assert not [cell for line in lines for cell in line.values() if cell[:1] in tuple("=+-@\t\r")]


def test_figures_are_right_after_a_recount(db, last_month, deliver_events):
    asked(at(last_month), after=38, tags=["esim"])
    deliver_events()
    count_everything()
    right = set(MonthFigure.objects.values_list("month", "measure", "dimension", "value"))
    DayFigure.objects.filter(measure="asked").update(value=99)
    MonthFigure.objects.filter(measure="questions").update(value=99)

    wrong = [str(each) for comparison in compared() for each in comparison.differences()]
    for comparison in compared():
        list(comparison.repair())

    assert any("asked" in each for each in wrong)
    assert any("questions" in each for each in wrong)
    stored = set(MonthFigure.objects.values_list("month", "measure", "dimension", "value"))
    assert stored == right
    assert not [each for comparison in compared() for each in comparison.differences()]


def test_analyst_sets_a_target(client, analyst, curator):
    client.force_login(analyst)
    due = timezone.localdate() + timedelta(days=30)
    address = "/en/insights/months/first-answer/target/"

    response = client.post(address, {"value": 60, "due_on": f"{due}", "owner": curator.pk})

    assert response.status_code == 302
    target = Target.objects.get()
    assert (target.measure, target.value, target.owner) == ("first-answer", 60, curator)
    assert AuditRecord.objects.filter(act="target-set").exists()
    assert "Target 1 h" in shown(client, "/en/insights/months/first-answer/")


def test_card_names_who_sees_to_it_now(client, analyst, curator, last_month):
    """What is equal is drawn once: names are no part of it."""
    asked(at(last_month), after=38)
    count_everything()
    client.force_login(analyst)
    former = make_user(roles="analyst", display_name="Former Owner")
    due_on = timezone.localdate() + timedelta(days=30)
    for owner in (former, curator):
        set_target(measure="first-answer", value=60, due_on=due_on, owner=owner, by=analyst)
        page = shown(client, OVERVIEW)

    assert curator.display_name in page
    assert "Former Owner" not in page


@pytest.mark.parametrize(
    "wrong",
    [
        {"value": ""},
        {"value": "-1"},
        {"value": "101"},
        {"value": "9" * 5000},
        {"due_on": "2020-01-01"},
        {"due_on": "soon"},
        {"owner": "0"},
        {"owner": "asker"},
    ],
    ids=str,
)
def test_wrong_target_comes_back_with_what_was_written(client, analyst, asker, wrong):
    client.force_login(analyst)
    due = timezone.localdate() + timedelta(days=30)
    fields = {"value": "70", "due_on": f"{due}", "owner": analyst.pk} | wrong
    if fields["owner"] == "asker":
        fields["owner"] = asker.pk

    response = client.post("/en/insights/months/solved-in-a-week/target/", fields)

    assert response.status_code == 422
    assert f"{due}" in response.content.decode() or "due_on" in wrong
    assert not Target.objects.exists()


def test_curator_reads_targets_and_sets_none(client, curator):
    client.force_login(curator)

    assert client.get("/en/insights/months/first-answer/target/").status_code == 403
    with pytest.raises(CannotSetTarget):
        set_target(
            measure="first-answer",
            value=60,
            due_on=timezone.localdate(),
            owner=curator,
            by=curator,
        )


def test_what_was_saved_is_a_range_and_has_no_target(client, analyst):
    client.force_login(analyst)
    due = timezone.localdate() + timedelta(days=30)
    fields = {"value": 100, "due_on": f"{due}", "owner": analyst.pk}

    response = client.post("/en/insights/months/saved/target/", fields)

    assert response.status_code == 422
    assert not Target.objects.exists()
    assert "Set a target" not in shown(client, "/en/insights/months/saved/")


def test_target_is_dropped(client, analyst):
    set_target(measure="questions", value=5, due_on=timezone.localdate(), owner=analyst, by=analyst)
    client.force_login(analyst)

    client.post("/en/insights/months/questions/target/drop/")

    assert not Target.objects.exists()
    assert client.post("/en/insights/months/questions/target/drop/").status_code == 302


@pytest.mark.parametrize("slug", sorted(MEASURES))
def test_every_figure_opens_its_definition_and_its_rows(client, analyst, slug):
    client.force_login(analyst)

    page = shown(client, f"/en/insights/months/{slug}/")

    assert str(MEASURES[slug].definition).replace("’", "&#x27;")[:30] in page
    assert client.get("/en/insights/months/unheard-of/").status_code == 404
