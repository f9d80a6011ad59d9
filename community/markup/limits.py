"""What one text may contain, so that no text takes long to render or to show."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise

from django.utils.translation import gettext_lazy as _
from markdown_it.token import Token

MOST_CHARACTERS = 20_000
MOST_BYTES_SHOWN = 200_000
MOST_GROWTH = 5
ALWAYS_ALLOWED_BYTES = 10_000
MOST_TABLE_CELLS = 2_000
DEEPEST_NESTING = 10
DEEPEST_EMPHASIS = 20
MOST_LINKS = 100
MOST_LINK_BEGINNINGS = 300
MOST_QUOTED_LINES_READ_AGAIN = 100_000
MOST_IMAGES = 20

_CONTAINERS = ("bullet_list", "ordered_list", "blockquote")
_MARKERS_BEFORE_TEXT = re.compile(r"\A(?:[\s>]|[-*+]\s|\d{1,9}[.)]\s)*")
_DELIMITER_ROW = re.compile(r"(?=.*[|:])(?=.*-)[-:|\s]+")


class TooComplex(ValueError):
    """Its text tells the member what to make smaller."""


def check_source(source: str) -> None:
    if len(source) > MOST_CHARACTERS:
        raise TooComplex(
            _("This text is too long: at most %(limit)s characters fit in one post.")
            % {"limit": MOST_CHARACTERS}
        )
    if source.count("](") > MOST_LINK_BEGINNINGS:
        raise _too_many_links()
    lines = source.split("\n")
    if sum(map(_quoted_lines_read_again, _sections(lines))) > MOST_QUOTED_LINES_READ_AGAIN:
        raise _too_much_formatting()
    if sum(map(_cells, _sections(map(_unmarked, lines)))) > MOST_TABLE_CELLS:
        raise TooComplex(
            _("This table is too large: at most %(limit)s cells fit in one post.")
            % {"limit": MOST_TABLE_CELLS}
        )


def check_tokens(tokens: Sequence[Token]) -> None:
    if _depth(tokens, of=_CONTAINERS) > DEEPEST_NESTING:
        raise TooComplex(
            _("Lists and quotes lie in each other at most %(limit)s deep.")
            % {"limit": DEEPEST_NESTING}
        )
    inline = [child for token in tokens for child in token.children or ()]
    if max((child.level for child in inline), default=0) > DEEPEST_EMPHASIS:
        raise TooComplex(_("Too much bold and italic text lies in each other."))
    if sum(child.type == "link_open" for child in inline) > MOST_LINKS:
        raise _too_many_links()
    if sum(child.type == "image" for child in inline) > MOST_IMAGES:
        raise TooComplex(
            _("There are too many images: at most %(limit)s fit in one post.")
            % {"limit": MOST_IMAGES}
        )


def check_output(html: str, *, source: str) -> None:
    allowed = max(MOST_GROWTH * len(source.encode()), ALWAYS_ALLOWED_BYTES)
    if len(html.encode()) > min(allowed, MOST_BYTES_SHOWN):
        raise _too_much_formatting()


def _too_many_links() -> TooComplex:
    return TooComplex(
        _("There are too many links: at most %(limit)s fit in one post.") % {"limit": MOST_LINKS}
    )


def _too_much_formatting() -> TooComplex:
    return TooComplex(_("This text has too much formatting. Please write it more simply."))


def _sections(lines: Iterable[str]) -> Iterator[list[str]]:
    """What stands between blank lines."""
    for is_text, section in groupby(lines, key=lambda line: bool(line.strip())):
        if is_text:
            yield list(section)


def _quoted_lines_read_again(section: list[str]) -> int:
    """A quote that ends in the middle of a section has made its reader look through all of it."""
    depths = [_quote_depth(line) for line in section]
    beginnings = sum(after > before for before, after in pairwise([0, *depths]))
    return (beginnings - 1) * len(section)


def _quote_depth(line: str) -> int:
    return line[: len(line) - len(_unmarked(line))].count(">")


def _unmarked(line: str) -> str:
    """Without list and quote markers, behind which a table may stand just as well."""
    return _MARKERS_BEFORE_TEXT.sub("", line)


def _cells(section: list[str]) -> int:
    columns = (line.strip().strip("|").count("|") + 1 for line in section if _is_delimiter(line))
    return max(columns, default=0) * len(section)


def _is_delimiter(line: str) -> bool:
    return _DELIMITER_ROW.fullmatch(line) is not None


def _depth(tokens: Iterable[Token], *, of: tuple[str, ...]) -> int:
    deepest = depth = 0
    for token in tokens:
        if token.type.removesuffix("_open").removesuffix("_close") in of:
            depth += token.nesting
            deepest = max(deepest, depth)
    return deepest
