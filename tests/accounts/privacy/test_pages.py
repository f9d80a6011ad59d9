"""What a member sees of his data and does about it, in a browser."""

import re
from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.privacy import downloads, overview
from accounts.privacy.actions import TIME_TO_THINK, request_download
from accounts.privacy.erasing import carry_out_due
from accounts.privacy.models import DataDownload, Erasure
from accounts.privacy.people import person_behind
from accounts.session_times import LATELY
from tests.factories import make_member, make_question, make_user

PAGE = "accounts:privacy"


@pytest.fixture
def browser(lena, client_of) -> Client:
    return client_of(lena)


def text_of(response) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def let_time_pass(browser: Client) -> None:
    """As if the sign-in were longer ago than a dangerous act allows."""
    session = browser.session
    for key in list(session.keys()):
        if isinstance(session[key], float | int):
            session[key] = session[key] - LATELY.total_seconds() - 60
    session["account_authentication_methods"] = []
    session.save()


@pytest.mark.parametrize("name", ["privacy", "download-request", "erasure", "account-keep"])
def test_strangers_are_asked_to_sign_in(client, db, name):
    """A-AZ-01"""
    path = reverse(f"accounts:{name}")

    for response in (client.get(path), client.post(path)):
        assert response.status_code in {302, 405}
        assert response.status_code == 405 or "login" in response["Location"]


def test_page_says_what_is_kept_and_for_how_long(browser):
    """L-GD-04, L-GD-07"""
    page = text_of(browser.get(reverse(PAGE)))

    for what in ("Votes you gave", "Mails we sent you", "90 days", "it stays, without your name"):
        assert what in page


def test_page_costs_the_same_with_many_rows(lena, browser, count_queries):
    def read() -> None:
        assert browser.get(reverse(PAGE)).status_code == 200

    read()
    few = count_queries(read)
    for _ in range(10):
        make_question(author=lena)
        DataDownload.objects.create(user=lena, state="failed")

    assert count_queries(read) == few <= 8


def test_copy_is_asked_for_and_fetched(browser, lena):
    """L-GD-01"""
    response = browser.post(reverse("accounts:download-request"), follow=True)
    assert "Your copy is being made" in text_of(response)
    downloads.make_due()

    page = text_of(browser.get(reverse(PAGE)))
    path = reverse("accounts:download", args=[DataDownload.objects.get().pk])
    assert path in page
    response = browser.get(path)

    assert response["Content-Type"] == "application/zip"
    assert "attachment" in response["Content-Disposition"]
    assert "no-store" in response["Cache-Control"]
    archive = ZipFile(BytesIO(b"".join(response.streaming_content)))
    assert set(archive.namelist()) == {"data.json", "index.html", "style.css"}
    assert b"lena@example.org" in archive.read("data.json")


def test_second_copy_of_the_day_is_refused_in_words(browser):
    browser.post(reverse("accounts:download-request"))
    downloads.make_due()

    page = text_of(browser.post(reverse("accounts:download-request"), follow=True))

    assert "once a day" in page


def test_copy_of_another_is_not_there(browser, helper, client_of):
    """A-AZ-01"""
    browser.post(reverse("accounts:download-request"))
    downloads.make_due()
    path = reverse("accounts:download", args=[DataDownload.objects.get().pk])

    assert client_of(helper).get(path).status_code == 404


def test_copy_whose_file_is_lost_is_not_there(browser):
    browser.post(reverse("accounts:download-request"))
    downloads.make_due()
    download = DataDownload.objects.get()
    downloads.file_of(download).unlink()

    path = reverse("accounts:download", args=[download.pk])
    assert browser.get(path).status_code == 404


@pytest.mark.parametrize("name", ["download-request", "erasure"])
def test_dangerous_acts_ask_who_it_is(browser, name):
    """A-AU-11, L-GD-01, L-GD-02"""
    let_time_pass(browser)

    response = browser.post(reverse(f"accounts:{name}"), {"texts": "keep"})

    assert response.status_code == 302
    assert "reauthenticate" in response["Location"]
    assert not Erasure.objects.exists()
    assert not DataDownload.objects.exists()


