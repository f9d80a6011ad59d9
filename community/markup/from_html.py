"""Foreign HTML becomes Markdown of ours. For importers; what it returns still goes through
`render` like everything that members write."""

import re
from functools import partial

import nh3
from bs4 import BeautifulSoup

from community.markup.limits import DEEPEST_NESTING
from community.markup.links import is_safe_link
from community.markup.markdown_writer import MarkdownWriter
from config.text import truncate

# A post holds a fifth of this; what lies beyond is cut before anything reads it.
MOST_HTML = 100_000
# A list is two tags deep, a quote weighs as much: ten of them lie in each other, as in `limits`.
DEEPEST_HTML = 2 * DEEPEST_NESTING

_BLOCKS = "div section article details summary figure figcaption center address dl dt dd".split()
_KEPT_BLOCKS = "p br hr h1 h2 h3 h4 h5 h6 ul ol li blockquote pre table tr th td".split()
_INLINE = "a b strong i em s del strike code kbd samp tt sup img q".split()
_SAME_AS = dict.fromkeys(_BLOCKS, "div") | {"strike": "s", "tt": "code"}
_WEIGHTS = {"br": 0, "hr": 0, "img": 0, "blockquote": 2}

_FENCE = re.compile(r"[ >]*(`{3,})")
_TAG = re.compile(r"<(/?)([a-z0-9]++)[^<>]*+>")
# Parsers repeat open formatting in every following paragraph, once for each set of attributes:
# without any, a small input can't become a huge one.
_FORMATTING_ATTRIBUTES = re.compile(
    r"<(b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)\s[^<>]*>", re.IGNORECASE
)


def markdown_from_html(html: str) -> str:
    """Markdown that renders to what the HTML meant; its text stays literal, images are links."""
    shallow = _flattened(_cleaned(html[:MOST_HTML]))
    # Within a tag, since the library warns of input that looks like an address or a file.
    tree = BeautifulSoup(f"<div>{shallow}</div>", "html.parser")
    _simplify(tree)
    return MarkdownWriter().convert_soup(tree).strip()


def cut(markdown: str, limit: int, note: str = "") -> str:
    """At most `limit` characters: whole paragraphs where there are any, then the note."""
    if len(markdown) <= limit:
        return markdown
    ending = f"\n\n{note}" if note else ""
    return _beginning(markdown, limit - len(ending)) + ending


def _beginning(markdown: str, room: int) -> str:
    end, open_fence = _last_paragraph_end(markdown[:room])
    if end:
        return markdown[:end].rstrip()
    closing = f"\n{open_fence}" if open_fence else ""
    return truncate(markdown, room - len(closing)) + closing


def _last_paragraph_end(markdown: str) -> tuple[int, str]:
    """Outside of code, where a blank line ends nothing; and the mark of code still open."""
    end = position = 0
    fence = ""
    for line in markdown.splitlines(keepends=True):
        mark = _FENCE.match(line)
        if mark and not fence:
            fence = mark[1]
        elif mark and mark[1] == fence:
            fence = ""
        elif not fence and not line.strip("> \n"):
            end = position
        position += len(line)
    return end, fence


def _kept(_tag: str, attribute: str, value: str) -> str | None:
    if attribute in {"href", "src"}:
        value = value.strip()
        return value if is_safe_link(value) else None
    if attribute == "start":
        return value if value.isdecimal() and len(value) < 9 else None
    return value


_clean = partial(
    nh3.clean,
    tags={*_BLOCKS, *_KEPT_BLOCKS, *_INLINE},
    attributes={"*": set(), "a": {"href"}, "img": {"src", "alt"}, "ol": {"start"}},
    attribute_filter=_kept,
    link_rel=None,
    url_relative="deny",
)


def _cleaned(html: str) -> str:
    encodable = html.encode(errors="ignore").decode()
    return _clean(_FORMATTING_ATTRIBUTES.sub(r"<\1>", encodable)).replace("&nbsp;", " ")


def _flattened(html: str) -> str:
    """Without the tags that lie deeper than anybody means; every reader of trees has an end."""
    depth = 0

    def shallow(tag: re.Match[str]) -> str:
        nonlocal depth
        closing, name = tag.groups()
        weight = _WEIGHTS.get(name, 1)
        depth += 0 if closing else weight
        is_too_deep = weight and depth > DEEPEST_HTML
        depth -= weight if closing else 0
        return " " if is_too_deep else tag[0]

    return _TAG.sub(shallow, html)


def _simplify(tree: BeautifulSoup) -> None:
    for tag in tree.find_all(list(_SAME_AS)):
        tag.name = _SAME_AS[tag.name]
    for ordered in tree.find_all("ol"):
        first = int(str(ordered.get("start", "1")))
        for number, item in enumerate(ordered.find_all("li", recursive=False), first):
            item["value"] = str(number)
