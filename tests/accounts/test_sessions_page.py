"""Where somebody is signed in, and how he ends it."""

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from accounts.open_sessions import device_in_words
from config.events.models import Event
from tests.accounts.second_factor import sign_in
from tests.factories import PASSWORD, make_member

PAGE = reverse("accounts:sessions")
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0"
PHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15"
    " (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1"
)


@pytest.fixture
def lena(db):
    return make_member(email="lena@example.org", display_name="Lena B.")


def browser(user, user_agent: str = FIREFOX) -> Client:
    client = Client(headers={"User-Agent": user_agent})
    sign_in(client, user)
    return client


def is_signed_in(client: Client) -> bool:
    return client.get(reverse("accounts:points")).status_code == 200


@pytest.mark.parametrize(
    ("user_agent", "words"),
    [
        (FIREFOX, "Firefox on Linux"),
        (PHONE, "Safari on iPhone"),
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64) AppleWebKit Chrome/142.0 Safari/537 Edg/142.0",
            "Edge on Windows",
        ),
        (
            "Mozilla/5.0 (Linux; Android 15) AppleWebKit Chrome/142.0 Mobile Safari/537",
            "Chrome on Android",
        ),
        (
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 14_0) AppleWebKit Version/18 Safari/605",
            "Safari on macOS",
        ),
        ("curl/8.9", "A browser"),
        ("", "A browser"),
    ],
)
def test_browser_is_named_in_words(user_agent, words):
    assert device_in_words(user_agent) == words


def test_page_lists_both_browsers_and_says_which_is_this(lena):
    here = browser(lena)
    browser(lena, PHONE)

    page = here.get(PAGE)

    assert [each.device for each in page.context["sessions"]] == [
        "Firefox on Linux",
        "Safari on iPhone",
    ]
    assert [each.is_here for each in page.context["sessions"]] == [True, False]
    assert "This browser" in page.text


def test_no_address_is_kept(lena):
    """A-PR-02: not even shortened; the column holds nobody's."""
    browser(lena)

    assert UserSession.objects.get().ip.startswith("fd")
    assert "127.0.0.1" not in browser(lena).get(PAGE).text


def test_queries_do_not_grow_with_browsers(lena, count_queries):
    here = browser(lena)
    here.get(PAGE)
    few = count_queries(lambda: here.get(PAGE))
    for _ in range(10):
        other = Client(headers={"User-Agent": FIREFOX})
        other.force_login(lena)
        UserSession.objects.create(
            user=lena, ip="fd00::", session_key=other.session.session_key, user_agent=FIREFOX
        )

    assert count_queries(lambda: here.get(PAGE)) == few <= 8


def test_one_browser_is_signed_out(lena):
    here, there = browser(lena), browser(lena, PHONE)
    listed = next(each for each in here.get(PAGE).context["sessions"] if not each.is_here)

    here.post(reverse("accounts:session-end", args=[listed.id]))

    assert is_signed_in(here)
    assert not is_signed_in(there)
    assert len(here.get(PAGE).context["sessions"]) == 1


def test_browser_of_somebody_else_stays_signed_in(lena, stranger, client_of):
    """A-AZ-04"""
    hers = browser(lena)
    session = UserSession.objects.get(user=lena)

    client_of(stranger).post(reverse("accounts:session-end", args=[session.pk]))

    assert is_signed_in(hers)


def test_everywhere_is_everywhere_at_once(lena):
    """A-AU-09"""
    here, there = browser(lena), browser(lena, PHONE)

    response = here.post(reverse("accounts:sessions-end"))

    assert response["Location"] == reverse("account_login")
    assert not is_signed_in(here)
    assert not is_signed_in(there)
    assert Event.objects.filter(name="accounts.SessionsEnded").exists()


def test_stolen_cookie_is_worth_nothing_after_that(lena):
    """A-AU-09: also one whose session was copied before."""
    here, thief = browser(lena), Client()
    thief.cookies["sessionid"] = here.cookies["sessionid"].value
    assert is_signed_in(thief)

    here.post(reverse("accounts:sessions-end"))

    assert not is_signed_in(thief)


def test_dead_sessions_are_not_listed(lena):
    here = browser(lena)
    there = browser(lena, PHONE)
    Session.objects.filter(session_key=there.session.session_key).delete()

    assert len(here.get(PAGE).context["sessions"]) == 1


def test_changed_password_keeps_this_browser_alone(lena):
    """A-AU-09, A-AU-10: under a new key."""
    here, there = browser(lena), browser(lena, PHONE)
    before = here.session.session_key
    new = "another long pass phrase"

    here.post(
        reverse("account_change_password"),
        {"oldpassword": PASSWORD, "password1": new, "password2": new},
    )

    assert is_signed_in(here)
    assert here.session.session_key != before
    assert not is_signed_in(there)
    assert [each.is_here for each in here.get(PAGE).context["sessions"]] == [True]


def test_session_is_bound_to_its_person(lena, stranger, client_of):
    client = client_of(stranger)

    assert client.session[SESSION_KEY] == str(stranger.pk)
    assert client.get(PAGE).context["sessions"] == []
