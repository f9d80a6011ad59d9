import secrets

from django.conf import settings
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core.cache import cache

from accounts.models import User


class ResetTokens(PasswordResetTokenGenerator):
    """Links to set a new password; each dies with the next one that is asked for (A-AU-05)."""

    def make_token(self, user: User) -> str:
        timeout = settings.PASSWORD_RESET_TIMEOUT
        cache.set(_link_key(user), secrets.token_hex(8), timeout=timeout)
        return super().make_token(user)

    def _make_hash_value(self, user: User, timestamp: int) -> str:
        return f"{super()._make_hash_value(user, timestamp)}{cache.get(_link_key(user), '')}"


def _link_key(user: User) -> str:
    return f"reset-link:{user.pk}"
