"""Which identity providers people may sign in with: the operator's setting, in allauth's words."""

import json
import re
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from config import env
from config.guard import is_loopback

_NAME = re.compile(r"[a-z0-9-]{1,40}")


def read(name: str) -> list[dict]:
    """The providers listed in the variable `name`, or in the file that `name`_FILE points to."""
    providers = env.records(
        name,
        required={"id", "name", "issuer", "client_id"},
        optional={"client_secret", "client_secret_file", "scope", "origins"},
    )
    for provider in providers:
        if not _NAME.fullmatch(provider["id"]):
            raise ImproperlyConfigured(f"{name}: an id has small letters, digits and hyphens only.")
        if not _is_safe(provider["issuer"]):
            raise ImproperlyConfigured(f"{name}: the issuer of {provider['id']} needs https://.")
    if len({provider["id"] for provider in providers}) < len(providers):
        raise ImproperlyConfigured(f"{name}: give each provider an id of its own.")
    return providers


def openid_connect(providers: list[dict]) -> dict:
    """What allauth wants to know about OpenID Connect."""
    return {"APPS": [_app(provider) for provider in providers]}


def issuers(providers: list[dict]) -> dict[str, str]:
    return {provider["id"]: provider["issuer"] for provider in providers}


def origins(providers: list[dict], saml: dict | None = None) -> list[str]:
    """Where a sign-in form may lead to: the issuer, and what it leads on to (`origins`)."""
    further = [origin for provider in providers for origin in provider.get("origins", "").split()]
    apps = (saml or {}).get("saml", {}).get("APPS", [])
    further += [_origin(app["settings"]["idp"].get("sso_url", "")) for app in apps]
    return sorted({_origin(provider["issuer"]) for provider in providers} | set(further))


def saml(name: str) -> dict:
    """What allauth wants to know about SAML, from JSON in the variable `name` or in a file.

    Empty where nothing is set; raises ImproperlyConfigured where the extra is not installed.
    """
    try:
        apps = json.loads(env.secret(name, "") or "[]")
    except ValueError:
        raise ImproperlyConfigured(f"Set {name} to JSON, as docs/operating.md shows it.") from None
    if apps and find_spec("onelogin") is None:
        raise ImproperlyConfigured(f"{name} needs: pip install -r requirements-saml.txt")
    return {"saml": {"APPS": apps}} if apps else {}


def _app(provider: dict) -> dict:
    return {
        "provider_id": provider["id"],
        "name": provider["name"],
        "client_id": provider["client_id"],
        "secret": _secret(provider),
        "settings": {
            "server_url": provider["issuer"].rstrip("/"),
            "oauth_pkce_enabled": True,
            "scope": (provider.get("scope") or "openid profile email").split(),
        },
    }


def _secret(provider: dict) -> str:
    path = provider.get("client_secret_file")
    if not path:
        return provider.get("client_secret", "")
    try:
        return Path(path).read_text().strip()
    except OSError as problem:
        raise ImproperlyConfigured(f"{path} cannot be read: {problem}.") from None


def _is_safe(issuer: str) -> bool:
    return urlsplit(issuer).scheme == "https" or is_loopback(issuer)


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
