import pytest
from django.urls import reverse

from accounts.actions.deactivation import (
    CannotDeactivate,
    deactivate_member,
    reactivate_member,
)
from accounts.actions.members import grant_role, revoke_role
from accounts.actions.sessions import end_all_sessions
from accounts.models import User
from config.events.models import Event
from tests.accounts.second_factor import sign_in
from tests.factories import make_member, make_user

PAGE = reverse("accounts:points")


@pytest.fixture
def lena(db):
    return make_member(email="lena@example.org", display_name="Lena B.")


def is_signed_in(client) -> bool:
    return client.get(PAGE).status_code == 200


def test_closed_account_is_signed_out_at_once_and_stays_out(lena, administrator, client_of, client):
    """A-AU-09, A-AZ-16"""
    hers = client_of(lena)

    deactivate_member(user=lena, by=administrator)

    assert not is_signed_in(hers)
    sign_in(client, lena)
    assert not is_signed_in(client)
    event = Event.objects.get(name="accounts.MemberDeactivated")
    assert event.payload == {"user_id": lena.pk}


def test_opening_it_again_revives_no_session(lena, administrator, client_of, client):
    """A-AU-09"""
    hers = client_of(lena)
    deactivate_member(user=lena, by=administrator)

    reactivate_member(user=lena, by=administrator)

    assert not is_signed_in(hers)
    sign_in(client, lena)
    assert is_signed_in(client)


def test_closing_twice_is_recorded_once(lena, administrator):
    for _ in range(2):
        deactivate_member(user=lena, by=administrator)

    assert Event.objects.filter(name="accounts.MemberDeactivated").count() == 1


@pytest.mark.parametrize("roles", ["", "employee", "curator", "moderator"])
def test_only_an_administrator_closes_and_opens(lena, roles):
    """A-AZ-10"""
    other = make_user(roles=roles)
    for act in (
        lambda: deactivate_member(user=lena, by=other),
        lambda: reactivate_member(user=lena, by=other),
    ):
        with pytest.raises(CannotDeactivate):
            act()

    assert User.objects.get(pk=lena.pk).is_active


def test_nobody_closes_himself(administrator):
    with pytest.raises(CannotDeactivate):
        deactivate_member(user=administrator, by=administrator)


def test_erased_account_is_not_opened_again(lena, administrator):
    deactivate_member(user=lena, by=administrator)
    User.objects.filter(pk=lena.pk).update(erased_at="2026-01-01T00:00:00Z")

    with pytest.raises(CannotDeactivate, match="erased"):
        reactivate_member(user=lena, by=administrator)


def test_granted_or_revoked_role_ends_all_sessions(lena, administrator, client_of):
    """A-AU-09, A-AU-10: rights change with a new session only."""
    for change in (
        lambda: grant_role(user=lena, role="curator", by=administrator, reason="writes well"),
        lambda: revoke_role(user=lena, role="curator", by=administrator),
    ):
        hers = client_of(User.objects.get(pk=lena.pk))
        assert is_signed_in(hers)
        change()
        assert not is_signed_in(hers)


def test_sessions_of_others_go_on(lena, stranger, client_of):
    his = client_of(stranger)

    end_all_sessions(user=lena)

    assert is_signed_in(his)
