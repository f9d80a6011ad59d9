"""Links to other places, counted, or shown as the text that they are."""

import re
from html import unescape

from community.markup.links import FOREIGN_REL

# As the sanitiser writes them; links to places of our own bear no `rel`.
_LINK = re.compile(rf'<a href="([^"]*)" rel="{FOREIGN_REL}">(.*?)</a>', re.DOTALL)
_TAG = re.compile(r"<[^<>]*>")


def foreign_links(html: str) -> list[str]:
    """Where the links of rendered `html` lead, each place once."""
    return list(dict.fromkeys(unescape(href) for href, _words in _LINK.findall(html)))


def tags_of_foreign_links(html: str) -> list[str]:
    """The same as they open in `html`, each place once, to be looked for in other posts."""
    places = dict.fromkeys(href for href, _words in _LINK.findall(html))
    return [f'<a href="{href}" rel="{FOREIGN_REL}">' for href in places]


def without_links(html: str) -> str:
    """Rendered `html` with each link to another place as text: its words, then its address."""
    return _LINK.sub(lambda link: _as_text(link[1], link[2]), html)


def _as_text(href: str, words: str) -> str:
    shown = unescape(_TAG.sub("", words))
    return words if shown and shown in unescape(href) else f"{words} ({href})"
