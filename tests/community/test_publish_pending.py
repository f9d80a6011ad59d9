"""Behind the link: a last look, one button, a member who is signed in, and no second use."""

from datetime import timedelta
from uuid import uuid4

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Declaration, User
from accounts.notifications.models import OutgoingMail
from community.actions.pending import CannotPublish, publish_pending
from community.models import Following, PendingQuestion, Question
from config.events.models import Event
from config.logs import without_secrets
from tests.accounts.second_factor import code, set_up_app
from tests.community.asking_first import (
    LENA,
    PENDING,
    follow_link,
    keep,
    link_in,
    mail_to,
    publish,
)
from tests.factories import PASSWORD, list_domain, make_affiliation, make_member, make_user

DECLARE = reverse("accounts:declare")


def is_signed_in(client) -> bool:
    return "_auth_user_id" in client.session


@pytest.fixture
def guest(client, db):
    """Has written his question and opened the link in his mail."""
    keep(client)
    follow_link(client)
    return client


def test_page_shows_the_question_as_everybody_will_read_it(client, db):
    keep(client)

    page = follow_link(client)

    assert page.request["PATH_INFO"] == PENDING
    assert "Router blinks red" in page.text
    assert "It blinks <strong>red</strong>" in page.text


def test_raw_html_is_text_in_the_preview_too(client, db):
    """A-XS-03"""
    keep(client, title="<script>alert(1)</script>", body="<img src=x onerror=alert(1)> so")

    page = follow_link(client).text

    assert "<script>alert" not in page
    assert "<img src=x" not in page


def test_looking_changes_nothing(client, db):
    """A-CS-05: a mail scanner follows every link."""
    keep(client)
    before = list(PendingQuestion.objects.values())

    for method in (client.get, client.head):
        method(link_in(mail_to()))
        method(PENDING)

    assert list(PendingQuestion.objects.values()) == before
    assert not User.objects.exists()
    assert not Question.objects.exists()
    assert not is_signed_in(client)


def test_secret_leaves_the_address_at_once(client, db):
    """A-AU-06"""
    keep(client)
    token = link_in(mail_to()).rstrip("/").rpartition("/")[2]

    page = follow_link(client)

    assert token not in page.text
    assert page["Referrer-Policy"] == "same-origin"
    assert "no-store" in page["Cache-Control"]


def test_secret_is_in_no_log():
    """A-LG-02"""
    line = without_secrets(None, "", {"request": "GET /en/questions/pending/s3cr3t-token/"})

    assert "s3cr3t" not in line["request"]


def test_button_publishes_and_signs_in(guest):
    response = publish(guest)

    question, member = Question.objects.get(), User.objects.get()
    assert response["Location"] == f"{question.get_absolute_url()}?published=1"
    assert guest.session["_auth_user_id"] == str(member.pk)
    assert question.author == member
    assert {tag.name for tag in question.tags.all()} == {"wifi", "dsl"}
    assert (member.email, member.display_name) == (LENA, "Wacher Otter 42")
    assert member.confirmed_at
    assert EmailAddress.objects.get().verified
    assert Following.objects.filter(person=member, question=question).exists()
    assert Declaration.objects.get().stance == Declaration.Stance.INDEPENDENT


def test_publication_is_recorded(guest):
    publish(guest)

    names = set(Event.objects.values_list("name", flat=True))
    assert {"accounts.MemberJoined", "community.QuestionAsked"} <= names


def test_form_that_is_sent_again_after_publishing_brings_nothing_back(client, db):
    """C-01: the back button, and then the form once more, also with another address."""
    submission = str(uuid4())
    keep(client, submission=submission)
    follow_link(client)
    publish(client)

    for mailbox in (LENA, "other@example.org"):
        keep(Client(), submission=submission, email=mailbox)

    assert PendingQuestion.objects.get().email == ""
    assert Question.objects.count() == 1
    assert not OutgoingMail.objects.filter(to="other@example.org").exists()


def test_nothing_of_it_stays_but_the_way_to_the_question(guest):
    """L-GD: what was kept for publishing is not kept twice."""
    publish(guest)

    kept = PendingQuestion.objects.get()
    assert (kept.email, kept.title, kept.body) == ("", "", "")
    assert kept.question == Question.objects.get()


