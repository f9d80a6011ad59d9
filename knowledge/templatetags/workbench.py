"""Parts of the workbench, drawn once as long as they stay the same; what is shown comes from
`knowledge.views.workbench`."""

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any

from django import template
from django.conf import settings
from django.utils.functional import Promise
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from config.drawing import drawn, framed
from knowledge.actions.valuing import value_parts
from knowledge.models import Article, Candidate, Doubt, Gap
from knowledge.queues import MOST_COUNTED

register = template.Library()
_LANGUAGES = dict(settings.LANGUAGES)
register.filter("value_parts", value_parts)


@register.filter
def cause_words(cause: str) -> str:
    return str(Doubt.Cause(cause).label)


@register.filter
def gap_words(kind: str) -> str:
    return str(Gap.Kind(kind).label)


@register.simple_tag
def bench_rows(rows: Iterable[Any]) -> SafeString:
    """The rows of a queue."""
    return format_html_join("", "{}", ((_row(row),) for row in rows))


def _row(row: Any) -> SafeString:
    entry = row.entry
    return drawn(
        "knowledge/workbench/_row.html",
        subject=entry.subject,
        kind=entry.kind,
        url=row.url,
        is_chosen=row.is_chosen,
        held_by=entry.claim.person.shown_name if entry.claim else "",
        held_until=entry.claim.until if entry.claim else None,
        **_SHOWN[entry.kind](entry, entry.thing),
    )


@register.simple_tag
def bench_tabs(tabs: Iterable[tuple[str, str | Promise, int, bool]]) -> SafeString:
    """The queues, each with how much waits in it."""
    shown = tuple((url, str(title), count, is_current) for url, title, count, is_current in tabs)
    return drawn("knowledge/workbench/_tabs.html", tabs=shown, most=MOST_COUNTED)


@register.simple_tag
def bench_steps(shown: Any) -> SafeString:
    """The columns, and the entries before and after the open one."""
    return framed(
        "knowledge/workbench/_steps.html",
        list_url=shown.list_url,
        previous_url=shown.previous_url,
        next_url=shown.next_url,
    )


@register.simple_tag
def bench_place(shown: Any, following: str = "") -> SafeString:
    """Where one was, for the form around it, and what is opened afterwards."""
    return framed(
        "knowledge/workbench/_place.html",
        queue=shown.queue.slug,
        following=following,
        before=shown.cursor.get("before", ""),
        after=shown.cursor.get("after", ""),
    )


@register.simple_tag
def bench_claim(shown: Any, viewer_id: int, csrf_token: str) -> SafeString:
    """The button that says that one is on the open entry, or no longer."""
    claim = shown.chosen.claim
    return framed(
        "knowledge/workbench/_claim.html",
        place=bench_place(shown, shown.chosen.subject),
        entry=shown.chosen.subject,
        is_held=claim is not None,
        is_mine=claim is not None and claim.person_id == viewer_id,
        csrf_token=csrf_token,
    )


@register.simple_tag
def bench_bulk(kind: str, wording: Any) -> SafeString:
    """What can be done with all that is ticked."""
    acts = tuple((name, str(label)) for name, label in wording.bulk)
    return drawn("knowledge/workbench/_bulk.html", reasons=_reasons(kind), acts=acts)


@register.simple_tag
def bench_reasons() -> SafeString:
    """One button for each reason to dismiss a candidate."""
    return drawn("knowledge/workbench/_reasons.html", reasons=_reasons("candidate"))


@register.simple_tag
def bench_worth(candidate: Candidate) -> SafeString:
    """One number, and of what it is made."""
    return drawn(
        "knowledge/workbench/_worth.html",
        value=candidate.value,
        parts=_plain(candidate.parts),
        is_covered=candidate.likely_covered_by_id is not None,
    )


def _reasons(kind: str) -> tuple[tuple[str, str], ...]:
    if kind != "candidate":
        return ()
    return tuple((value, str(label)) for value, label in Candidate.Dismissal.choices)


def _plain(parts: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(parts.items()))


def _name_of(language: str) -> str:
    return _named(language, get_language())


@cache
def _named(language: str, _shown_in: str) -> str:
    return str(_LANGUAGES[language])


def _of_candidate(_entry: Any, candidate: Candidate) -> dict[str, Any]:
    return {
        "title": candidate.question.title,
        "language": candidate.question.language,
        "language_name": _name_of(candidate.question.language),
        "parts": _plain(candidate.parts),
        "figure": candidate.value,
    }


def _of_article(entry: Any, article: Article) -> dict[str, Any]:
    pending = getattr(article, "pending_revision", None)
    return {
        "title": article.title,
        "language": article.language,
        "language_name": _name_of(article.language),
        "doubts": tuple((each.cause, each.opened_at) for each in entry.doubts),
        "publish_at": article.publish_at,
        "change_by": pending.author.shown_name if pending else "",
        "product": article.product.name if article.product else "",
        "owner": article.owner.shown_name,
    }


def _of_gap(_entry: Any, gap: Gap) -> dict[str, Any]:
    return {
        "title": gap.title,
        "language": gap.language,
        "language_name": _name_of(gap.language),
        "gap_kind": gap.kind,
        "last_at": gap.last_at if gap.is_search else None,
        "figure": gap.count,
    }


_SHOWN: dict[str, Callable[[Any, Any], dict[str, Any]]] = {
    "candidate": _of_candidate,
    "article": _of_article,
    "gap": _of_gap,
}
