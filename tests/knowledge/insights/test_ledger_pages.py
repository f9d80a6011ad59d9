"""Every figure shows its definition and its rows; what is entered has a source."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from knowledge.insights.actions.survey import answer_survey
from knowledge.insights.ledger_measures import LEDGER, SAVED
from knowledge.insights.models import Case, ContactCost, ReportedReturn, RunningCost
from tests.factories import hide, make_answer, make_article, make_question, make_solution
from tests.knowledge.insights.journeys import Journey, settled

pytestmark = pytest.mark.django_db
ROWS = [measure.slug for measure in LEDGER if measure != SAVED]


def rows_of(slug: str) -> str:
    month = timezone.localdate() - timedelta(days=5)
    return f"{reverse('insights:rows', args=[slug])}?month={month:%Y-%m}"


def confirmed(document: str, *, times: int = 1) -> None:
    now = timezone.now()
    for _each in range(times):
        Journey(at=now - timedelta(days=5)).solved(document)
    settled(now)


@pytest.fixture
def reading(client_of, curator) -> Client:
    return client_of(curator)


@pytest.mark.parametrize("slug", ROWS)
def test_every_figure_says_what_it_is_and_what_is_behind_it(reading, slug):
    question = make_solution().question
    confirmed(f"question-{question.pk}")

    page = reading.get(rows_of(slug))

    assert page.status_code == 200
    measure = next(measure for measure in LEDGER if measure.slug == slug)
    assert str(measure.definition) in page.text.replace("&#x27;", "'")


def test_a_case_shows_what_helped(reading):
    article = make_article(title="How to reset it")
    confirmed(f"article-{article.pk}")

    page = reading.get(rows_of("confirmed"))

    assert article.get_absolute_url() in page.text
    assert "How to reset it" in page.text


def test_what_is_hidden_is_named_to_nobody(reading):
    """A-AZ-07: the case counts, its page is not told."""
    question = make_solution().question
    confirmed(f"question-{question.pk}")
    hide(question)

    text = reading.get(rows_of("confirmed")).text

    assert question.title not in text
    assert question.slug not in text
    assert "No longer shown" in text


def test_rows_cost_no_more_queries_when_there_are_many(reading, count_queries):
    make_some = [make_solution().question for _each in range(3)]
    confirmed(f"question-{make_some[0].pk}")
    page = rows_of("confirmed")
    reading.get(page)
    few = count_queries(lambda: reading.get(page))

    for question in make_some:
        confirmed(f"question-{question.pk}", times=3)

    assert count_queries(lambda: reading.get(page)) == few <= 8


def test_many_rows_have_pages(reading):
    confirmed(f"question-{make_question().pk}", times=25)

    first = reading.get(rows_of("confirmed"))

    assert len(first.context["cases"]) == 20
    older = first.context["page"].older_url
    assert len(reading.get(rows_of("confirmed").partition("?")[0] + older).context["cases"]) == 5


def test_survey_answers_are_shown_one_by_one(reading):
    article = make_article()
    values = {"document": f"article-{article.pk}", "language": "en"}
    when = timezone.now() - timedelta(days=5)
    answer_survey(**values, helped=True, instead="called", now=when)
    answer_survey(**values, helped=False, instead="searched", now=when)

    assert "I would have called you" in reading.get(rows_of("survey-solved")).text
    assert len(reading.get(rows_of("survey-solved")).context["answers"]) == 1
    assert len(reading.get(rows_of("survey-answers")).context["answers"]) == 2


@pytest.mark.parametrize("name", ["insights:costs", "insights:returns"])
@pytest.mark.parametrize("who", ["asker", "visitor"])
def test_strangers_see_nothing(client_of, client, asker, name, who):
    """A-AZ-07"""
    browser = client_of(asker) if who == "asker" else client

    assert browser.get(reverse(name)).status_code in {302, 403}
    assert browser.get(rows_of("confirmed")).status_code in {302, 403}


# Reports of employees.


@pytest.fixture
def desk(client_of, employee) -> Client:
    return client_of(employee)


def report(browser, document: str, **values):
    data = {"document": document, "channel": "phone", "day": timezone.localdate().isoformat()}
    return browser.post(reverse("insights:return-report"), data | values)


def test_an_employee_finds_a_page_by_its_address_and_reports_it(desk):
    article = make_article(title="How to reset it")
    page = desk.get(reverse("insights:returns"), {"q": article.get_absolute_url()})
    assert f'value="article-{article.pk}"' in page.text

    response = report(desk, f"article-{article.pk}")

    assert response.status_code == 302
    assert ReportedReturn.objects.get().document == f"article-{article.pk}"
    assert "How to reset it" in desk.get(response["Location"]).text


def test_a_report_takes_the_case_off_and_taking_it_back_puts_it_back(desk):
    article = make_article()
    confirmed(f"article-{article.pk}")
    report(desk, f"article-{article.pk}")
    settled(timezone.now())
    assert Case.objects.get().state == Case.State.REPORTED

    desk.post(reverse("insights:return-withdraw", args=[ReportedReturn.objects.get().pk]))

    settled(timezone.now())
    assert Case.objects.get().state == Case.State.COUNTED


def test_what_was_entered_a_week_ago_stays_and_offers_nothing(desk):
    report(desk, f"article-{make_article().pk}")
    way = reverse("insights:return-withdraw", args=[ReportedReturn.objects.get().pk])
    assert way in desk.get(reverse("insights:returns")).text

    ReportedReturn.objects.update(created_at=timezone.now() - timedelta(days=8))

    assert way not in desk.get(reverse("insights:returns")).text
    desk.post(way)
    assert ReportedReturn.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [{"channel": "pigeon"}, {"day": "yesterday"}, {"day": "2001-01-01"}, {"day": "2999-01-01"}],
)
def test_a_wrong_report_comes_back_with_a_hint(desk, wrong):
    article = make_article()

    response = report(desk, f"article-{article.pk}", **wrong)

    assert response.status_code == 422
    assert not ReportedReturn.objects.exists()


@pytest.mark.parametrize("document", ["article-99999", "", "nonsense", "article-x", "x" * 500])
def test_a_page_that_is_not_there_cannot_be_reported(desk, document):
    assert report(desk, document).status_code == 422


def test_nobody_is_counted_on_the_page_of_reports(desk, employee):
    """L-GD-12"""
    report(desk, f"article-{make_article().pk}")

    text = Client().get("/en/").text and desk.get(reverse("insights:returns")).text

    assert "Vogt" not in text.partition('id="entered"')[2]


def test_reports_cost_no_more_queries_when_there_are_many(desk, count_queries):
    report(desk, f"article-{make_article().pk}")
    report(desk, f"question-{make_solution().question_id}")
    page = reverse("insights:returns")
    desk.get(page)
    few = count_queries(lambda: desk.get(page))

    for _each in range(6):
        report(desk, f"article-{make_article().pk}")
        report(desk, f"question-{make_solution().question_id}")

    assert count_queries(lambda: desk.get(page)) == few <= 8


# Costs.


@pytest.fixture
def office(client_of, administrator: User) -> Client:
    return client_of(administrator)


def test_an_administrator_enters_a_cost_with_its_source(office):
    data = {"channel": "phone", "amount": "7.00", "source": "Controlling", "as_of": "2026-03-01"}

    response = office.post(reverse("insights:contact-cost"), prefixed("contact", data))

    assert response.status_code == 302
    text = office.get(response["Location"]).text
    assert "€7.00" in text
    assert "Controlling" in text


@pytest.mark.parametrize("without", ["amount", "source", "as_of", "channel"])
def test_no_cost_without_figure_source_and_date(office, without):
    data = {"channel": "phone", "amount": "7.00", "source": "Controlling", "as_of": "2026-03-01"}

    response = office.post(
        reverse("insights:contact-cost"), prefixed("contact", data | {without: ""})
    )

    assert response.status_code == 422
    assert not ContactCost.objects.exists()


def test_a_running_cost_is_entered_and_removed(office):
    data = {"name": "Hosting", "amount": "300", "source": "Invoice", "as_of": "2026-03-01"}
    office.post(reverse("insights:running-cost"), prefixed("running", data))
    cost = RunningCost.objects.get()

    office.post(reverse("insights:running-cost-remove", args=[cost.pk]))

    assert not RunningCost.objects.exists()


def test_a_curator_reads_costs_and_enters_none(reading):
    assert reading.get(reverse("insights:costs")).status_code == 200
    assert reading.post(reverse("insights:contact-cost"), {}).status_code == 403


def test_without_figures_nothing_is_priced_and_the_page_says_why(reading):
    text = reading.get(reverse("insights:costs")).text

    assert "not priced" in text
    assert "Nobody has entered what a contact costs" in text


def prefixed(prefix: str, data: dict[str, str]) -> dict[str, str]:
    return {f"{prefix}-{name}": value for name, value in data.items()}


@pytest.mark.parametrize("who", ["employee", "curator"])
def test_a_thread_leads_who_works_here_to_the_page_of_reports(client_of, request, who):
    question = make_answer().question
    way = f"{reverse('insights:returns')}?q=question-{question.pk}"
    browser = client_of(request.getfixturevalue(who))

    assert way in browser.get(question.get_absolute_url()).text
    assert f'value="question-{question.pk}"' in browser.get(way).text


@pytest.mark.parametrize("who", ["helper", "visitor"])
def test_a_thread_leads_nobody_else_there(client_of, client, helper, who):
    browser = client_of(helper) if who == "helper" else client

    page = browser.get(make_answer().question.get_absolute_url()).text

    assert reverse("insights:returns") not in page


def test_an_article_leads_employees_to_the_page_of_reports_and_nobody_else(desk, client):
    article = make_article()
    way = f"{reverse('insights:returns')}?q=article-{article.pk}"

    assert way in desk.get(article.get_absolute_url()).text
    assert way not in client.get(article.get_absolute_url()).text
    assert f'value="article-{article.pk}"' in desk.get(way).text
