from collections.abc import Collection
from dataclasses import dataclass
from html import escape
from urllib.parse import urlsplit

from django.conf import settings

from community.markup.adapting import adapt
from community.markup.dialect import make_parser
from community.markup.limits import check_output, check_source, check_tokens
from community.markup.sanitising import sanitise
from config.text import clean_body

# Stored with every text. Goes up by one when the same source would give other HTML.
RENDERER_VERSION = 1

_PARSER = make_parser()


@dataclass(frozen=True)
class Rendered:
    html: str
    version: int


def render(source: str, *, own_hosts: Collection[str] | None = None) -> Rendered:
    """Safe HTML for a member's Markdown; raises TooComplex and nothing else.

    `own_hosts` (with port where it has one; else the site's own) are those whose links are not
    marked as foreign.
    """
    if own_hosts is None:
        own_hosts = {urlsplit(settings.BASE_URL).netloc}
    source = clean_body(source)
    check_source(source)
    tokens = _PARSER.parse(source)
    check_tokens(tokens)
    tokens = adapt(tokens, own_hosts=own_hosts)
    html = sanitise(_PARSER.renderer.render(tokens, _PARSER.options, {}))
    check_output(html, source=source)
    return Rendered(html, RENDERER_VERSION)


def render_literally(source: str) -> Rendered:
    """The text as it was typed, without any formatting: for what `render` refuses but must be
    kept, as an import."""
    paragraphs = clean_body(source).split("\n\n")
    html = "\n".join(_paragraph(text.strip("\n")) for text in paragraphs if text.strip())
    return Rendered(sanitise(html), RENDERER_VERSION)


def _paragraph(text: str) -> str:
    return f'<p dir="auto">{escape(text).replace(chr(10), "<br>")}</p>'
