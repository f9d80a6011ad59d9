from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Kind(StrEnum):
    """What was found; `company` is what the operator's own patterns describe, `chosen` what a
    moderator has typed."""

    COMPANY = "company"
    IBAN = "iban"
    CARD = "card"
    EMAIL = "email"
    PHONE = "phone"
    CHOSEN = "chosen"

    @property
    def label(self) -> str | Promise:
        return _LABELS[self]


# Nobody has a reason to show these to everybody; about the others their writer is asked.
MASKED_ALWAYS = frozenset({Kind.COMPANY, Kind.IBAN, Kind.CARD})
ASKED_ABOUT = frozenset({Kind.EMAIL, Kind.PHONE})

_LABELS = {
    Kind.COMPANY: _("customer number"),
    Kind.IBAN: _("bank account (IBAN)"),
    Kind.CARD: _("card number"),
    Kind.EMAIL: _("e-mail address"),
    Kind.PHONE: _("phone number"),
    Kind.CHOSEN: _("personal data"),
}


@dataclass(frozen=True)
class Find:
    """Where personal data stands: `text` is what was written from `start` to `end`.

    `name` is what the operator calls his own pattern; `value` is one spelling for all that mean
    the same, so that +49 30 1234567 and 030/1234567 are known as one number. In one that
    `is_split` stand marks of Markdown, which the page does not show.
    """

    kind: Kind
    start: int
    end: int
    text: str
    value: str = ""
    name: str = ""
    is_split: bool = False

    @property
    def label(self) -> str | Promise:
        return self.name or self.kind.label
