"""Parts of pages that are drawn once in a process: the same values give the same HTML."""

from functools import lru_cache
from typing import Any

from django.template import Library
from django.template.defaultfilters import stringfilter
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

MOST_KEPT = 5_000


def drawn(template: str, /, **values: Any) -> SafeString:
    """`template`, which may depend on its values and the language alone; the values are hashable.

    The types belong to the key: trusted HTML equals untrusted text of the same letters. The blanks
    of a file are no part of what it draws: a full stop may follow.
    """
    typed = ((name, type(value), value) for name, value in values.items())
    return _drawn(template, get_language(), tuple(typed))


@lru_cache(maxsize=MOST_KEPT)
def _drawn(template: str, language: str, values: tuple[tuple[str, type, Any], ...]) -> SafeString:
    html = render_to_string(template, {name: value for name, _type, value in values})
    return _without_blanks(html)


@Library().filter(is_safe=True)
@stringfilter
def _without_blanks(html: str) -> str:
    return html.strip()