def test_copy_is_not_fetched_long_after_signing_in(browser, lena):
    """A-AU-11, L-GD-01: a browser that was left alone gives nothing away."""
    copy = request_download(user=lena)
    downloads.make_due()
    path = reverse("accounts:download", args=[copy.pk])
    assert b"".join(browser.get(path).streaming_content)

    let_time_pass(browser)

    assert "reauthenticate" in browser.get(path)["Location"]


def test_copy_is_not_fetched_after_its_time(browser, lena):
    """L-GD-01: seven days, whether the job that deletes it has come by or not."""
    copy = request_download(user=lena)
    downloads.make_due()
    DataDownload.objects.update(expires_at=timezone.now())

    assert browser.get(reverse("accounts:download", args=[copy.pk])).status_code == 404


def test_erasing_takes_two_steps(browser, lena):
    """L-DS-17: a page that says what happens, and a button."""
    page = text_of(browser.get(reverse(PAGE)))
    assert reverse("accounts:erasure") in page
    explained = text_of(browser.get(reverse("accounts:erasure")))
    stays = [row.what for row in overview.kept_after_erasure(person_behind(lena))]
    assert "Your account" in stays
    assert "Articles you wrote on" not in stays
    assert all(what in explained for what in stays)

    response = browser.post(reverse("accounts:erasure"), {"texts": "remove"}, follow=True)

    assert "Your account will be erased" in text_of(response)
    assert Erasure.objects.get().keeps_texts is False


def test_nothing_is_chosen_beforehand(browser):
    """L-DS-17: no dark pattern."""
    page = text_of(browser.get(reverse("accounts:erasure")))
    assert not re.search(r"<input[^>]*\schecked", page)

    response = browser.post(reverse("accounts:erasure"), {})

    assert response.status_code == 422
    assert not Erasure.objects.exists()


def test_only_administrator_is_told_why_he_cannot_leave(client_of):
    user = make_user(roles="administrator")

    response = client_of(user).post(reverse("accounts:erasure"), {"texts": "keep"})

    assert response.status_code == 422
    assert "name another one before you leave" in text_of(response)
    assert not Erasure.objects.exists()


def test_every_page_offers_to_stay(browser, lena):
    """L-GD-02: for seven days, with one click."""
    browser.post(reverse("accounts:erasure"), {"texts": "keep"})

    for name in ("home", PAGE, "community:question-list"):
        assert "Keep my account" in text_of(browser.get(reverse(name)))
    page = text_of(browser.post(reverse("accounts:account-keep"), follow=True))

    assert "Your account stays" in page
    assert "Keep my account" not in page
    lena.refresh_from_db()
    assert lena.erases_at is None


def test_staying_too_late_is_said_in_words(browser, lena):
    browser.post(reverse("accounts:erasure"), {"texts": "keep"})
    Erasure.objects.update(due_at=timezone.now() - timedelta(minutes=1))

    page = text_of(browser.post(reverse("accounts:account-keep"), follow=True))

    assert "It is too late" in page


def test_member_of_a_closed_account_is_signed_out(browser, lena):
    browser.post(reverse("accounts:erasure"), {"texts": "keep"})

    carry_out_due(now=timezone.now() + TIME_TO_THINK + timedelta(minutes=1))

    assert browser.get(reverse(PAGE)).status_code == 302


def test_mailbox_of_an_erased_person_can_join_again(erase, lena, client):
    erase(lena)

    assert make_member(email="lena@example.org", display_name="Lena B.")
    assert User.objects.filter(email="lena@example.org").count() == 1


def test_page_speaks_of_nobody_else(browser, helper):
    """A-PR-02"""
    assert helper.email not in text_of(browser.get(reverse(PAGE)))