def test_text_may_be_mended_at_the_last_look(guest):
    publish(guest, title="Router blinks red at night", body="Only at night, since May.")

    question = Question.objects.get()
    assert question.title == "Router blinks red at night"
    assert "since May" in question.body_html


def test_session_is_a_new_one_after_publishing(guest):
    """A-AU-10"""
    before = guest.session.session_key

    publish(guest)

    assert guest.session.session_key != before


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": "Short"},
        {"body": ""},
        {"display_name": ""},
        {"display_name": "x"},
        {"display_name": "Fjordnet Hilfe"},
        {"display_name": "admin"},
        {"speaks_for_us": ""},
        {"speaks_for_us": "perhaps"},
    ],
)
def test_refused_last_look_keeps_what_was_typed(guest, wrong):
    response = publish(guest, **({"body": "Only at night, since May."} | wrong))

    assert response.status_code == 422
    assert response.context["form"].errors.keys() == wrong.keys()
    if "body" not in wrong:
        assert "Only at night, since May." in response.text
    assert not User.objects.exists()
    assert not Question.objects.exists()


def test_text_that_would_cost_too_much_says_so_beside_it(guest):
    """A-DO-01"""
    table = "|a" * 100 + "|\n" + "|-" * 100 + "|\n" + ("|b" * 100 + "|\n") * 30

    response = publish(guest, body=table)

    assert response.status_code == 422
    assert response.context["form"].errors.keys() == {"body"}
    assert not User.objects.exists()


def test_name_that_looks_taken_is_refused(guest, asker):
    """A-UN-06"""
    response = publish(guest, display_name="LENA B.")

    assert response.context["form"].errors.keys() == {"display_name"}


def test_name_taken_at_the_last_moment_is_said_beside_it(guest, monkeypatch):
    """C-02: the form found it free, the database does not; nothing is half done."""
    monkeypatch.setattr("accounts.forms.fields.is_name_taken", lambda name: False)
    make_user(display_name="Wacher Otter 42")

    response = publish(guest)

    assert response.status_code == 422
    assert response.context["form"].errors.keys() == {"display_name"}
    assert not Question.objects.exists()
    assert not User.objects.filter(email=LENA).exists()


def test_pseudonym_is_proposed(guest):
    assert guest.get(PENDING).context["form"]["display_name"].value()


def test_second_click_shows_the_question_and_signs_nobody_in(guest):
    """A-AU-05: the link is used up; what it once opened may be read by everybody."""
    link = link_in(mail_to())
    publish(guest)
    other = Client()

    shown = other.get(link, follow=True)

    assert shown.context["question"] == Question.objects.get()
    assert not is_signed_in(other)
    other.get(link)
    assert publish(other)["Location"] == Question.objects.get().get_absolute_url()
    assert not is_signed_in(other)
    assert Question.objects.count() == User.objects.count() == 1


@pytest.mark.parametrize("token", ["x", "a" * 43, "ä", "x" * 500])
def test_wrong_link_is_answered_kindly_and_leaves_no_session(client, db, token):
    response = client.get(reverse("community:pending-link", args=[token]))

    assert response.status_code == 404
    assert "newest one works" in response.text
    assert not response.cookies


def test_button_needs_the_token_of_this_browser(db):
    """A-CS-01"""
    browser = Client(enforce_csrf_checks=True)
    keep(browser)
    follow_link(browser)

    assert publish(browser).status_code == 403
    assert not Question.objects.exists()


# Whose mailbox it is.


def test_member_publishes_under_his_account(client, db):
    member = make_member(email=LENA, display_name="Lena B.")
    keep(client)
    page = follow_link(client)
    assert "display_name" not in page.context["form"].fields

    publish(client)

    assert Question.objects.get().author == member
    assert client.session["_auth_user_id"] == str(member.pk)
    assert User.objects.count() == 1
    assert member.display_name == User.objects.get().display_name


def test_link_of_yesterday_opens_no_account_that_exists(client, db):
    """A-AU-05: a mail that lies around for a week is no key; the text is not lost."""
    member = make_member(email=LENA)
    keep(client)
    follow_link(client)
    PendingQuestion.objects.update(mailed_at=timezone.now() - timedelta(hours=25))

    response = publish(client, body="Only at night, since May.")

    assert response["Location"].startswith(reverse("account_login"))
    assert not is_signed_in(client)
    assert not Question.objects.exists()
    client.force_login(member)
    assert "Only at night, since May." in client.get(PENDING).text


