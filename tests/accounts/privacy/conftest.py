"""A member with something in every corner, and an erasure from the wish to the end."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import User
from accounts.privacy.actions import TIME_TO_THINK, request_erasure
from accounts.privacy.erasing import SETTLING, carry_out_due
from tests.factories import make_member


@pytest.fixture(autouse=True)
def _own_files(settings, tmp_path):
    settings.EXPORT_DIR = tmp_path / "exports"
    settings.TOMBSTONE_FILE = tmp_path / "tombstones.jsonl"


@pytest.fixture
def lena(db) -> User:
    return make_member(email="lena@example.org", display_name="Lena B.")


@pytest.fixture
def erase(send_mails):
    """Ask, wait a week, and let the worker come by as often as it takes."""

    def carry_through(user: User, *, keeps_texts: bool = True) -> User:
        request_erasure(user=user, keeps_texts=keeps_texts)
        send_mails()
        due = timezone.now() + TIME_TO_THINK + timedelta(seconds=1)
        carry_out_due(now=due)
        send_mails()
        assert carry_out_due(now=due + SETTLING + timedelta(minutes=2)) == 1
        user.refresh_from_db()
        return user

    return carry_through
