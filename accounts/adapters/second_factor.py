"""Passkeys, authenticator apps and recovery codes, as we want them."""

import base64
import hashlib
from collections.abc import Iterator

import qrcode
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from qrcode.constants import ERROR_CORRECT_M

from accounts.models import User
from accounts.open_sessions import device_in_words

_MARGIN = 4


class SecondFactorAdapter(DefaultMFAAdapter):
    def _get_site_name(self) -> str:
        return str(settings.COMMUNITY["name"])

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:
        """Proposed for a passkey: the device it is made on."""
        return device_in_words(context.request.headers.get("User-Agent", ""))

    def encrypt(self, text: str) -> str:
        """A stolen database alone opens no account."""
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _cipher().decrypt(encrypted_text.encode()).decode()

    def build_totp_svg(self, url: str) -> str:
        """The code as one path without style attributes, which the content policy forbids."""
        code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=_MARGIN)
        code.add_data(url)
        modules = code.get_matrix()
        size = len(modules)
        path = "".join(_squares(modules))
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}"'
            f' width="240" height="240" shape-rendering="crispEdges">'
            f'<path fill="#fff" d="M0 0h{size}v{size}H0z"/><path fill="#000" d="{path}"/></svg>'
        )


def _squares(modules: list[list[bool]]) -> Iterator[str]:
    for y, row in enumerate(modules):
        for x, is_dark in enumerate(row):
            if is_dark:
                yield f"M{x} {y}h1v1h-1z"


def _cipher() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_key(key)) for key in keys])


def _key(secret: str) -> bytes:
    digest = hashlib.sha256(f"accounts.second-factor:{secret}".encode()).digest()
    return base64.urlsafe_b64encode(digest)
