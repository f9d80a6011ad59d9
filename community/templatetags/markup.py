"""Stored posts on pages. The only place where stored HTML is trusted: `render` made it."""

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator

from community.markup import plain_text

register = template.Library()


@register.filter
def stored_html(html: str) -> SafeString:
    """What `community.markup.render` has stored; never call it on anything else (A-XS-15)."""
    return mark_safe(html)  # noqa: S308


@register.filter
def excerpt(html: str, length: int) -> str:
    """The first `length` characters of a stored post, as plain text."""
    return Truncator(plain_text(html)).chars(length)
