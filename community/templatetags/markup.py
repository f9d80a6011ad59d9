"""Stored posts on pages. The only place where stored HTML is trusted: `render` made it."""

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from community.markup import opening
from community.markup.mentions import PEOPLE

register = template.Library()
# Stored texts name no language; only `render` writes this address, for members give whole ones.
_MENTION = f'href="{PEOPLE}'


@register.filter
def stored_html(html: str) -> SafeString:
    """What `community.markup.render` has stored; never call it on anything else (A-XS-15)."""
    here = html.replace(_MENTION, _MENTION.replace("/", f"/{get_language() or 'en'}/", 1))
    return mark_safe(here)  # noqa: S308


@register.filter
def excerpt(html: str, length: int) -> str:
    """What a stored post says first, as plain text of at most `length` characters."""
    return opening(html, length)
