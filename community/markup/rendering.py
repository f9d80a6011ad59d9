from collections.abc import Collection, Mapping
from dataclasses import dataclass
from html import escape
from urllib.parse import urlsplit

from django.conf import settings

from community.markup.adapting import adapt
from community.markup.dialect import make_parser
from community.markup.limits import check_output, check_source, check_tokens
from community.markup.mentions import SIGN, link_mentions, names_in
from community.markup.sanitising import sanitise
from config.text import clean_body

# Stored with every text. Goes up by one when the same source would give other HTML.
RENDERER_VERSION = 3

_PARSER = make_parser()


@dataclass(frozen=True)
class Rendered:
    html: str
    version: int
    # Whom it speaks to by name, of those who were `named`.
    spoken_to: tuple[int, ...] = ()


def render(
    source: str,
    *,
    own_hosts: Collection[str] | None = None,
    named: Mapping[str, int] | None = None,
) -> Rendered:
    """Safe HTML for a member's Markdown; raises TooComplex and nothing else.

    `own_hosts` (with port where it has one; else the site's own) are those whose links are not
    marked as foreign. `named` gives the people whose names lead to their profile, as `names_in`
    found them: the id by the key of the name.
    """
    if own_hosts is None:
        own_hosts = {urlsplit(settings.BASE_URL).netloc}
    source = clean_body(source)
    check_source(source)
    tokens = _PARSER.parse(source)
    check_tokens(tokens)
    tokens = adapt(tokens, own_hosts=own_hosts)
    spoken_to = link_mentions(tokens, named) if named else []
    html = sanitise(_PARSER.renderer.render(tokens, _PARSER.options, {}))
    check_output(html, source=source)
    return Rendered(html, RENDERER_VERSION, tuple(spoken_to))


def possible_names(source: str) -> list[str]:
    """The keys of all names that the text may speak to; it was rendered before, so that no text
    that would cost too much is read here."""
    return names_in(_PARSER.parse(clean_body(source))) if SIGN in source else []


def render_literally(source: str) -> Rendered:
    """The text as it was typed, without any formatting: for what `render` refuses but must be
    kept, as an import."""
    paragraphs = clean_body(source).split("\n\n")
    html = "\n".join(_paragraph(text.strip("\n")) for text in paragraphs if text.strip())
    return Rendered(sanitise(html), RENDERER_VERSION)


def _paragraph(text: str) -> str:
    return f'<p dir="auto">{escape(text).replace(chr(10), "<br>")}</p>'
