"""Where allauth meets our own rules about mailboxes, names, limits and mail."""

import secrets
from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import get_language

from accounts.actions.members import confirm_member
from accounts.events import MemberJoined
from accounts.mailbox import UnacceptableMailbox, canonical_mailbox
from accounts.names import name_key
from accounts.notifications.actions import queue_account_mail
from config.events.bus import record
from config.limits import TooOften, count, visitor


class AccountAdapter(DefaultAccountAdapter):
    def clean_email(self, email: str) -> str:
        """Canonicalise at the door, so that one mailbox is one account; refuse what is doubtful."""
        try:
            return canonical_mailbox(email)
        except UnacceptableMailbox as problem:
            raise ValidationError(str(problem)) from None

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count before anything is hashed (A-AU-03)."""
        try:
            count("login", visitor(request))
        except TooOften:
            raise self.validation_error("too_many_login_attempts") from None
        super().pre_authenticate(request, **credentials)

    @transaction.atomic
    def save_user(self, request, user, form, commit: bool = True):
        user.display_name = form.cleaned_data["display_name"]
        user.name_key = name_key(user.display_name)
        user.language = get_language() or user.language
        user.confirmed_at = None
        super().save_user(request, user, form, commit=commit)
        if commit:
            record(MemberJoined(user.pk), actor=user)
        return user

    def confirm_email(self, request: HttpRequest, email_address) -> bool:
        is_confirmed = super().confirm_email(request, email_address)
        if is_confirmed:
            confirm_member(user=email_address.user)
        return is_confirmed

    def get_email_confirmation_url(self, request, emailconfirmation) -> str:
        return _at_our_address(super().get_email_confirmation_url(request, emailconfirmation))

    def get_reset_password_from_key_url(self, key: str) -> str:
        return _at_our_address(super().get_reset_password_from_key_url(key))

    def send_mail(self, template_prefix: str, email: str, context: dict) -> None:
        """Owe the mail instead of sending it: a request never waits for the mail server."""
        message = self.render_mail(template_prefix, email, _mail_context() | context)
        alternatives = getattr(message, "alternatives", [])
        queue_account_mail(
            to=email,
            subject=message.subject,
            text=message.body,
            html=alternatives[0][0] if alternatives else "",
        )


class ResetTokens(PasswordResetTokenGenerator):
    """Links to set a new password; each dies with the next one that is asked for (A-AU-05)."""

    def make_token(self, user) -> str:
        timeout = settings.PASSWORD_RESET_TIMEOUT
        cache.set(_link_key(user), secrets.token_hex(8), timeout=timeout)
        return super().make_token(user)

    def _make_hash_value(self, user, timestamp: int) -> str:
        return f"{super()._make_hash_value(user, timestamp)}{cache.get(_link_key(user), '')}"


def _link_key(user) -> str:
    return f"reset-link:{user.pk}"


def _at_our_address(url: str) -> str:
    """A link in a mail must not follow the Host header of whoever asked for the mail."""
    return settings.BASE_URL + urlsplit(url).path


def _mail_context() -> dict:
    return {
        "community": settings.COMMUNITY,
        "base_url": settings.BASE_URL,
        "reset_minutes": settings.PASSWORD_RESET_TIMEOUT // 60,
    }
