"""The right to sign official answers takes two administrators; neither of them is its holder."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.actions.affiliation_life import suspend_affiliation
from accounts.actions.affiliations import end_affiliation
from accounts.actions.signing import (
    CannotSign,
    grant_signing_right,
    propose_signing_right,
    revoke_signing_right,
)
from accounts.models import SigningRight
from accounts.policies import may_sign
from tests.factories import make_affiliation, make_user


@pytest.fixture
def affiliation(helper):
    return make_affiliation(user=helper)


@pytest.fixture
def second(db):
    return make_user(roles="administrator")


@pytest.fixture
def right(affiliation, administrator) -> SigningRight:
    return propose_signing_right(affiliation=affiliation, by=administrator, reason="Leads the team")


def test_one_administrator_alone_gives_no_right(affiliation, administrator, right):
    """A-BG-11: four eyes."""
    with pytest.raises(CannotSign, match="second administrator"):
        grant_signing_right(right=right, by=administrator)

    assert not may_sign(affiliation)


def test_second_administrator_gives_it(affiliation, second, right):
    """A-BG-11"""
    grant_signing_right(right=right, by=second)
    grant_signing_right(right=right, by=second)

    assert may_sign(affiliation)
    what = affiliation.changes.order_by("id").values_list("what", "by")
    assert list(what)[1:] == [
        ("signing-proposed", right.proposed_by_id),
        ("signing-granted", second.pk),
    ]


def test_holder_takes_no_part_in_it(administrator, second):
    """A-BG-11: neither as the first nor as the second person."""
    own = make_affiliation(user=administrator)
    with pytest.raises(CannotSign):
        propose_signing_right(affiliation=own, by=administrator, reason="me")

    right = propose_signing_right(affiliation=own, by=second, reason="Leads the team")
    with pytest.raises(CannotSign):
        grant_signing_right(right=right, by=administrator)
    assert not may_sign(own)


@pytest.mark.parametrize("roles", ["", "employee", "curator", "moderator"])
def test_only_administrators_take_part(affiliation, right, roles):
    """A-BG-11"""
    by = make_user(roles=roles)
    with pytest.raises(CannotSign):
        propose_signing_right(affiliation=affiliation, by=by, reason="x")
    with pytest.raises(CannotSign):
        grant_signing_right(right=right, by=by)
    with pytest.raises(CannotSign):
        revoke_signing_right(right=right, by=by, because="x")


def test_database_takes_two_different_people(right):
    """A-BG-11"""
    with pytest.raises(IntegrityError), transaction.atomic():
        SigningRight.objects.update(granted_by=right.proposed_by, granted_at=timezone.now())


def test_any_administrator_revokes_it(affiliation, administrator, second, right):
    grant_signing_right(right=right, by=second)
    with pytest.raises(CannotSign, match="say why"):
        revoke_signing_right(right=right, by=administrator, because="")

    revoke_signing_right(right=right, by=administrator, because="Other task")

    assert not may_sign(affiliation)
    assert affiliation.changes.latest("id").why == "Other task"
    with pytest.raises(CannotSign, match="no longer stands"):
        grant_signing_right(right=right, by=second)


def test_holder_may_lay_it_down(affiliation, helper, second, right):
    grant_signing_right(right=right, by=second)

    revoke_signing_right(right=right, by=helper, because="Too much work")

    assert not may_sign(affiliation)


def test_it_rests_while_suspended_and_ends_with_the_affiliation(affiliation, second, right):
    """A-BG-08: rights end at once."""
    grant_signing_right(right=right, by=second)
    suspended = suspend_affiliation(affiliation=affiliation, because="x")
    assert not may_sign(suspended)

    ended = end_affiliation(affiliation=affiliation, by=second, because="left")

    assert not may_sign(ended)
    right.refresh_from_db()
    assert right.revoked_by == second
    assert ended.changes.filter(what="signing-revoked").exists()


def test_only_an_active_employee_can_get_it(stranger, administrator, second, affiliation, right):
    agency = make_affiliation(user=stranger, kind="agency")
    with pytest.raises(CannotSign, match="verified employee"):
        propose_signing_right(affiliation=agency, by=administrator, reason="x")

    suspend_affiliation(affiliation=affiliation, because="x")
    with pytest.raises(CannotSign, match="no longer stands"):
        grant_signing_right(right=right, by=second)


def test_one_open_proposal_at_a_time(affiliation, second, right):
    with pytest.raises(CannotSign, match="already"):
        propose_signing_right(affiliation=affiliation, by=second, reason="x")


def test_nobody_signs_for_himself(db):
    assert not may_sign(None)
