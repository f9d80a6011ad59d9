"""The administrators' page of the record."""

import hashlib
import json
from datetime import timedelta

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from accounts.actions.members import grant_role
from config.audit.hashing import BEGINNING, canonical
from config.audit.models import AuditPerson, AuditRecord
from config.audit.recording import about_person, pseudonym_of, record_act
from config.audit.sealing import seal_waiting
from tests.factories import make_affiliation, make_user

PAGE = reverse("accounts:record")
JSONL = reverse("accounts:record-export", args=["jsonl"])
CSV = reverse("accounts:record-export", args=["csv"])


@pytest.fixture
def browser(client_of, administrator):
    return client_of(administrator)


@transaction.atomic
def act(name: str = "article-published", *, by=None, subject: str = "article-1", why: str = ""):
    return record_act(name, by=by, subject=subject, why=why)


def test_empty_record_says_so(browser):
    assert "As soon as somebody decides something" in browser.get(PAGE).text


def test_page_says_who_did_what_in_which_role_and_why(browser, curator):
    act(by=curator, why="Checked by the <b>network</b> team")

    page = browser.get(PAGE).text

    assert "An article went public" in page
    assert "Jana L." in page
    assert "Curator" in page
    assert "Checked by the &lt;b&gt;network&lt;/b&gt; team" in page


def test_reason_of_a_rule_is_read_in_the_readers_language(browser, client_of):
    employee = make_affiliation(user=make_user()).user
    client_of(employee).post(reverse("accounts:affiliation-leave"), {"sure": "on"})

    with override("de"):
        page = browser.get(reverse("accounts:record")).text

    assert "Hat angegeben, die Organisation verlassen zu haben." in page


@pytest.mark.parametrize("role", ["curator", "moderator", "employee", ""])
def test_only_administrators_read_the_record(client_of, role, db):
    browser = client_of(make_user(roles=role))

    assert browser.get(PAGE).status_code == 403
    assert browser.get(JSONL).status_code == 403


def test_record_is_narrowed_by_act(browser, curator):
    act("article-published", by=curator, why="Apples.")
    act("article-retired", by=curator, why="Pears.")

    page = browser.get(PAGE, {"act": "article-retired"}).text

    assert "Pears." in page
    assert "Apples." not in page


def test_record_is_narrowed_by_whom_and_about_whom(browser, curator, moderator, stranger):
    act(by=curator, why="Apples.")
    act("member-deactivated", by=moderator, subject=about_person(stranger), why="Pears.")

    by_name = browser.get(PAGE, {"who": "jana"}).text
    about_name = browser.get(PAGE, {"who": "OKAN"}).text

    assert ("Apples." in by_name, "Pears." in by_name) == (True, False)
    assert ("Apples." in about_name, "Pears." in about_name) == (False, True)


def test_erased_person_is_found_by_pseudonym(browser, curator):
    """L-AU-05."""
    act(by=curator, why="Apples.")
    pseudonym = pseudonym_of(curator)
    AuditPerson.objects.filter(user=curator).delete()

    page = browser.get(PAGE, {"who": pseudonym}).text

    assert f"somebody who was erased ({pseudonym[:8]}…)" in page
    assert "Jana L." not in page


def test_record_is_narrowed_by_subject_and_days(browser):
    act(subject="article-1", why="Apples.")
    act(subject="article-12", why="Plums.")
    today = timezone.localdate()

    about = browser.get(PAGE, {"subject": "Article-12", "since": today, "until": today}).text
    later = browser.get(PAGE, {"since": today + timedelta(days=2)}).text

    assert ("Plums." in about, "Apples." in about) == (True, False)
    assert "No decision fits" in later


@pytest.mark.parametrize(
    "query", [{"since": "yesterday"}, {"until": "2026-99-01"}, {"act": "article-eaten"}]
)
def test_filter_that_makes_no_sense_is_named(browser, query):
    act(why="Apples.")

    response = browser.get(PAGE, query)

    assert response.status_code == 422
    assert "Apples." not in response.text
    assert 'role="alert"' in response.text


def test_page_costs_the_same_for_many_lines(browser, count_queries):
    for number in range(3):
        act(by=make_user(), subject=f"article-{number}")
    few = count_queries(lambda: browser.get(PAGE))
    for number in range(30):
        act(by=make_user(), subject=f"article-{number}")

    assert count_queries(lambda: browser.get(PAGE)) == few <= 8


def test_pages_go_on(browser):
    for number in range(25):
        act(subject=f"article-{number}", why=f"Reason {number}.")

    first = browser.get(PAGE, {"act": "article-published"})
    second = browser.get(PAGE + first.context["page"].older_url)

    assert "Reason 24." in first.text
    assert "Reason 0." in second.text


def test_export_can_be_checked_without_the_product(browser, administrator, stranger):
    """L-AU-02: every digest is computed again from the lines alone."""
    grant_role(user=stranger, role="curator", by=administrator, reason="Writes “well”")
    act()
    seal_waiting()

    lines = [json.loads(line) for line in browser.get(JSONL).getvalue().splitlines()]

    digest = BEGINNING
    sealed = [line for line in lines if line["number"]]
    for line in sealed:
        content = [digest, line["number"], line["day"], *line["record"].values()]
        digest = hashlib.sha256(canonical(content)).hexdigest()
        assert digest == line["digest"]
    assert len(sealed) == 2
    words = sealed[0]["words"]
    hashed = hashlib.sha256(f"{words['salt']}\n{words['why']}".encode()).hexdigest()
    assert hashed == sealed[0]["record"]["words_hash"]


def test_export_is_on_record_itself(browser, administrator):
    """L-AU-03."""
    browser.get(JSONL, {"act": "article-published"}).getvalue()

    record = AuditRecord.objects.get(act="record-exported")
    assert record.person == pseudonym_of(administrator)
    assert record.words.why == "act=article-published"


def test_spreadsheet_runs_nothing_from_the_record(browser, curator):
    """A-MA-06."""
    act(by=curator, why="=HYPERLINK(1)")

    assert "'=HYPERLINK(1)" in browser.get(CSV).getvalue().decode()


def test_unknown_form_of_export_is_not_found(browser):
    assert browser.get(reverse("accounts:record-export", args=["pdf"])).status_code == 404


@pytest.mark.parametrize(
    ("name", "why", "words"),
    [
        ("candidate-dismissed", "too-special", "Helps nobody else"),
        ("article-retired", "outdated: ", "It is out of date"),
        ("article-retired", "replaced: See there.", "Another article says it: See there."),
        ("post-hidden", "advertising: No links.", "It is advertising: No links."),
        ("erasure-asked", "wish", "By own wish"),
    ],
)
def test_reason_of_a_list_is_told_in_words(browser, administrator, name, why, words):
    act(name, by=administrator, why=why)

    assert f"<p>{words}</p>" in browser.get(PAGE).text


def test_word_that_is_no_reason_of_the_act_stays_as_it_was_written(browser, administrator):
    act("article-edited", by=administrator, why="outdated: prices")

    assert "<p>outdated: prices</p>" in browser.get(PAGE).text


def test_auditors_get_the_reason_as_it_was_recorded(browser, administrator):
    act("candidate-dismissed", by=administrator, why="too-special")

    lines = b"".join(browser.get(JSONL).streaming_content).decode().splitlines()

    assert json.loads(lines[0])["words"]["why"] == "too-special"
