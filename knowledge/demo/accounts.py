"""Whom a visitor of the demo can look around as, and the one password of everybody in it."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PASSWORD = "fjordnet-demo-2026"  # noqa: S105  (the start message shows it to everybody)


@dataclass(frozen=True)
class Account:
    key: str
    label: str | Promise
    email: str = ""


READER = Account("reader", _("Reader"))
ACCOUNTS = (
    READER,
    Account("lena", _("Customer Lena"), "lena@example.org"),
    Account("heike", _("Expert Heike"), "heike@example.org"),
    Account("miriam", _("Employee Miriam"), "miriam.vogt@fjordnet.example"),
    Account("jana", _("Curator"), "jana.lindqvist@fjordnet.example"),
    Account("tomasz", _("Administrator"), "tomasz.wilk@fjordnet.example"),
)


def account_of(user) -> Account | None:
    """Whom `user` looks around as; None for an account made by the visitor himself."""
    if not user.is_authenticated:
        return READER
    return next((account for account in ACCOUNTS if account.email == user.email), None)
