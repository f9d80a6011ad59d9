"""What the libraries announce about signing in, translated into our own actions."""

from allauth.account.authentication import (
    AUTHENTICATION_METHODS_SESSION_KEY,
    get_authentication_records,
)
from allauth.account.internal.flows.login import record_authentication
from allauth.account.models import EmailAddress
from allauth.account.signals import email_confirmed, password_reset
from allauth.account.signals import user_logged_in as came_in
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest

from accounts.actions.claims import drop_earlier_claims
from accounts.actions.identity_proofs import prove_by_identity_provider
from accounts.actions.members import confirm_member
from accounts.actions.sessions import end_all_sessions
from accounts.actions.staff_sign_in import record_sign_in
from accounts.models import User
from accounts.open_sessions import keep_this_session
from accounts.own_sign_up import is_claimed_elsewhere
from accounts.session_times import begin

_STRONG = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


@receiver(user_logged_in)
def begin_session(request: HttpRequest, **_: object) -> None:
    begin(request.session)


@receiver(came_in)
def prove_affiliation(user: User, sociallogin=None, **_: object) -> None:
    """Whoever comes by the company's identity provider proves again for whom he speaks."""
    if sociallogin is None:
        return
    claimed = sociallogin.account.extra_data.get("claimed")
    if claimed:
        prove_by_identity_provider(user=user, **claimed)


@receiver(came_in)
def note_staff(user: User, **_: object) -> None:
    record_sign_in(user=user)


@receiver(authenticator_added)
def trust_new_factor(
    request: HttpRequest, user: User, authenticator: Authenticator, **_: object
) -> None:
    """Setting one up has just shown that one has it; sessions without it are over."""
    if authenticator.type not in _STRONG:
        return
    record_authentication(request, user, "mfa", id=authenticator.pk, type=authenticator.type)
    _end_other_sessions(request, user)


@receiver(authenticator_removed)
def distrust_without_factor(request: HttpRequest, user: User, **_: object) -> None:
    """Once the last one is gone, no session counts as opened with one."""
    if not Authenticator.objects.filter(user=user, type__in=_STRONG).exists():
        records = get_authentication_records(request, user)
        request.session[AUTHENTICATION_METHODS_SESSION_KEY] = [
            each for each in records if each["method"] != "mfa"
        ]
    _end_other_sessions(request, user)


@receiver(email_confirmed)
def own_mailbox(request: HttpRequest, email_address: EmailAddress, **_: object) -> None:
    """By a link or by a code: what somebody else may have left there before goes."""
    user = email_address.user
    if is_claimed_elsewhere(request, user):
        drop_earlier_claims(user=user)
    confirm_member(user=user)


@receiver(password_reset)
def own_by_reset(user: User, **_: object) -> None:
    """The mailed link has shown whose mailbox it is."""
    if user.confirmed_at is None:
        drop_earlier_claims(user=user, keep_password=True)
        EmailAddress.objects.filter(user=user, email=user.email).update(verified=True)
        confirm_member(user=user)


def _end_other_sessions(request: HttpRequest, user: User) -> None:
    end_all_sessions(user=user, by=user)
    keep_this_session(request, user)
