"""Signing in, roles and marks go into the record (L-AU-03)."""

import pytest

from accounts.actions.affiliations import end_affiliation
from accounts.actions.deactivation import deactivate_member
from accounts.actions.members import CannotGrant, grant_role, revoke_role
from accounts.models import Affiliation
from config.audit.models import AuditRecord
from config.audit.recording import about_person, pseudonym_of
from tests.accounts.second_factor import code, make_staff, sign_in
from tests.factories import make_affiliation, make_member, make_user

pytestmark = pytest.mark.django_db


def acts() -> list[str]:
    return list(AuditRecord.objects.order_by("id").values_list("act", flat=True))


def test_sign_in_with_a_role_is_on_record(client, settings):
    """L-AU-03."""
    settings.REQUIRE_SECOND_FACTOR = True
    curator, secret = make_staff("curator")

    sign_in(client, curator, code(secret))

    (record,) = AuditRecord.objects.all()
    assert (record.act, record.person) == ("staff-signed-in", pseudonym_of(curator))
    assert (record.roles, record.origin) == ("curator", "127.0.0.0/24")


def test_wrong_second_factor_is_on_record(client):
    """L-AU-03: “failed attempts”; nobody knows who it was."""
    curator, _secret = make_staff("curator")

    sign_in(client, curator, "000000")

    (record,) = AuditRecord.objects.all()
    assert (record.act, record.person) == ("staff-sign-in-failed", "")
    assert record.subject == about_person(curator)


def test_members_come_and_go_unrecorded(client):
    sign_in(client, make_member(email="lena@example.org"))

    assert acts() == []


def test_roles_are_on_record_with_the_reason(stranger, administrator):
    """L-AU-03."""
    grant_role(user=stranger, role="curator", by=administrator, reason="Writes well")
    revoke_role(user=stranger, role="curator", by=administrator)

    granted, revoked = AuditRecord.objects.order_by("id")
    assert (granted.act, revoked.act) == ("role-granted", "role-revoked")
    assert granted.person == revoked.person == pseudonym_of(administrator)
    assert granted.words.why == "Writes well"


def test_refused_grant_leaves_nothing(stranger, moderator):
    with pytest.raises(CannotGrant):
        grant_role(user=stranger, role="curator", by=moderator, reason="Please")

    assert acts() == []


def test_mark_is_on_record_from_grant_to_end(administrator):
    """L-AU-03."""
    affiliation = make_affiliation(user=make_user())

    end_affiliation(affiliation=affiliation, by=administrator, because="Left the company")

    assert acts() == ["affiliation-granted", "affiliation-revoked"]
    assert set(AuditRecord.objects.values_list("subject", flat=True)) == {
        f"affiliation-{Affiliation.objects.get().pk}"
    }


def test_closed_account_is_on_record(stranger, administrator):
    deactivate_member(user=stranger, by=administrator)

    assert acts() == ["member-deactivated"]
