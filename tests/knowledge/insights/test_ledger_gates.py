"""What nobody may do to the figures, and what they never tell: gaming, hidden posts, files."""

import csv
import re
from datetime import timedelta
from io import StringIO
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from knowledge.insights.actions.community_counting import count_stale_days
from knowledge.insights.measures import MEASURES
from knowledge.insights.models import Case, SurveyAnswer
from knowledge.models import JourneyEvent
from tests.factories import hide, make_article, make_question, make_solution, make_user
from tests.knowledge.insights.journeys import Journey, settled

pytestmark = pytest.mark.django_db
SAME = {"Sec-Fetch-Site": "same-origin", "User-Agent": "Mozilla/5.0 (X11; Linux x86_64)"}
OPENED = re.compile(r'name="opened"\s+value="([^"]+)"')
PAGES = [
    *(reverse(f"insights:{name}") for name in ("overview", "report", "definitions", "costs")),
    *(reverse("insights:rows", args=[slug]) for slug in MEASURES),
    reverse("insights:returns"),
    reverse("insights:download"),
]
# Keys of forms differ from one look to the next.
PASSING = re.compile(r"[A-Za-z0-9]{64}|[0-9a-f]{8}-[0-9a-f-]{27}")


@pytest.fixture
def article():
    return make_article()


def say_solved(browser: Client, document: str) -> int:
    """A new form, in which something is opened and called solved; the status of the answer."""
    form = str(uuid4())
    address = reverse("knowledge:suggestion", args=[document])
    page = browser.get(address, {"journey": form, "form": "ask"}, headers=SAME)
    opened = OPENED.search(page.text)
    assert opened
    values = {"journey": form, "opened": opened[1], "form": "ask", "title": "The box blinks red"}
    return browser.post(f"{address}solved/", values, headers=SAME).status_code


def test_one_network_says_so_ten_times_a_minute_at_most(client, article, at_noon):
    """A-VO-16: whoever begins one form after the other is stopped, and told so."""
    said = [say_solved(client, f"article-{article.pk}") for _ in range(15)]

    assert said == [200] * 10 + [429] * 5
    settled(timezone.now() + timedelta(days=4))
    assert Case.objects.counted().filter(level=Case.Level.CONFIRMED).count() == 10


def test_what_was_not_opened_in_this_form_was_not_solved_by_it(client, article):
    """A-VO-16: nobody makes up that he has read something."""
    form, address = str(uuid4()), reverse("knowledge:suggestion", args=[f"article-{article.pk}"])
    other = client.get(address, {"journey": str(uuid4()), "form": "ask"}, headers=SAME)
    for opened in ("", "x" * 80, OPENED.search(other.text)[1]):
        values = {"journey": form, "opened": opened, "form": "ask", "title": "The box blinks red"}
        client.post(f"{address}solved/", values, headers=SAME)

    assert not JourneyEvent.objects.filter(step=JourneyEvent.Step.SOLVED).exists()


def test_who_says_so_leaves_no_cookie_and_no_trace_of_himself(client, article):
    """L-TD-01, L-TD-02"""
    say_solved(client, f"article-{article.pk}")

    assert not client.cookies
    kept = {field.name for field in Case._meta.fields}
    assert kept == {
        *("id", "key", "level", "state", "channel", "day", "due_at", "document", "language")
    }


@pytest.mark.parametrize("who", ["analyst", "curator"])
def test_a_hidden_post_is_told_on_no_page_and_in_no_file(client_of, who):
    """A-AZ-07: neither its title nor its address, and the pages are those of a figure less."""
    secret = make_solution(question=make_question(title="How deep do zebrafish dive?")).question
    browser = client_of(make_user(roles=who))
    now = timezone.now()
    Journey(at=now - timedelta(days=5)).solved(f"question-{secret.pk}")
    SurveyAnswer.objects.create(
        document=f"question-{secret.pk}",
        language="en",
        day=timezone.localdate(now) - timedelta(days=5),
        helped=True,
        instead="called",
    )
    hide(secret)
    settled(now)
    count_stale_days()
    month = f"{timezone.localdate(now) - timedelta(days=5):%Y-%m}"

    told = {page: browser.get(page, {"month": month, "q": "dive"}) for page in PAGES}

    assert {response.status_code for response in told.values()} <= {200, 302}
    assert [page for page, response in told.items() if b"zebrafish" in response.content] == []


@pytest.mark.parametrize("who", ["asker", "visitor"])
def test_figures_change_nothing_for_who_may_not_see_them(client_of, client, asker, article, who):
    """A-AZ-07: the same refusal, whatever there is to be counted."""
    browser = client_of(asker) if who == "asker" else client

    def answers() -> list[tuple[int, str]]:
        found = [browser.get(page) for page in PAGES]
        return [(each.status_code, PASSING.sub("", each.text)) for each in found]

    before = answers()
    Journey(at=timezone.now() - timedelta(days=5)).solved(f"article-{article.pk}")
    settled(timezone.now())
    count_stale_days()

    assert answers() == before
    assert {status for status, _text in before} <= {302, 403}


def test_analysts_read_what_money_is_made_of_and_enter_none_of_it(client_of):
    browser = client_of(make_user(roles="analyst"))

    read = [reverse("insights:costs"), reverse("insights:rows", args=["confirmed"])]
    assert [browser.get(page).status_code for page in read] == [200, 200]
    written = [reverse("insights:contact-cost"), reverse("insights:running-cost")]
    assert [browser.post(page).status_code for page in written] == [403, 403]


def test_no_cell_of_the_file_is_a_formula(client_of, administrator, article):
    """A-MA-06: a figure per line, no word of a customer among them."""
    now = timezone.now()
    Journey(at=now - timedelta(days=5)).solved(f"article-{article.pk}")
    settled(now)
    count_stale_days()

    day = timezone.localdate(now) - timedelta(days=5)
    address = f"{reverse('insights:download')}?month={day:%Y-%m}"
    response = client_of(administrator).get(address)
    lines = list(csv.DictReader(StringIO(response.content.decode("utf-8-sig"))))

    assert response["Content-Type"].startswith("text/csv")
    assert {line["measure"] for line in lines} <= set(MEASURES)
    assert not [cell for line in lines for cell in line.values() if cell[:1] in tuple("=+-@\t\r")]
    said = [line for line in lines if line["measure"] == "confirmed" and line["value"] == "1"]
    assert [line["month"] for line in said] == [f"{day:%Y-%m}"]
