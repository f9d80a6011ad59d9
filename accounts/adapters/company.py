"""Signing in by an identity provider: what of its word counts, and what does not."""

import hashlib
from dataclasses import asdict
from typing import Any

import requests
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import (
    DefaultSocialAccountAdapter,
    _build_apps_from_settings,
)
from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import render

from accounts.actions.members import confirm_member
from accounts.identity_providers import read_claims
from accounts.mailbox import UnacceptableMailbox, canonical_mailbox
from accounts.models import User

_PATIENCE = 5


class CompanySignInAdapter(DefaultSocialAccountAdapter):
    def list_apps(self, request, provider=None, client_id=None) -> list:
        """Providers come from the configuration alone: none is added by a form."""
        found = _build_apps_from_settings(provider=provider, client_id=client_id)
        return [app for apps in found.values() for app in apps]

    def get_requests_session(self) -> requests.Session:
        return _Patient()

    def populate_user(self, request: HttpRequest, sociallogin: SocialLogin, data: dict) -> User:
        """Before anybody is looked up: who it is says issuer and subject, never an address."""
        if sociallogin.account.provider in settings.OIDC_ISSUERS:
            _read_identity(sociallogin)
        sociallogin.email_addresses = _confirmed(sociallogin)
        user = sociallogin.user
        user.email = next((address.email for address in sociallogin.email_addresses), None)
        return user

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """The provider took its time: what changed meanwhile must not be written back."""
        if request.user.is_authenticated:
            request.user.refresh_from_db()

    def save_user(self, request: HttpRequest, sociallogin: SocialLogin, form=None) -> User:
        user = super().save_user(request, sociallogin, form)
        if user.emailaddress_set.filter(email=user.email, verified=True).exists():
            confirm_member(user=user)
        return user


class _Patient(requests.Session):
    """A provider that is away, or talks nonsense, is a page that names the other ways in (F-29)."""

    def request(self, method, url, **options: Any) -> requests.Response:  # type: ignore[override]
        try:
            answer = super().request(method, url, **{"timeout": _PATIENCE} | options)
            if answer.status_code >= 500:
                answer.raise_for_status()
            content = answer.json() if answer.ok else {}
        except requests.RequestException as problem:
            raise ProviderAway from problem
        if answer.ok and not _is_complete(content, url, options):
            raise ProviderAway
        return answer


def _is_complete(content: Any, url: str, options: dict) -> bool:
    """Has an answer what the library takes for granted?"""
    expected: set[str] = set()
    if url.endswith("/.well-known/openid-configuration"):
        expected = {"issuer", "authorization_endpoint", "token_endpoint", "jwks_uri"}
    elif "Authorization" in (options.get("headers") or {}):
        return isinstance(content, dict) and _is_person(content)
    return isinstance(content, dict) and expected <= content.keys()


def _is_person(content: dict) -> bool:
    subject, email = content.get("sub"), content.get("email") or ""
    return isinstance(subject, str) and subject != "" and isinstance(email, str)


class ProviderAway(ImmediateHttpResponse):
    def __init__(self) -> None:
        super().__init__(render(context.request, "socialaccount/provider_away.html", status=503))


def _read_identity(sociallogin: SocialLogin) -> None:
    """The token alone says who it is; what is asked for later must be about the same."""
    account = sociallogin.account
    token = account.extra_data.get("id_token") or {}
    details = account.extra_data.get("userinfo") or token
    issuer, subject = token.get("iss"), token.get("sub")
    if issuer != settings.OIDC_ISSUERS[account.provider] or not subject:
        raise OAuth2Error("The token is not from the configured issuer.")
    if details.get("sub") != subject:
        raise OAuth2Error("The provider speaks about two people.")
    account.uid = hashlib.sha256(f"{issuer} {subject}".encode()).hexdigest()
    claimed = read_claims(token)
    account.extra_data = {
        "issuer": issuer,
        "subject": subject,
        "claimed": asdict(claimed) if claimed else None,
    }


def _confirmed(sociallogin: SocialLogin) -> list:
    """What the provider did not check itself is no address at all (A-AU-14)."""
    addresses = [each for each in sociallogin.email_addresses if each.verified is True]
    for address in addresses:
        try:
            address.email = canonical_mailbox(address.email)
        except UnacceptableMailbox:
            return []
    return addresses
