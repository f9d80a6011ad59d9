"""Figures in the words of their unit."""

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from knowledge.insights.measure import Unit

HOUR, DAY = 60, 24 * 60
NOTHING = "–"


def number(value: float) -> str:
    """Whole, with a real minus sign."""
    return number_format(round(value), use_l10n=True, force_grouping=True).replace("-", "−")


def minutes(value: float) -> str:
    """“38 min”, “2 h 10 min”, “3 d 4 h”: two units at most."""
    whole = round(value)
    if whole < HOUR:
        return _("%(minutes)d min") % {"minutes": whole}
    if whole < 2 * DAY:
        return _two(_("%(count)d h"), _("%(count)d min"), *divmod(whole, HOUR))
    days, rest = divmod(whole, DAY)
    return _two(_("%(count)d d"), _("%(count)d h"), days, rest // HOUR)


def _two(large: str, small: str, many: int, few: int) -> str:
    words = large % {"count": many}
    return f"{words} {small % {'count': few}}" if few else words


def share(value: float) -> str:
    return _("%(percent)s %%") % {"percent": number(value)}


def figure(unit: Unit, value: float | None) -> str:
    """A share is given in per cent, time in minutes."""
    if value is None:
        return NOTHING
    return {Unit.MINUTES: minutes, Unit.SHARE: share}.get(unit, number)(value)


def change(unit: Unit, difference: float) -> str:
    """How much a figure went up or down, without its direction."""
    if unit == Unit.MINUTES:
        return minutes(abs(difference))
    points = round(abs(difference))
    if unit == Unit.SHARE:
        return ngettext("%(points)d pt", "%(points)d pt", points) % {"points": points}
    return share(abs(difference))
