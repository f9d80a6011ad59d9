"""Accounts that nobody needs any more: never confirmed, or not used for years."""

from datetime import datetime, timedelta

import pytest
from allauth.account.models import EmailAddress
from django.utils import timezone

from accounts.actions.members import confirm_member
from accounts.models import ReservedName, User
from accounts.notifications.models import OutgoingMail
from accounts.privacy import inactivity
from accounts.privacy.erasing import carry_out_due
from accounts.privacy.models import Erasure
from config import retention
from tests.factories import make_employee, make_member, make_user

NOW = timezone.now()
DAY = timedelta(days=1)

pytestmark = pytest.mark.django_db


def unconfirmed() -> None:
    member = make_member(email="new@example.org", verified=False, confirmed_at=None, created_at=NOW)
    ReservedName.objects.create(name_key=member.name_key, until=NOW + 2 * DAY)


def test_name_of_an_account_that_was_never_confirmed_is_free_again():
    unconfirmed()

    retention.retain(now=NOW + 15 * DAY)

    assert not ReservedName.objects.exists()
    assert not EmailAddress.objects.exists()


def test_who_confirms_while_the_job_runs_stays(monkeypatch):
    """L-GD-05: never too early."""
    unconfirmed()
    member = User.objects.get()
    delete = inactivity._delete

    def confirm_just_before(stale, pk) -> bool:
        confirm_member(user=member)
        return delete(stale, pk)

    monkeypatch.setattr(inactivity, "_delete", confirm_just_before)

    assert inactivity.delete_unconfirmed(NOW + 15 * DAY) == 0
    assert User.objects.filter(pk=member.pk).exists()


def test_confirmed_and_imported_accounts_are_no_newcomers():
    make_member(email="lena@example.org", created_at=NOW)
    make_user(email=None, created_at=NOW)

    retention.retain(now=NOW + 15 * DAY)

    assert User.objects.count() == 2


def years(number: int) -> datetime:
    return NOW + timedelta(days=365 * number)


@pytest.fixture
def silent() -> User:
    """Seen for the last time now."""
    return make_member(email="silent@example.org", created_at=NOW, last_login=NOW)


def test_who_was_not_here_for_three_years_is_told_and_erased_a_month_later(silent, send_mails):
    """L-GD-05"""
    retention.retain(now=years(3) - DAY)
    assert not Erasure.objects.exists()

    retention.retain(now=years(3) + DAY)
    erasure = Erasure.objects.get()
    assert erasure.due_at == years(3) + 31 * DAY
    assert erasure.keeps_texts
    assert OutgoingMail.objects.get().to == "silent@example.org"

    assert carry_out_due(now=erasure.due_at - DAY) == 0
    carry_out_due(now=erasure.due_at + DAY)
    silent.refresh_from_db()
    assert silent.erased_at


def test_announcement_says_how_to_keep_the_account(silent):
    retention.retain(now=years(3) + DAY)

    assert "just sign in" in OutgoingMail.objects.get().text


def test_announcement_comes_once(silent):
    for days in (1, 2, 3):
        retention.retain(now=years(3) + days * DAY)

    assert OutgoingMail.objects.count() == 1


def test_sign_in_keeps_the_account(silent):
    retention.retain(now=years(3) + DAY)
    User.objects.filter(pk=silent.pk).update(last_login=years(3) + 5 * DAY)

    carry_out_due(now=years(3) + 40 * DAY)

    silent.refresh_from_db()
    assert silent.is_active
    assert silent.erases_at is None
    assert Erasure.objects.get().cancelled_at


def test_people_who_work_here_are_left_out(administrator):
    User.objects.update(last_login=NOW)
    make_employee(last_login=NOW)

    retention.retain(now=years(5))

    assert not Erasure.objects.exists()


def test_operator_may_keep_silent_accounts(silent, settings):
    settings.INACTIVE_YEARS = 0

    retention.retain(now=years(9))

    assert not Erasure.objects.exists()
