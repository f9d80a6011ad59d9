"""Parts of pages that are drawn once in a process: the same values give the same HTML."""

import re
import secrets
from functools import lru_cache
from typing import Any

from django.template import Library
from django.template.defaultfilters import stringfilter
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

MOST_KEPT = 5_000
# Frames have few shapes each, and are as large as a whole column.
MOST_FRAMES = 1_000
# Stands in a frame where a text comes; who writes a text cannot know it.
_MARK = secrets.token_hex(16)
_PLACE = re.compile(f"{_MARK}([a-z_]+){_MARK}")
Typed = tuple[tuple[str, type, Any], ...]


def drawn(template: str, /, **values: Any) -> SafeString:
    """`template`, which may depend on its values and the language alone; the values are hashable.

    The types belong to the key: trusted HTML equals untrusted text of the same letters. The blanks
    of a file are no part of what it draws: a full stop may follow.
    """
    return _drawn(template, get_language(), _typed(values))


def framed(template: str, /, **values: Any) -> SafeString:
    """`template` around texts: these are put in each time and kept nowhere, so that they may be
    personal, long or a token.

    It may print a text, and ask whether there is one, but not what it says: neither a filter nor a
    comparison. Everything that is no text is part of the key, as in `drawn`: flags and figures.
    """
    texts = {name: value for name, value in values.items() if _is_text(value) and value}
    if not texts:
        return drawn(template, **values)
    others = {name: value for name, value in values.items() if name not in texts}
    return format_html(_frame(template, get_language(), tuple(texts), _typed(others)), **texts)


def place_of(name: str) -> str:
    """What is drawn where the text `name` comes; escaping leaves it as it is."""
    return f"{_MARK}{name}{_MARK}"


def frame_of(html: str) -> str:
    """`html` with its places, for `format_html`, which escapes what it puts there."""
    return _PLACE.sub(r"{\1}", html.replace("{", "{{").replace("}", "}}"))


def _is_text(value: Any) -> bool:
    return isinstance(value, str | Promise)


def _typed(values: dict[str, Any]) -> Typed:
    return tuple((name, type(value), value) for name, value in values.items())


@lru_cache(maxsize=MOST_KEPT)
def _drawn(template: str, language: str, values: Typed) -> SafeString:
    html = render_to_string(template, {name: value for name, _type, value in values})
    return _without_blanks(html)


@lru_cache(maxsize=MOST_FRAMES)
def _frame(template: str, language: str, texts: tuple[str, ...], values: Typed) -> str:
    places = {name: place_of(name) for name in texts}
    html = render_to_string(template, {name: value for name, _type, value in values} | places)
    return frame_of(_without_blanks(html))


@Library().filter(is_safe=True)
@stringfilter
def _without_blanks(html: str) -> str:
    return html.strip()
