"""E-mail addresses. The only place that takes one apart."""

import re
import unicodedata

import idna
from django.utils.translation import gettext_lazy as _

LONGEST = 254
LONGEST_LOCAL_PART = 64

_ATOM = r"[a-z0-9#$&'*+/=?^_`{|}~-]+"
# No quotes, comments, routes ("%", "!") or letters beyond ASCII: each of them is a way to give
# one mailbox two names, or to make a foreign one look like ours.
_LOCAL_PART = re.compile(rf"{_ATOM}(\.{_ATOM})*")
_TOP_LEVEL = re.compile(r"[a-z][a-z0-9-]*[a-z0-9]")
_ONLY_HERE = frozenset({"localhost", "localdomain"})
_DOTLESS_MAILBOXES = {"gmail.com": "gmail.com", "googlemail.com": "gmail.com"}


class UnacceptableMailbox(ValueError):
    """Its text tells the member why."""


def canonical_mailbox(address: str) -> str:
    """The one spelling of a mailbox, which is stored, compared and unique.

    Raises UnacceptableMailbox for what is not one plain, public address.
    """
    text = _unveiled(address)
    local_part, at, domain = text.partition("@")
    if not at or "@" in domain:
        raise _not_plain()
    if not _LOCAL_PART.fullmatch(local_part) or len(local_part) > LONGEST_LOCAL_PART:
        raise _not_plain()
    mailbox = f"{local_part}@{_public_domain(domain)}"
    if len(mailbox) > LONGEST:
        raise _too_long()
    return mailbox


def canonical_domain(domain: str) -> str:
    """The A-label of one public mail domain, typed with or without an @ before it.

    Raises UnacceptableMailbox for what is none, wildcards included.
    """
    try:
        return _public_domain(_unveiled(domain).removeprefix("@"))
    except UnacceptableMailbox:
        raise UnacceptableMailbox(_("Please enter one domain, like example.org.")) from None


def is_canonical(mailbox: str) -> bool:
    """False for what a script or an import stored without passing the door."""
    try:
        return canonical_mailbox(mailbox) == mailbox
    except UnacceptableMailbox:
        return False


def mailbox_domain(mailbox: str) -> str:
    """The A-label domain of a canonical mailbox, to be compared for equality only."""
    return mailbox.rpartition("@")[2]


def mailbox_name(mailbox: str) -> str:
    """What stands before the @ of a canonical mailbox, without the sub-address."""
    return abuse_key(mailbox).rpartition("@")[0]


def abuse_key(mailbox: str) -> str:
    """What one person can easily make many of, folded: for limits and for one mark per mailbox,
    never for identity."""
    local_part, _at, domain = mailbox.rpartition("@")
    local_part = local_part.partition("+")[0] or local_part
    if domain in _DOTLESS_MAILBOXES:
        return f"{local_part.replace('.', '')}@{_DOTLESS_MAILBOXES[domain]}"
    return f"{local_part}@{domain}"


def _unveiled(address: str) -> str:
    if len(address) > 2 * LONGEST:
        raise _too_long()
    if any(unicodedata.category(sign) in {"Cc", "Cs", "Zl", "Zp"} for sign in address):
        raise _not_plain()
    text = unicodedata.normalize("NFKC", address)
    return "".join(s for s in text if unicodedata.category(s) != "Cf").strip().lower()


def _public_domain(domain: str) -> str:
    try:
        encoded = idna.encode(domain, uts46=True, std3_rules=True).decode().lower()
    except idna.IDNAError as problem:
        raise _not_plain() from problem
    public = encoded.removesuffix(".")
    *names, top_level = public.split(".")
    if not names or top_level in _ONLY_HERE or not _TOP_LEVEL.fullmatch(top_level):
        raise _not_plain()
    return public


def _not_plain() -> UnacceptableMailbox:
    return UnacceptableMailbox(_("Please enter one e-mail address, like name@example.org."))


def _too_long() -> UnacceptableMailbox:
    return UnacceptableMailbox(_("This e-mail address is too long."))
