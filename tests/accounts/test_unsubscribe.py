"""One click ends a sort of mail, without signing in; looking at the link ends nothing."""

import re
from datetime import timedelta

import pytest
from django.core import signing
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.notifications import kinds
from accounts.notifications.choices import choices_of_one
from accounts.notifications.kinds import Channel, Group, Kind
from accounts.notifications.models import MailChoice
from accounts.notifications.sending import send_due
from accounts.notifications.tokens import Unsubscribing, reconfirm_url, unsubscribe_url
from community.models import Following
from tests.factories import hide, make_answer, make_question, make_user

ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.fixture
def provider():
    """A mail provider's machine: no cookie, no token, and it would notice a missing CSRF token."""
    return Client(enforce_csrf_checks=True)


@pytest.fixture
def link(asker) -> str:
    return path_of(Unsubscribing(asker.pk, group=Group.ANSWERS))


def path_of(what: Unsubscribing) -> str:
    return unsubscribe_url(what).removeprefix("http://127.0.0.1:8000")


def channel_of(user, name: str) -> str:
    return choices_of_one(user.pk).channel(kinds.get(name))


def test_one_click_in_the_mail_program_is_enough(provider, asker, deliver_events, mailoutbox):
    """A-CS-05, A-ML-08: RFC 8058, with what stands in the mail's own header."""
    make_answer(question=make_question(author=asker))
    deliver_events()
    send_due()
    header = mailoutbox[0].message()["List-Unsubscribe"]
    path = re.fullmatch(r"<http://127\.0\.0\.1:8000(/unsubscribe/.+)>", header).group(1)

    response = provider.post(path, ONE_CLICK, headers={"Sec-Fetch-Site": "cross-site"})

    assert response.status_code == 200
    assert not response.cookies
    assert channel_of(asker, "answered") == Channel.NEVER


def test_it_ends_that_sort_alone(provider, link, asker, helper):
    provider.post(link, ONE_CLICK)

    assert channel_of(asker, "accepted") == Channel.AT_ONCE
    assert channel_of(helper, "answered") == Channel.AT_ONCE


def test_nothing_of_that_sort_is_mailed_any_more(provider, link, asker, deliver_events, mailoutbox):
    """Done when: none after unsubscribing, not even what was owed already."""
    make_answer(question=make_question(author=asker))
    deliver_events()
    provider.post(link, ONE_CLICK)
    make_answer(question=make_question(author=asker))
    deliver_events()

    assert send_due() == 0
    assert mailoutbox == []


def test_kind_that_joins_the_group_later_is_not_mailed_either(provider, link, asker, monkeypatch):
    provider.post(link, ONE_CLICK)
    later = Kind("commented", lambda ids, viewer: {}, label="Comments", group=Group.ANSWERS)
    monkeypatch.setattr(kinds, "_kinds", kinds._kinds | {"commented": later})

    assert channel_of(asker, "commented") == Channel.NEVER


@pytest.mark.parametrize("method", ["get", "head"])
def test_looking_at_the_link_changes_nothing(provider, link, method):
    """A-CS-05: scanners of mail open every link."""
    assert getattr(provider, method)(link).status_code == 200

    assert not MailChoice.objects.exists()


def test_page_asks_first_and_has_a_button(provider, link):
    page = provider.get(link)

    assert 'method="post"' in page.text
    assert "Stop these mails?" in page.text
    assert "csrfmiddlewaretoken" not in page.text
    assert not page.cookies


def test_clicking_twice_does_no_harm(provider, link):
    assert [provider.post(link, ONE_CLICK).status_code for _ in range(3)] == [200, 200, 200]
    assert MailChoice.objects.filter(about="answered").count() == 1


def test_all_mails_can_be_ended_from_the_same_page(provider, link, asker):
    response = provider.post(link, {"everything": "1"})

    assert "no more mails about what happens here" in response.text
    assert channel_of(asker, "accepted") == Channel.NEVER


