"""How figures are written on the pages of insights. What is equal is drawn once."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from django import template
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from config.drawing import drawn, framed
from knowledge.insights import wording
from knowledge.insights.charts import Bar, bars
from knowledge.insights.clock import day_of, minutes_between
from knowledge.insights.community_rows import Row
from knowledge.insights.measure import Measure
from knowledge.insights.measures import MEASURES
from knowledge.insights.models import ContactCost
from knowledge.insights.money import Saving
from knowledge.insights.months import Months, choices, is_count
from knowledge.insights.overview_parts import Times
from knowledge.insights.readings import Reading

register = template.Library()


@register.filter
def minutes(value: int | None) -> str:
    return wording.NOTHING if value is None else wording.minutes(value)


@register.filter
def number(value: float | None) -> str:
    return wording.NOTHING if value is None else wording.number(value)


@register.filter
def waited(since: datetime) -> int:
    """Minutes until now, in whole hours: what is drawn holds for some time."""
    passed = minutes_between(since, timezone.now())
    return passed - passed % wording.HOUR if passed > wording.HOUR else passed


@register.filter
def channel_name(channel: str) -> str:
    return str(ContactCost.Channel(channel).label)


@register.filter
def address(month: date) -> str:
    """As it stands in the address of a page."""
    return f"{month:%Y-%m}"


@register.filter
def measure_name(slug: str) -> str:
    return str(MEASURES[slug].name)


@register.filter
def has_cases(measure: Measure) -> bool:
    """Its figures rest on a number of cases that is told beside them."""
    return not is_count(measure)


@register.simple_tag
def card(reading: Reading) -> SafeString:
    return framed("insights/_card.html", reading=reading, owner=reading.owner)


@register.simple_tag
def saved_card(saving: Saving, months: Months) -> SafeString:
    return drawn(
        "insights/_saved_card.html",
        month=months.month,
        is_known=saving.is_known,
        has_enough_answers=saving.has_enough_answers,
        answers=saving.answers,
        cases=(saving.low_cases, saving.high_cases),
        net=(saving.net_low, saving.net_high),
    )


@register.simple_tag
def basis(saving: Saving, months: Months) -> SafeString:
    priced = tuple(
        (each.cost.channel, each.cost.amount, each.cost.source, each.cost.as_of, each.share.share)
        for each in saving.priced
    )
    return drawn(
        "insights/_basis.html",
        month=months.month,
        is_running=months.is_running,
        priced=priced,
        is_known=saving.is_known,
        answers=saving.answers,
    )


@register.simple_tag
def chart(reading: Reading, name: str) -> SafeString:
    """`name` tells the charts of a page apart."""
    return drawn("insights/_chart.html", reading=reading, name=name)


@register.simple_tag
def months_table(readings: Sequence[Reading]) -> SafeString:
    return drawn("insights/_thirteen.html", readings=tuple(readings))


@register.filter
def by_month(readings: Sequence[Reading]) -> Iterator[tuple[date, list[str]]]:
    """Each of their months, the newest first, with what each of them says in words."""
    for rows in zip(*(reading.rows for reading in readings), strict=True):
        yield rows[0][0], [text for _month, text, _cases in rows]


@register.simple_tag
def times_table(times: tuple[Times, ...], months: Months) -> SafeString:
    return drawn("insights/_times.html", times=times, month=months.month)


@register.simple_tag
def funnel_chart(counts: tuple[float, ...]) -> SafeString:
    return drawn("insights/_funnel.html", counts=counts)


@register.simple_tag
def row_cells(row: Row) -> SafeString:
    return drawn(
        "insights/_row_cells.html",
        day=day_of(row.question.created_at),
        side=row.side,
        total=row.total,
        business=row.business,
        is_solved=row.is_solved,
    )


@register.simple_tag
def period(months: Months) -> SafeString:
    offered = tuple(choices(months.running))
    return drawn(
        "insights/_period.html", month=months.month, running=months.running, choices=offered
    )


@register.filter
def funnel_bars(counts: Sequence[float]) -> list[Bar]:
    """The steps of `overview_parts.FUNNEL`, of which the last one is good."""
    words = (
        _("Began to ask or to write"),
        _("Opened an article or thread"),
        _("Asked or wrote"),
        _("Left without asking (unknown why)"),
        _("Said “this solved it”, then sent nothing"),
    )
    return bars(
        [
            (f"{text} · {wording.number(count)}", round(count), text is words[-1])
            for text, count in zip(words, counts, strict=True)
        ]
    )
