"""Mailboxes that are thrown away after ten minutes."""

from disposable_email_domains import blocklist
from django.conf import settings

from accounts.mailbox import mailbox_domain


def is_disposable(mailbox: str) -> bool:
    """Does a canonical mailbox lie with a throw-away provider, or at a sub-domain of one?

    The list is a maintained package; the operator adds domains and excepts others.
    """
    names = mailbox_domain(mailbox).split(".")
    domains = {".".join(names[start:]) for start in range(len(names) - 1)}
    if domains & set(settings.ALLOWED_MAIL_DOMAINS):
        return False
    return bool(domains & (blocklist | set(settings.REFUSED_MAIL_DOMAINS)))