def test_link_of_last_week_still_opens_a_new_account(guest):
    PendingQuestion.objects.update(mailed_at=timezone.now() - timedelta(days=7))

    publish(guest)

    assert Question.objects.get().author == User.objects.get()


def test_member_who_is_signed_in_publishes_at_once(client, db):
    member = make_member(email=LENA)
    keep(Client())
    client.force_login(member)
    follow_link(client)

    assert publish(client)["Location"].endswith("?published=1")
    assert Question.objects.get().author == member


def test_link_opened_by_another_member_mixes_no_accounts(client, stranger):
    """A-AU-07"""
    keep(Client())
    client.force_login(stranger)

    page = follow_link(client)
    publish(client)

    assert stranger.display_name in page.text
    assert client.session["_auth_user_id"] == str(stranger.pk)
    assert not Question.objects.exists()
    assert not User.objects.filter(email=LENA).exists()


def test_question_of_another_mailbox_is_published_by_nobody_else(client, stranger):
    """A-AU-07: whatever page asked for it."""
    make_member(email=LENA)
    keep(client)

    with pytest.raises(CannotPublish, match="another account"):
        publish_pending(pending=PendingQuestion.objects.get(), by=stranger)
    assert not Question.objects.exists()


def test_closed_account_publishes_nothing_and_keeps_its_text(client, db):
    """A-AZ-16"""
    make_member(email=LENA, is_active=False)
    keep(client)

    page = follow_link(client)
    publish(client)

    assert "This account is closed" in page.text
    assert "It blinks **red** since this morning." in page.text
    assert not Question.objects.exists()
    assert not is_signed_in(client)


def test_earlier_claim_to_the_mailbox_is_worth_nothing(client, db):
    """A-AU-15: its password, name and everything tied to it are gone."""
    claim = {"email": LENA, "display_name": "The attacker", "password1": PASSWORD}
    client.post(reverse("account_signup"), claim)
    keep(client)
    follow_link(client)

    publish(client)

    member = User.objects.get()
    assert member.display_name == "Wacher Otter 42"
    assert not member.has_usable_password()
    attempt = Client()
    attempt.post(reverse("account_login"), {"login": LENA, "password": PASSWORD})
    assert not is_signed_in(attempt)


def test_unconfirmed_second_address_of_another_member_gives_him_nothing(client, stranger):
    """A-AU-15, A-AU-08"""
    EmailAddress.objects.create(user=stranger, email=LENA, verified=False)
    keep(client)
    follow_link(client)

    publish(client)

    assert Question.objects.get().author != stranger
    assert EmailAddress.objects.filter(email=LENA, verified=True).get().user != stranger


def test_confirmed_second_address_is_the_members_own(client, stranger):
    EmailAddress.objects.create(user=stranger, email=LENA, verified=True)
    keep(client)
    follow_link(client)

    publish(client)

    assert Question.objects.get().author == stranger


# For whom he speaks.


def test_who_speaks_for_the_company_is_led_to_say_so_and_loses_no_word(guest):
    """A-BG-13, PRODUCT section 1, rule 4."""
    response = publish(guest, speaks_for_us="yes", body="Only at night, since May.")

    member = User.objects.get()
    assert response["Location"].startswith(reverse("accounts:affiliation-request"))
    assert is_signed_in(guest)
    assert not Question.objects.exists()
    kept = PendingQuestion.objects.get()
    assert (kept.author, kept.body) == (member, "Only at night, since May.")
    assert kept.expires_at is None


def test_mailbox_of_the_company_is_led_to_declare_whatever_it_says(client, db):
    """A-BG-13, L-UW-01"""
    list_domain("fjordnet.example")
    keep(client, email="lena@fjordnet.example")
    follow_link(client, "lena@fjordnet.example")

    response = publish(client)

    assert response["Location"].startswith(DECLARE)
    assert not Declaration.objects.exists()  # there he can explain himself
    assert not Question.objects.exists()
    assert PendingQuestion.objects.get().author == User.objects.get()


