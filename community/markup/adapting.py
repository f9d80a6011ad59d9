"""Fits what was parsed into our pages: headings, links, images, tables, reading direction."""

from collections.abc import Collection, Iterator, Sequence

from markdown_it.token import Token

from community.images.addresses import image_address
from community.markup.links import FOREIGN_REL, is_own_link, is_safe_link
from community.markup.sanitising import CELL_CLASSES, TABLE_CLASS

_LEVEL_OF_THE_POST = 2
_DEEPEST_HEADING = 6
_FLOWS_BY_ITSELF = {
    "paragraph_open",
    "heading_open",
    "bullet_list_open",
    "ordered_list_open",
    "table_open",
}


def adapt(tokens: Sequence[Token], *, own_hosts: Collection[str]) -> list[Token]:
    _lower_headings(tokens)
    for token in tokens:
        if token.children:
            token.children = _with_targets(_with_own_images(token.children))
            _mark_foreign_links(token.children, own_hosts)
        if token.type in _FLOWS_BY_ITSELF:
            token.attrSet("dir", "auto")
        if token.type in {"th_open", "td_open"}:
            _align_by_class(token)
    return list(_tables_wrapped(tokens))


def _lower_headings(tokens: Sequence[Token]) -> None:
    """Below the heading of the post, and no level left out: screen readers walk along them.

    What the writer put on one level stays on one level.
    """
    above: list[str] = []
    level = _LEVEL_OF_THE_POST
    for token in tokens:
        if token.type == "heading_open":
            above = [*(tag for tag in above if tag < token.tag), token.tag]
            level = min(_LEVEL_OF_THE_POST + len(above), _DEEPEST_HEADING)
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{level}"


def _with_own_images(children: Sequence[Token]) -> list[Token]:
    """A picture from elsewhere would tell that place who reads: it becomes a link to it."""
    shown: list[Token] = []
    links_open = 0
    for child in children:
        links_open += child.nesting if child.tag == "a" else 0
        shown += [child] if child.type != "image" else _shown(child, linked=not links_open)
    return shown


def _shown(image: Token, *, linked: bool) -> list[Token]:
    source = str(image.attrs["src"])
    own = image_address(source)
    if own is not None:
        _fit_in(image, own.width, own.height)
    text = Token("text", "", 0, content=image.content.strip() or source)
    shown = text if own is None else image
    # A link needs a name, which an image without description does not give it.
    if not linked or (own is not None and not image.content.strip()):
        return [shown]
    return [Token("link_open", "a", 1, attrs={"href": source}), shown, Token("link_close", "a", -1)]


def _fit_in(image: Token, width: int, height: int) -> None:
    """Its place is kept while it loads, and what lies far below is loaded when it is near."""
    image.attrs = {
        "src": image.attrs["src"],
        "alt": "",  # filled by the parser's renderer
        "width": width,
        "height": height,
        "loading": "lazy",
        "decoding": "async",
    }


def _with_targets(children: Sequence[Token]) -> list[Token]:
    """A link to nowhere is its text."""
    kept: list[Token] = []
    leads_somewhere = True
    for child in children:
        if child.type == "link_open":
            href = str(child.attrs["href"])
            leads_somewhere = is_safe_link(href) or image_address(href) is not None
        if child.tag != "a" or leads_somewhere:
            kept.append(child)
    return kept


def _mark_foreign_links(children: Sequence[Token], own_hosts: Collection[str]) -> None:
    for child in children:
        if child.type == "link_open" and not _is_own(str(child.attrs["href"]), own_hosts):
            child.attrSet("rel", FOREIGN_REL)


def _is_own(href: str, own_hosts: Collection[str]) -> bool:
    return is_own_link(href, own_hosts) or image_address(href) is not None


def _align_by_class(cell: Token) -> None:
    style = str(cell.attrs.pop("style", ""))
    css_class = CELL_CLASSES.get(style.removeprefix("text-align:"))
    if css_class:
        cell.attrSet("class", css_class)


def _tables_wrapped(tokens: Sequence[Token]) -> Iterator[Token]:
    """A wide table scrolls by itself, and by keyboard too."""
    for token in tokens:
        if token.type == "table_open":
            yield _wrap_open()
        yield token
        if token.type == "table_close":
            yield Token("table_wrap_close", "div", -1, block=True)


def _wrap_open() -> Token:
    wrap = Token("table_wrap_open", "div", 1, block=True)
    wrap.attrs = {"class": TABLE_CLASS, "tabindex": "0"}
    return wrap
