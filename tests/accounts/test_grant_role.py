import pytest

from accounts.actions.members import CannotGrant, grant_role, revoke_role
from accounts.models import RoleGrant, User
from config.events.models import Event
from tests.factories import make_user

CURATOR = User.Role.CURATOR


def test_administrator_grants_a_role_and_it_is_recorded(administrator, helper):
    grant_role(user=helper, role=CURATOR, by=administrator, reason="writes well")

    helper.refresh_from_db()
    assert helper.is_curator
    grant = RoleGrant.objects.get(user=helper)
    assert (grant.granted_by, grant.reason) == (administrator, "writes well")
    event = Event.objects.get(name="accounts.RoleGranted")
    assert (event.payload, event.actor) == (
        {"user_id": helper.pk, "role": "curator"},
        administrator,
    )


def test_granting_twice_opens_one_grant(administrator, helper):
    for _ in range(2):
        grant_role(user=helper, role=CURATOR, by=administrator, reason="writes well")

    assert RoleGrant.objects.filter(user=helper).count() == 1
    assert Event.objects.filter(name="accounts.RoleGranted").count() == 1


def test_roles_add_up_and_are_taken_one_by_one(administrator, helper):
    grant_role(user=helper, role=User.Role.MODERATOR, by=administrator, reason="calm")
    grant_role(user=helper, role=CURATOR, by=administrator, reason="writes well")

    revoke_role(user=helper, role=User.Role.MODERATOR, by=administrator)

    helper.refresh_from_db()
    assert helper.is_curator
    assert not helper.is_moderator
    closed = RoleGrant.objects.get(user=helper, role=User.Role.MODERATOR)
    assert closed.revoked_by == administrator
    assert closed.revoked_at is not None


def test_revoking_what_nobody_holds_changes_nothing(administrator, helper):
    revoke_role(user=helper, role=CURATOR, by=administrator)

    assert not RoleGrant.objects.exists()
    assert not Event.objects.filter(name="accounts.RoleRevoked").exists()


def test_revoked_role_can_be_granted_again(administrator, helper):
    grant_role(user=helper, role=CURATOR, by=administrator, reason="writes well")
    revoke_role(user=helper, role=CURATOR, by=administrator)
    grant_role(user=helper, role=CURATOR, by=administrator, reason="came back")

    helper.refresh_from_db()
    assert helper.is_curator
    assert RoleGrant.objects.filter(user=helper).count() == 2


@pytest.mark.parametrize("roles", ["", "employee", "curator", "moderator"])
def test_only_an_administrator_grants_and_revokes(administrator, helper, roles):
    """A-AZ-10: both directions."""
    other = make_user(roles=roles)
    with pytest.raises(CannotGrant):
        grant_role(user=helper, role=CURATOR, by=other, reason="a favour")

    grant_role(user=helper, role=CURATOR, by=administrator, reason="writes well")
    with pytest.raises(CannotGrant):
        revoke_role(user=helper, role=CURATOR, by=other)

    helper.refresh_from_db()
    assert helper.is_curator


def test_nobody_grants_to_himself(administrator):
    """A-BG-11"""
    with pytest.raises(CannotGrant):
        grant_role(user=administrator, role=CURATOR, by=administrator, reason="why not")


def test_command_on_the_server_grants_without_a_person(helper):
    grant_role(user=helper, role=User.Role.ADMINISTRATOR, by=None, reason="first administrator")

    helper.refresh_from_db()
    assert helper.is_administrator
    assert helper.is_staff


def test_administrator_may_do_what_curators_and_moderators_do(administrator):
    assert administrator.is_curator
    assert administrator.is_moderator


def test_closed_administrator_is_no_staff():
    assert not User(roles="administrator", is_active=False).is_staff