def test_question_that_waits_is_published_once_he_may_post(guest):
    publish(guest, speaks_for_us="yes")
    member = User.objects.get()
    assert "not published yet" in guest.get(reverse("community:ask")).text
    Declaration.objects.create(user=member, stance="independent", question="Do you work for us?")

    response = publish(guest)

    assert Question.objects.get().author == member
    assert response["Location"].endswith("?published=1")
    assert "not published yet" not in guest.get(reverse("community:ask")).text


def test_question_that_waits_is_opened_by_its_link_for_nobody_else(guest, stranger, client_of):
    publish(guest, speaks_for_us="yes")
    link = link_in(mail_to())

    visitor, other = Client(), client_of(stranger)

    assert visitor.get(link, follow=True).request["PATH_INFO"] == reverse("account_login")
    assert "another address" in other.get(link, follow=True).text
    assert publish(visitor)["Location"].startswith(reverse("account_login"))
    assert not Question.objects.exists()


def test_question_that_waits_for_a_declaration_is_not_swept(guest):
    publish(guest, speaks_for_us="yes")

    PendingQuestion.objects.expired(timezone.now() + timedelta(days=400)).delete()

    assert PendingQuestion.objects.exists()


def test_member_who_never_declared_is_led_there_too(client, db):
    member = make_member(email=LENA)
    Declaration.objects.all().delete()
    keep(client)
    follow_link(client)

    response = publish(client)

    assert response["Location"].startswith(DECLARE)
    assert PendingQuestion.objects.get().author == member


def test_employee_publishes_under_his_mark(client, db):
    """A-BG-13"""
    member = make_member(email=LENA)
    affiliation = make_affiliation(user=member)
    keep(client)
    follow_link(client)

    publish(client)

    assert Question.objects.get().affiliation == affiliation


# Time, and what is not wanted.


def test_expired_question_is_not_published_but_its_text_is_still_there(guest):
    PendingQuestion.objects.update(expires_at=timezone.now())

    page = guest.get(PENDING)
    publish(guest)

    assert "It blinks **red** since this morning." in page.text
    assert not Question.objects.exists()
    assert not User.objects.exists()


def test_expired_question_is_sent_for_again_with_one_button(guest):
    PendingQuestion.objects.update(expires_at=timezone.now())
    again = guest.get(PENDING).context

    keep(guest, submission=str(again["submission"]), tags=again["tags"])

    assert OutgoingMail.objects.count() == 2
    follow_link(guest)
    publish(guest)
    assert Question.objects.count() == 1


def test_who_did_not_write_it_deletes_it_at_once(guest):
    """L-GD: the address too."""
    response = guest.post(PENDING, {"discard": "1"})

    assert response["Location"] == reverse("home")
    assert not PendingQuestion.objects.exists()
    assert guest.get(PENDING).status_code == 404


def test_published_question_is_not_thrown_away_by_its_link(guest):
    publish(guest)

    guest.post(PENDING, {"discard": "1"})

    assert Question.objects.exists()


# Coming back.


def test_newcomer_is_offered_a_password_on_his_question(guest):
    page = guest.get(publish(guest)["Location"])

    assert "Your question is published." in page.text
    assert reverse("account_set_password") in page.text
    assert reverse("account_set_password") not in guest.get(page.request["PATH_INFO"]).text


def test_who_has_a_password_is_offered_none(client, db):
    make_member(email=LENA)
    keep(client)
    follow_link(client)

    page = client.get(publish(client)["Location"])

    assert reverse("account_set_password") not in page.text


def test_second_factor_is_asked_for_before_anything_is_published(client, db):
    """A-AU: a mailbox alone never speaks for somebody who has a second factor."""
    member = make_member(email=LENA)
    secret = set_up_app(member)
    keep(client)
    follow_link(client)

    response = publish(client, body="Only at night, since May.")

    assert response["Location"] == reverse("mfa_authenticate")
    assert not is_signed_in(client)
    assert not Question.objects.exists()
    back = client.post(response["Location"], {"code": code(secret)})
    assert (back["Location"], is_signed_in(client)) == (PENDING, True)
    assert "Only at night, since May." in client.get(PENDING).text
    publish(client, body="Only at night, since May.")
    assert Question.objects.get().author == member
