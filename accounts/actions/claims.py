"""What somebody claimed before the owner of the mailbox came: it must be worth nothing to him."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.db import transaction

from accounts.actions.sessions import end_all_sessions
from accounts.models import User


@transaction.atomic
def drop_earlier_claims(*, user: User, keep_password: bool = False) -> None:
    """Take from a never confirmed account every way in that its maker may know (A-AU-15).

    Called when the owner of the mailbox shows himself; `keep_password` where he set it just now.
    """
    if not keep_password:
        user.set_unusable_password()
        user.save(update_fields=["password"])
    SocialAccount.objects.filter(user=user).delete()
    Authenticator.objects.filter(user=user).delete()
    EmailAddress.objects.filter(user=user, verified=False).exclude(email=user.email).delete()
    end_all_sessions(user=user, by=user)


@transaction.atomic
def remove_claimed_account(*, mailbox: str) -> None:
    """Delete the account that claimed `mailbox` and never confirmed it, if there is one."""
    User.objects.only_claimed().filter(email=mailbox).delete()
