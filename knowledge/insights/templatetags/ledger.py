"""Words of the ledger: money, shares, and by what a figure divides."""

from decimal import Decimal

from django import template
from django.conf import settings
from django.utils.formats import number_format
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from knowledge.insights.models import Case, ReportedReturn, SurveyAnswer

register = template.Library()
_LANGUAGES = dict(settings.LANGUAGES)
_VALUES = {
    "language": _LANGUAGES,
    "level": dict(Case.Level.choices),
    "instead": dict(SurveyAnswer.Instead.choices),
    "channel": {
        **dict(Case.Channel.choices),
        **dict(ReportedReturn.Channel.choices),
        "form": gettext_lazy("In a later form"),
    },
    "from": {"search": gettext_lazy("from the search")},
}


@register.filter
def money(amount: Decimal) -> str:
    """In the operator's currency, as the language writes it: €7.00, 7,00 €."""
    return _with_sign_and_symbol(amount, decimals=2)


@register.filter
def rounded_money(amount: Decimal) -> str:
    """In whole units: an end of a range is no more exact than that."""
    return _with_sign_and_symbol(amount.quantize(Decimal(1)), decimals=0)


def _with_sign_and_symbol(amount: Decimal, *, decimals: int) -> str:
    shown = number_format(abs(amount), decimal_pos=decimals, use_l10n=True, force_grouping=True)
    # No line ends between the sign and its number.
    sign = "−\u2060" if amount < 0 else ""
    symbol = {"EUR": "€", "USD": "$", "GBP": "£"}.get(settings.CURRENCY, settings.CURRENCY)
    if get_language() == "de" or len(symbol) > 1:
        return f"{sign}{shown}\u00a0{symbol}"
    return f"{sign}{symbol}{shown}"


@register.filter
def percent(share: float) -> str:
    """With one digit after the point: 24.0 %."""
    return f"{number_format(share * 100, decimal_pos=1, use_l10n=True)}\u00a0%"


@register.filter
def part_of(dimension: str) -> str:
    """What “language:de” is called."""
    kind, _colon, value = dimension.partition(":")
    return str(_VALUES.get(kind, {}).get(value, value))


@register.filter
def divided_by(dimension: str) -> str:
    """What “language:de” divides by."""
    kinds = {
        "language": _("Language"),
        "level": _("Level"),
        "instead": _("Without the page"),
        "channel": _("Where"),
        "from": _("Came"),
    }
    return kinds.get(dimension.partition(":")[0], "")
