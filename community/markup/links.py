"""Where a member's link may lead."""

import re
import unicodedata
from collections.abc import Collection
from urllib.parse import unquote, urlsplit

from accounts.mailbox import UnacceptableMailbox, canonical_mailbox

FOREIGN_REL = "nofollow ugc noopener"

_WEB_ADDRESS = re.compile(r"https?://[^/?#\\@]+(?:[/?#].*)?", re.IGNORECASE | re.DOTALL)
_WEB_HOST = re.compile(r"https?://[^/?#]*", re.IGNORECASE)
# What readers here can tell apart by sight: no letters of other scripts that look like these.
_FAMILIAR = re.compile(r"[\x21-\x7e\u00df-\u00f6\u00f8-\u00ff]*")
_HOST = re.compile(r"[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?\.?|[0-9a-f.]*:[0-9a-f:.]*", re.IGNORECASE)


def is_safe_link(href: str) -> bool:
    """Only a whole web or mail address with a host that every browser reads as we do."""
    if any(_is_hidden(sign) for sign in href):
        return False
    if href[:7].lower() == "mailto:":
        return _is_mailbox(unquote(href[7:].partition("?")[0]))
    return _WEB_ADDRESS.fullmatch(href) is not None and _has_host(href)


def is_own_link(href: str, own_hosts: Collection[str]) -> bool:
    return urlsplit(href).netloc.lower() in own_hosts


def shown_address(typed: str, coded: str) -> str:
    """How a typed address is shown: its host as it is coded, unless every letter is familiar."""
    try:
        host, safe = urlsplit(typed).netloc, urlsplit(coded).netloc
    except ValueError:
        return coded
    if _FAMILIAR.fullmatch(host.lower()):
        return typed
    return typed.replace(host, safe, 1)


def with_small_letters(address: str) -> str:
    """With its host in small letters where it must be coded: capitals have no code."""
    host = _WEB_HOST.match(address)
    return address if host is None or host[0].isascii() else host[0].lower() + address[host.end() :]


def _is_hidden(sign: str) -> bool:
    return sign == "\\" or unicodedata.category(sign) in {"Cc", "Cf", "Cs", "Zl", "Zp", "Zs"}


def _is_mailbox(address: str) -> bool:
    try:
        canonical_mailbox(address)
    except UnacceptableMailbox:
        return False
    return True


def _has_host(href: str) -> bool:
    try:
        parts = urlsplit(href)
        return _HOST.fullmatch(parts.hostname or "") is not None and parts.port != 0
    except ValueError:
        return False
