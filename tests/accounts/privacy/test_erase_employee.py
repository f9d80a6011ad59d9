"""Somebody who spoke for the company leaves for good: what must stay provable stays."""

import pytest

from accounts.actions.members import grant_role
from accounts.actions.signing import grant_signing_right, propose_signing_right
from accounts.events import AffiliationEnded, RoleRevoked
from accounts.models import AffiliationChange, RoleGrant, SigningRight, User
from accounts.privacy.actions import CannotErase, request_erasure
from config.events.bus import name_of
from config.events.models import Event
from tests.factories import list_domain, make_proved_employee, make_user

What = AffiliationChange.What


@pytest.fixture
def signer(administrator) -> User:
    """Proved by her mailbox; two administrators let her sign."""
    list_domain("corp.de")
    affiliation = make_proved_employee(email="kim@corp.de", display_name="Miriam V.")
    right = propose_signing_right(
        affiliation=affiliation, by=administrator, reason="Miriam Vogt knows the routers"
    )
    grant_signing_right(right=right, by=make_user(roles="administrator"))
    return affiliation.user


def test_mark_ends_with_a_line_of_history_and_an_event(signer, erase):
    """L-AU-05"""
    erase(signer)

    lines = AffiliationChange.objects.order_by("id").values_list("what", flat=True)
    assert list(lines)[-2:] == [What.SIGNING_REVOKED, What.REVOKED]
    assert Event.objects.filter(name=name_of(AffiliationEnded)).count() == 1


def test_right_to_sign_does_not_outlive_the_account(signer, erase):
    """A-AZ-16"""
    erase(signer)

    assert SigningRight.objects.get().revoked_at
    assert not SigningRight.objects.open().exists()


def test_history_names_nobody(signer, erase):
    """L-GD-02: neither in full nor by the mailbox; what others decided stays."""
    affiliation = signer.affiliations.get()
    AffiliationChange.objects.create(affiliation=affiliation, what=What.CHANGED, why="marriage")
    AffiliationChange.objects.create(
        affiliation=affiliation, what=What.CHANGED, why="as miriam v. asked"
    )

    erase(signer)

    written = str([*AffiliationChange.objects.values(), *SigningRight.objects.values()])
    for telling in ("Vogt", "miriam", "kim@corp.de"):
        assert telling not in written
    assert AffiliationChange.objects.filter(why="marriage").exists()


def test_role_ends_with_an_event(administrator, erase):
    make_user(roles="administrator")
    curator = make_user(email="jana@example.org")
    grant_role(user=curator, role="curator", by=administrator, reason="writes well")

    erase(curator)

    assert Event.objects.filter(name=name_of(RoleRevoked)).exists()
    assert not RoleGrant.objects.filter(user=curator, revoked_at=None).exists()


def test_two_administrators_cannot_both_leave(administrator):
    other = make_user(roles="administrator")
    request_erasure(user=other, keeps_texts=True)

    with pytest.raises(CannotErase):
        request_erasure(user=administrator, keeps_texts=True)
