"""Accounts, roles, notices and limits at once."""

from functools import partial

import pytest
from django.test import Client
from django.urls import reverse

from accounts.actions.affiliations import CannotGrant
from accounts.actions.members import grant_role
from accounts.models import Affiliation, RoleGrant, User
from accounts.notifications.actions import mark_all_read, notify
from accounts.notifications.models import Notice, OutgoingMail
from config.limits import TooOften, count
from tests.factories import PASSWORD, make_affiliation, make_member, make_organisation, make_user
from tests.races.parallel import ROUNDS, THREADS, at_once, failures, times

SIGN_UP = reverse("account_signup")
SPELLINGS = ["lena@example.org", "LENA@example.org", "Lena@EXAMPLE.org", " lena@Example.org "]


def sign_up(number: int, **values):
    form = {
        "email": f"person{number}@example.org",
        "display_name": f"Newcomer {number} Abc",
        "password1": PASSWORD,
    }
    return Client().post(SIGN_UP, form | values)


@pytest.fixture(autouse=True)
def _no_limits_of_the_library(settings):
    settings.ACCOUNT_RATE_LIMITS = False


def test_mailbox_signed_up_at_once_is_one_account(settings):
    """C-02, A-AU-16: in four spellings; the others take the path of a known mailbox."""
    settings.LIMITS_FACTOR = 10
    results = at_once(
        partial(sign_up, number, email=SPELLINGS[number % 4]) for number in range(THREADS)
    )

    assert failures(results) == []
    places = {(response.status_code, response["Location"]) for response in results}
    assert places == {(302, reverse("account_email_verification_sent"))}
    assert User.objects.filter(email="lena@example.org").count() == User.objects.count() == 1


def test_name_taken_at_once_is_one_members_name():
    """C-02, A-UN-06"""
    names = ["Lena B.", "lena b", "Lеna B.", "LENA B."]
    results = at_once(
        partial(sign_up, number, display_name=names[number % 4]) for number in range(THREADS)
    )

    assert failures(results) == []
    assert {response.status_code for response in results} <= {200, 302}
    assert User.objects.count() == 1


def test_hundred_acts_at_once_pass_a_limit_of_five_five_times():
    """C-23"""
    results = at_once(partial(count, "ask", "somebody") for _ in range(100))

    refused = failures(results)
    assert all(isinstance(problem, TooOften) for problem in refused)
    assert len(refused) == 95


def test_guessing_at_once_is_no_way_around_the_limit(settings, monkeypatch):
    """A-AU-03: at most five passwords of one account are tried, from one network too."""
    make_member(email="lena@example.org")
    tried = []
    monkeypatch.setattr(User, "check_password", lambda self, raw: bool(tried.append(raw)))
    form = {"login": "lena@example.org", "password": "a wrong pass phrase"}

    results = at_once(
        partial(Client().post, reverse("account_login"), form) for _ in range(THREADS * 2)
    )

    assert failures(results) == []
    assert len(tried) <= 5


def test_affiliation_granted_at_once_is_granted_once(helper):
    """A-BG-17"""
    make_organisation()
    for _ in range(ROUNDS):
        results = at_once(times(THREADS, partial(make_affiliation, user=helper)))
        refused = failures(results)
        assert all(isinstance(problem, CannotGrant) for problem in refused)
        assert len(refused) == THREADS - 1
        Affiliation.objects.update(ended_at="2026-01-01T00:00:00Z")


def test_role_granted_at_once_is_granted_once(helper, administrator):
    grant = partial(
        grant_role, user=helper, role=User.Role.CURATOR, by=administrator, reason="writes well"
    )
    assert failures(at_once(times(THREADS, grant))) == []
    assert RoleGrant.objects.count() == 1


def test_event_told_at_once_is_told_once():
    """A-ML-07, C-20"""
    people = [make_user() for _ in range(4)]
    ids = [person.pk for person in people]
    for number in range(ROUNDS):
        results = at_once(
            partial(
                notify,
                user_ids=ids[place % 4 :] + ids[: place % 4],
                kind="answered",
                subject_id=1,
                key=f"answered:{number}",
            )
            for place in range(THREADS)
        )
        assert failures(results) == []
        assert sum(results) == len(people)

    assert Notice.objects.count() == OutgoingMail.objects.count() == ROUNDS * len(people)
    assert set(User.objects.values_list("unread_count", flat=True)) == {ROUNDS}


def test_reading_while_being_told_leaves_a_true_count(asker):
    for number in range(ROUNDS):
        calls = [
            partial(notify, user_ids=[asker.pk], kind="x", subject_id=1, key=f"{number}:{place}")
            for place in range(THREADS // 2)
        ]
        calls += times(THREADS // 2, partial(mark_all_read, user=asker))
        assert failures(at_once(calls)) == []
        asker.refresh_from_db()
        assert asker.unread_count == Notice.objects.filter(user=asker, read_at=None).count()