def test_link_of_a_thread_mutes_that_thread(provider, asker):
    question = make_question(author=asker)
    provider.post(path_of(Unsubscribing(asker.pk, thread=f"question-{question.pk}")), ONE_CLICK)

    assert Following.objects.get(person=asker, question=question).muted_at is not None
    assert channel_of(asker, "answered") == Channel.AT_ONCE


def test_thread_that_is_hidden_just_now_is_muted_for_when_it_comes_back(provider, asker):
    question = make_question()
    hide(question)
    provider.post(path_of(Unsubscribing(asker.pk, thread=f"question-{question.pk}")), ONE_CLICK)

    assert Following.objects.get(person=asker, question=question).muted_at is not None


@pytest.mark.parametrize("thread", ["question-0", "question-x", "planet-7", "question-", ""])
def test_thread_that_is_gone_is_no_error(provider, asker, thread):
    link = path_of(Unsubscribing(asker.pk, thread=thread))

    assert provider.post(link, ONE_CLICK).status_code == 200


def test_link_discloses_no_address(link, asker):
    """A-ML-08"""
    token = link.removeprefix("/unsubscribe/")

    assert signing.loads(token.strip("/"), salt="accounts.unsubscribe") == [
        asker.pk,
        "group:answers",
    ]


def test_link_works_for_five_years(provider, link, monkeypatch):
    """A-ML-08"""
    now = timezone.now().timestamp()
    monkeypatch.setattr(signing.time, "time", lambda: now + timedelta(days=5 * 365).total_seconds())
    assert provider.post(link, ONE_CLICK).status_code == 200

    monkeypatch.setattr(signing.time, "time", lambda: now + timedelta(days=6 * 365).total_seconds())
    assert provider.post(link, ONE_CLICK).status_code == 404


def test_link_survives_a_new_secret_key(provider, link, settings):
    """A-ML-08"""
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "n" * 60, [settings.SECRET_KEY]
    assert provider.post(link, ONE_CLICK).status_code == 200

    settings.SECRET_KEY_FALLBACKS = []
    assert provider.post(link, ONE_CLICK).status_code == 404


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("token", ["x", "WzEsImdyb3VwOmFuc3dlcnMiXQ:1abc:forged", "ü"])
def test_wrong_link_gets_a_friendly_page_and_no_information(provider, db, method, token):
    response = getattr(provider, method)(f"/unsubscribe/{token}/")

    assert response.status_code == 404
    assert "This link does not work" in response.text


def test_links_of_our_mails_open_only_what_they_were_made_for(provider, link, asker):
    confirming = reconfirm_url(asker, 1).removeprefix("http://127.0.0.1:8000")
    swapped = [
        link.replace("/unsubscribe/", "/confirm-address/"),
        confirming.replace("/confirm-address/", "/unsubscribe/"),
    ]

    assert [provider.post(path, ONE_CLICK).status_code for path in swapped] == [404, 404]
    assert not MailChoice.objects.exists()


def test_link_of_a_closed_account_tells_nothing(provider, link, asker):
    User.objects.filter(pk=asker.pk).update(is_active=False)

    assert "This link does not work" in provider.post(link, ONE_CLICK).text


def test_guessing_is_limited(provider, db, at_noon):
    answers = [provider.get("/unsubscribe/guess/").status_code for _ in range(21)]

    assert (answers[0], answers[-1]) == (404, 429)


def test_provider_that_posts_for_many_readers_is_not_limited(provider, db, at_noon):
    for _ in range(25):
        link = path_of(Unsubscribing(make_user().pk, group=Group.ANSWERS))
        assert provider.post(link, ONE_CLICK).status_code == 200


def test_page_speaks_the_language_of_its_reader(provider, db):
    reader = make_user(language="de")
    page = provider.get(path_of(Unsubscribing(reader.pk, group=Group.ANSWERS)))

    assert '<html lang="de">' in page.text
    assert page["Content-Language"] == "de"


def test_links_stand_at_addresses_without_a_language():
    assert reverse("unsubscribe", args=["x"]) == "/unsubscribe/x/"
