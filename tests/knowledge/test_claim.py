"""Two curators don't do the same: a claim says who is on it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from knowledge.actions.claiming import CLAIM_LASTS, CannotClaim, claim, release
from knowledge.models import Claim
from tests.factories import make_user

SUBJECT = "candidate-12"


@pytest.fixture
def jonas(db):
    return make_user(display_name="Jonas K.", roles="curator")


def test_claim_lasts_half_an_hour(curator):
    now = timezone.now()

    held = claim(subject=SUBJECT, by=curator, now=now)

    assert (held.person, held.until) == (curator, now + timedelta(minutes=30))


def test_nobody_else_can_claim_it_meanwhile(curator, jonas):
    claim(subject=SUBJECT, by=jonas)

    with pytest.raises(CannotClaim, match=r"Jonas K\. is on it already"):
        claim(subject=SUBJECT, by=curator)

    assert Claim.objects.get().person == jonas


def test_what_has_run_out_is_taken_over(curator, jonas):
    now = timezone.now()
    claim(subject=SUBJECT, by=jonas, now=now - CLAIM_LASTS)

    claim(subject=SUBJECT, by=curator, now=now)

    assert Claim.objects.get().person == curator


def test_claiming_again_begins_the_half_hour_anew(curator):
    now = timezone.now()
    claim(subject=SUBJECT, by=curator, now=now - timedelta(minutes=20))

    claim(subject=SUBJECT, by=curator, now=now)

    assert Claim.objects.get().until == now + CLAIM_LASTS


def test_only_an_own_claim_is_given_free(curator, jonas):
    claim(subject=SUBJECT, by=jonas)

    release(subject=SUBJECT, by=curator)
    assert Claim.objects.exists()

    release(subject=SUBJECT, by=jonas)
    assert not Claim.objects.exists()


@pytest.mark.parametrize("roles", ["", "employee", "moderator"])
def test_only_curators_claim(db, roles):
    with pytest.raises(CannotClaim):
        claim(subject=SUBJECT, by=make_user(roles=roles))

    assert not Claim.objects.exists()
