"""An address that somebody only claimed may be another's: what waits there is not his."""

from io import BytesIO
from uuid import uuid4
from zipfile import ZipFile

import pytest
from allauth.account.models import EmailAddress
from django.utils import timezone

from accounts.models import User
from accounts.notifications.models import OutgoingMail, PausedAddress
from accounts.privacy.archive import write_archive
from community.actions.pending import keep_question
from community.models import PendingQuestion

VICTIM = "victim@example.org"


@pytest.fixture
def claimer(lena) -> User:
    """She entered the address of somebody else and cannot confirm it."""
    EmailAddress.objects.create(user=lena, email=VICTIM, verified=False)
    return lena


@pytest.fixture
def waiting(db) -> PendingQuestion:
    """A guest's question, whose link was mailed to the victim."""
    return keep_question(
        mailbox=VICTIM, submission=uuid4(), title="My secret", body="Red.", language="en"
    )


def copy_of(user: User) -> str:
    file = BytesIO()
    write_archive(file, user, timezone.now())
    return ZipFile(file).read("data.json").decode()


def test_copy_shows_nothing_that_waits_at_a_claimed_address(claimer, waiting):
    """L-GD-01, A-AZ-01: neither what its owner asked nor what was mailed to him."""
    mail = OutgoingMail.objects.get(to=VICTIM)

    written = copy_of(claimer)

    assert waiting.title not in written
    assert mail.subject not in written


def test_copy_shows_what_waits_at_ones_own_address(lena):
    keep_question(mailbox=lena.email, submission=uuid4(), title="Mine", body="Red.", language="en")

    assert "Mine" in copy_of(lena)


def test_erasing_the_claimer_takes_nothing_from_the_owner(claimer, waiting, erase):
    erase(claimer)

    assert PendingQuestion.objects.filter(pk=waiting.pk).exists()
    assert not EmailAddress.objects.filter(email=VICTIM).exists()


def test_mails_to_a_claimed_address_are_forgotten_too(claimer, erase):
    OutgoingMail.objects.create(to=VICTIM, subject="Confirm", state="sent", message_id="x")

    erase(claimer)

    assert not OutgoingMail.objects.filter(to=VICTIM).exists()


def test_paused_address_from_before_the_account_is_forgotten(lena, erase):
    PausedAddress.objects.create(address=lena.email, why="5.1.1")

    erase(lena)

    assert not PausedAddress.objects.exists()
