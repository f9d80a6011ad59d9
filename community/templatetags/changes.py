"""Changed words within a line."""

from collections.abc import Iterable

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from community.diffing import Part

register = template.Library()


@register.filter
def removed(parts: Iterable[Part]) -> SafeString:
    """The side before: what is no longer there stands in `del`."""
    return _marked(parts, "<del>{}</del>")


@register.filter
def added(parts: Iterable[Part]) -> SafeString:
    """The side after: what is new stands in `ins`."""
    return _marked(parts, "<ins>{}</ins>")


def _marked(parts: Iterable[Part], mark: str) -> SafeString:
    pieces = (format_html(mark if part.is_changed else "{}", part.text) for part in parts)
    return format_html_join("", "{}", ((piece,) for piece in pieces))
