"""Where allauth meets our own rules about mailboxes, names, limits, sessions and mail."""

from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse, ReauthenticationRequired
from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.contrib.messages import ERROR
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.account_texts import CHANGES, WAYS
from accounts.actions.sessions import end_all_sessions
from accounts.disposable_mail import is_disposable
from accounts.events import MemberJoined
from accounts.known_devices import Guess, count_guess, remember_device
from accounts.mailbox import UnacceptableMailbox, abuse_key, canonical_mailbox
from accounts.models import User
from accounts.names import name_key
from accounts.notifications.actions import queue_account_mail
from accounts.own_sign_up import asks_for_password, remember_sign_up
from accounts.passwords import LONGEST_PASSWORD
from accounts.session_times import proved_lately
from config.events.bus import record
from config.limits import TooOften, count, stand_in_address, unnamed


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "disposable": _("Please use an address that you keep: we send answers to it."),
        "mail_limit": _("We have sent several mails to this address. Please wait a little."),
        "sign_up_limit": _("Many accounts were made with this mailbox today. Come back tomorrow."),
        "unverified_person": _(
            "Your device did not check that it is you. Set a PIN, a fingerprint or a face on it,"
            " or sign in another way."
        ),
    }

    def clean_email(self, email: str) -> str:
        """Canonicalise at the door, so that one mailbox is one account; refuse what is doubtful."""
        try:
            return canonical_mailbox(email)
        except UnacceptableMailbox as problem:
            raise ValidationError(str(problem)) from None

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count before anything is hashed (A-AU-03), and hash nothing endless (A-AU-18)."""
        if len(credentials.get("password", "")) > LONGEST_PASSWORD:
            raise self.validation_error("email_password_mismatch")
        try:
            self._guess: Guess | None = count_guess(
                request, "login", _spelled_once(credentials.get("email", ""))
            )
        except TooOften:
            raise self.validation_error("too_many_login_attempts") from None
        super().pre_authenticate(request, **credentials)

    def authenticate(self, request: HttpRequest, **credentials: Any):
        user = super().authenticate(request, **credentials)
        if user and self._guess:
            self._guess.was_right()
        return user

    def validate_unique_email(self, email: str) -> str:
        """Asked at sign-up, about a known mailbox as about an unknown one (A-AU-20)."""
        if is_disposable(email):
            raise self.validation_error("disposable")
        try:
            count("sign-up-mailbox", unnamed(abuse_key(email)))
        except TooOften:
            raise self.validation_error("sign_up_limit") from None
        return super().validate_unique_email(email)

    @transaction.atomic
    def save_user(self, request, user, form, commit: bool = True):
        user.display_name = form.cleaned_data["display_name"]
        user.name_key = name_key(user.display_name)
        user.language = get_language() or user.language
        user.confirmed_at = None
        super().save_user(request, user, form, commit=commit)
        if commit:
            record(MemberJoined(user.pk), actor=user)
            remember_sign_up(request, user)
        return user

    @transaction.atomic
    def set_password(self, user: User, password: str) -> None:
        user.set_password(password)
        user.save(update_fields=["password"])
        end_all_sessions(user=user, by=user)

    @transaction.atomic
    def confirm_email(self, request: HttpRequest, email_address) -> bool:
        """What follows from it is in `receivers.own_mailbox`: codes confirm without coming here."""
        user = email_address.user
        if asks_for_password(request, user):
            self._compare(request, user)
        elif email_address.email != user.email and request.user != user:
            raise ImmediateHttpResponse(redirect_to_login(request.get_full_path()))
        return super().confirm_email(request, email_address)

    def _compare(self, request: HttpRequest, user: User) -> None:
        """Whoever opens the link elsewhere than he signed up may give the password."""
        password = request.POST.get("password", "")
        if not password:
            return
        if not self._knows(request, user, password):
            self.add_message(request, ERROR, message=self.error_messages["incorrect_password"])
            raise ImmediateHttpResponse(redirect(request.get_full_path()))
        remember_sign_up(request, user)

    def _knows(self, request: HttpRequest, user: User, password: str) -> bool:
        try:
            return self.authenticate(request, email=user.email, password=password) == user
        except ValidationError:
            return False

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        response = super().post_login(request, user, **kwargs)
        if user.email:
            remember_device(request, response, user.email)
        return response

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Whoever signed in or proved himself within 15 minutes is not asked again.

        The library asks nobody who has neither password nor second factor; we do, by mail.
        """
        if proved_lately(context.request):
            return False
        if not super().get_reauthentication_methods(context.request.user):
            raise ReauthenticationRequired
        return super().is_reauthentication_required(app=app, **kwargs)

    def get_reauthentication_methods(self, user) -> list[dict]:
        methods = super().get_reauthentication_methods(user)
        if not methods and user.is_authenticated and user.email:
            methods = [{"id": "mailed_code", "url": reverse("accounts:confirm-by-mail")}]
        return [each | {"description": WAYS[each["id"]]} for each in methods]

    def get_client_ip(self, request: HttpRequest) -> str:
        """For counters and the list of sessions, where no address belongs (A-PR-02)."""
        return stand_in_address(request)

    def get_email_confirmation_url(self, request, emailconfirmation) -> str:
        return _at_our_address(super().get_email_confirmation_url(request, emailconfirmation))

    def get_reset_password_from_key_url(self, key: str) -> str:
        return _at_our_address(super().get_reset_password_from_key_url(key))

    def send_notification_mail(
        self,
        template_prefix: str,
        user: User,
        context: dict | None = None,
        email: str | None = None,
    ) -> None:
        """Tell the owner what was changed, without the address and browser of who did it."""
        what = CHANGES.get(template_prefix.rpartition("/")[2])
        to = email or user.email
        if what and to:
            self.send_mail("account/email/account_changed", to, {"what": what})

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


def _spelled_once(typed: str) -> str:
    """However a mailbox was spelled, its guesses are counted together."""
    try:
        return canonical_mailbox(typed)
    except UnacceptableMailbox:
        return ""


def _at_our_address(url: str) -> str:
    """A link in a mail must not follow the Host header of whoever asked for the mail."""
    return settings.BASE_URL + urlsplit(url).path


def _mail_context() -> dict:
    return {
        "community": settings.COMMUNITY,
        "base_url": settings.BASE_URL,
        "reset_minutes": settings.PASSWORD_RESET_TIMEOUT // 60,
    }
