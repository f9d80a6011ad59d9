"""Roles have their power only in a session that was opened with a second factor."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse

from accounts.models import User
from accounts.notifications.models import MailSettings, OutgoingMail
from accounts.notifications.sending import send_due
from tests.accounts.second_factor import code, make_staff, set_up_app, sign_in
from tests.factories import PASSWORD, hide, make_answer, make_member, make_question, make_user

CURATE = reverse("knowledge:curate")
SET_UP = reverse("mfa_activate_totp")
LEAD = reverse("accounts:second-factor")


@pytest.fixture(autouse=True)
def _required(settings):
    settings.REQUIRE_SECOND_FACTOR = True


def totp_of(client) -> str:
    """The secret that the page to set an app up shows."""
    return client.get(SET_UP).context["form"].secret


def activate(client, secret: str | None = None):
    return client.post(SET_UP, {"code": code(secret or totp_of(client))})


@pytest.fixture
def curator(db):
    return make_staff("curator", app=False)[0]


@pytest.mark.parametrize(
    ("role", "page"),
    [
        ("curator", CURATE),
        ("administrator", CURATE),
        ("administrator", "/admin/login/?next=/admin/"),
    ],
)
def test_role_without_second_factor_is_led_to_set_one_up(client, db, role, page):
    sign_in(client, make_staff(role, app=False)[0])

    response = client.get(page)

    assert response["Location"].startswith(f"{LEAD}?next=")
    shown = client.get(response["Location"])
    assert "One more step for your role" in shown.text


def test_admin_is_closed_without_second_factor(client, db):
    """A-AU-04"""
    sign_in(client, make_staff("administrator", app=False)[0])

    assert client.get("/admin/")["Location"].startswith("/admin/login/")


def test_admin_is_open_with_it(client, db):
    """A-AU-04"""
    user, secret = make_staff("administrator")
    sign_in(client, user, code(secret))

    assert client.get("/admin/").status_code == 200


def test_nobody_is_led_to_a_door_that_his_role_does_not_open(client, db):
    sign_in(client, make_staff("employee", app=False)[0])

    assert client.get(CURATE).status_code == 403


def test_role_works_after_setting_one_up_and_leads_on(client, curator, transactional_db):
    sign_in(client, curator)
    client.get(client.get(CURATE)["Location"])

    codes = activate(client)

    assert codes["Location"] == reverse("mfa_view_recovery_codes")
    assert LEAD in client.get(codes["Location"]).text
    assert client.get(LEAD)["Location"] == CURATE
    assert client.get(CURATE).status_code == 200


def test_recovery_codes_come_with_the_first_factor(client, curator):
    sign_in(client, curator)

    activate(client)

    kinds = Authenticator.objects.filter(user=curator).values_list("type", flat=True)
    assert set(kinds) == {"totp", "recovery_codes"}


def test_sign_in_asks_for_the_code_and_gives_the_role(client, db):
    user, secret = make_staff("curator")
    sign_in(client, user)
    assert "_auth_user_id" not in client.session

    client.post(reverse("mfa_authenticate"), {"code": code(secret)})

    assert client.get(CURATE).status_code == 200


def test_recovery_code_lets_in_once(client, client_of, db):
    user, _secret = make_staff("curator")
    first = Authenticator.objects.get(user=user, type="recovery_codes").wrap().generate_codes()[0]
    sign_in(client, user, first)
    assert client.get(CURATE).status_code == 200
    client.logout()

    sign_in(client, user, first)

    assert "_auth_user_id" not in client.session


def test_moderator_without_it_sees_what_readers_see(client, db, asker):
    """A-AZ-16: the hidden post stays hidden, on its page and through every list."""
    answer = make_answer(body="A dangerous piece of advice.")
    hide(answer)
    user, secret = make_staff("moderator")
    page = answer.question.get_absolute_url()

    client.force_login(user)
    assert "dangerous piece" not in client.get(page).text

    client.logout()
    sign_in(client, user, code(secret))
    assert "dangerous piece" in client.get(page).text


def test_mail_shows_a_moderator_no_more_than_everybody(moderator, deliver_events, mailoutbox):
    """A-AZ-16: who reads the mailbox has shown no second factor."""
    MailSettings.objects.update_or_create(user=moderator, defaults={"is_any_hour_fine": True})
    hide(make_answer(question=make_question(author=moderator), body="A dangerous piece."))
    deliver_events()

    send_due()

    assert mailoutbox == []
    assert OutgoingMail.objects.get().state == OutgoingMail.State.DROPPED


def test_stored_roles_survive_what_a_session_without_it_saves(client, curator):
    """What is withheld is withheld in memory alone."""
    sign_in(client, curator)

    client.post(
        reverse("account_change_password"),
        {"oldpassword": PASSWORD, "password1": "x" * 9 + "yz!7", "password2": "x" * 9 + "yz!7"},
    )

    assert User.objects.get(pk=curator.pk).roles == "curator"


def test_who_has_no_role_needs_none(client, db):
    lena = make_member(email="lena@example.org")
    sign_in(client, lena)

    assert client.get(reverse("accounts:points")).status_code == 200
    assert client.get(LEAD)["Location"] == reverse("mfa_index")


def test_setting_one_up_ends_sessions_without_it(client, curator, client_of, transactional_db):
    """A-AU-09: a stolen session cannot be raised by a stolen password."""
    elsewhere = client_of(curator)
    sign_in(client, curator)

    activate(client)

    assert client.get(reverse("accounts:points")).status_code == 200
    assert elsewhere.get(reverse("accounts:points")).status_code == 302


def test_session_has_another_key_once_it_has_power(client, curator, transactional_db):
    """A-AU-10"""
    sign_in(client, curator)
    before = client.session.session_key

    activate(client)

    assert client.session.session_key != before


def test_removing_the_last_one_takes_the_power_at_once(client, db, transactional_db):
    user, secret = make_staff("curator")
    sign_in(client, user, code(secret))

    client.post(reverse("mfa_deactivate_totp"))

    assert not Authenticator.objects.filter(user=user).exists()
    assert client.get(CURATE)["Location"].startswith(LEAD)


def test_owner_is_told_by_mail(client, curator, transactional_db):
    sign_in(client, curator)

    activate(client)

    text = OutgoingMail.objects.filter(to=curator.email).latest("id").text
    assert "authenticator app was set up" in text
    assert "127.0.0.1 " not in text


def test_code_works_once(client, db):
    user, secret = make_staff("curator")
    now = code(secret)
    sign_in(client, user, now)
    client.logout()

    sign_in(client, user, now)

    assert "_auth_user_id" not in client.session


def test_stolen_database_shows_no_secret(db):
    user = make_user()
    secret = set_up_app(user)

    stored = str(list(Authenticator.objects.filter(user=user).values_list("data", flat=True)))

    assert secret not in stored
    assert not re.search(r"'seed': '[0-9a-f]{80}'", stored)


def test_code_for_the_app_stands_in_the_page_without_style(client, curator):
    """A-XS-16: no data: image, no style attribute."""
    sign_in(client, curator)

    page = client.get(SET_UP).text

    picture = re.search(r"<svg xmlns.*?</svg>", page, re.DOTALL)[0]
    assert "style" not in picture
    assert "data:" not in page


def test_ordinary_page_costs_no_further_query(client, db, count_queries, settings):
    user, secret = make_staff("curator")
    sign_in(client, user, code(secret))
    page = reverse("accounts:notices")
    client.get(page)
    with_it = count_queries(lambda: client.get(page))
    settings.REQUIRE_SECOND_FACTOR = False

    assert count_queries(lambda: client.get(page)) == with_it


@pytest.mark.parametrize("evil", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_nobody_is_led_elsewhere_afterwards(client, db, evil):
    """A-XS-17"""
    user, secret = make_staff("curator")
    sign_in(client, user, code(secret))

    assert client.get(LEAD, {"next": evil})["Location"] == reverse("mfa_index")
