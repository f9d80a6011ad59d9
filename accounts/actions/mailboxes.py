"""Whoever shows that a mailbox is his gets what is his, and nothing that others left there."""

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models import Q

from accounts.actions.claims import remove_claimed_account
from accounts.actions.members import create_member
from accounts.models import User


def owner_of_mailbox(mailbox: str) -> User | None:
    """The member who has shown that this canonical mailbox is his, also one whose account is
    closed; nobody for an address that was only claimed."""
    shown = EmailAddress.objects.filter(email=mailbox, verified=True).select_related("user")
    address = shown.first()
    if address is not None:
        return address.user
    return User.objects.filter(
        Q(confirmed_at__isnull=False) | Q(is_active=False), email=mailbox
    ).first()


@transaction.atomic
def join_by_mailbox(*, mailbox: str, display_name: str, language: str) -> User:
    """Create the account of somebody who has just shown that `mailbox` is his, without a password.

    An account that claimed the mailbox and never confirmed it goes, with its password, name and
    everything tied to it (A-AU-15). Raises IntegrityError where the name is taken.
    """
    remove_claimed_account(mailbox=mailbox)
    member = create_member(display_name=display_name, email=mailbox, language=language)
    confirm_mailbox(user=member, mailbox=mailbox)
    return member


@transaction.atomic
def confirm_mailbox(*, user: User, mailbox: str) -> None:
    """Note that `user`, whose mailbox it is, has shown it just now."""
    known = EmailAddress.objects.filter(user=user)
    if not known.filter(email=mailbox).update(verified=True):
        is_first = not known.filter(primary=True).exists()
        EmailAddress.objects.create(user=user, email=mailbox, verified=True, primary=is_first)
