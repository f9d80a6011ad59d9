"""Where a member's link may lead."""

import re
import unicodedata
from collections.abc import Collection
from urllib.parse import unquote, urlsplit

from accounts.mailbox import UnacceptableMailbox, canonical_mailbox

FOREIGN_REL = "nofollow ugc noopener"

_WEB_ADDRESS = re.compile(r"https?://[^/?#\\@]+(?:[/?#].*)?", re.IGNORECASE | re.DOTALL)
_HOST = re.compile(r"[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?\.?|[0-9a-f:.]*:[0-9a-f:.]*", re.IGNORECASE)


def is_safe_link(href: str) -> bool:
    """Only a whole web or mail address with a host that every browser reads as we do."""
    if any(_is_hidden(sign) for sign in href):
        return False
    if href[:7].lower() == "mailto:":
        return _is_mailbox(unquote(href[7:].partition("?")[0]))
    return _WEB_ADDRESS.fullmatch(href) is not None and _has_host(href)


def is_own_link(href: str, own_hosts: Collection[str]) -> bool:
    return urlsplit(href).netloc.lower() in own_hosts


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
