"""Forms of allauth that look a person up by a mailbox."""

from allauth.account.adapter import get_adapter
from allauth.account.forms import RequestLoginCodeForm, ResetPasswordForm
from allauth.core import context

from accounts.known_devices import count_guess
from accounts.mailbox import UnacceptableMailbox, canonical_mailbox
from accounts.models import User
from config.limits import TooOften


class ResetForm(ResetPasswordForm):
    def clean_email(self) -> str:
        """Whoever only claims a mailbox beside his own is not reached by it."""
        email = super().clean_email()
        _count("reset-mail", email)
        self.users = _reached_at(email)
        return email


class LoginCodeForm(RequestLoginCodeForm):
    def clean_email(self) -> str:
        email = super().clean_email()
        _count("code-mail", email)
        self._user = next(iter(_reached_at(email)), None)
        return email


def _count(scope: str, email: str) -> None:
    """Nobody is flooded, and whoever floods him does not keep him from his own code (A-AU-03)."""
    try:
        count_guess(context.request, scope, email)
    except TooOften:
        raise get_adapter().validation_error("mail_limit") from None


def _reached_at(email: str) -> list[User]:
    try:
        mailbox = canonical_mailbox(email)
    except UnacceptableMailbox:
        return []
    return list(User.objects.reached_at(mailbox).filter(is_active=True))
