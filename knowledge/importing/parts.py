"""Finds the parts of an article in one text: by our own marks, or by headings that say them.

A heading counts outside of code blocks alone.
"""

import re
from collections.abc import Iterable, Iterator

from config.text import clean_line
from knowledge.actions.article_text import PARTS

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_HEADING = re.compile(r" {0,3}(#{1,3})[ \t]+(.*?)[ \t]*#*[ \t]*")
_MARK = re.compile(rf"<!-- ({'|'.join(PARTS)}) -->")
_ESCAPED_MARK = re.compile(rf"\\+{_MARK.pattern}")

_SAID_AS = {
    "applies": "when this applies|applies to|symptom|symptoms|problem|issue|wann das gilt"
    "|wann das zutrifft|gilt für|symptome|anliegen",
    "cause": "cause|reason|why|ursache|grund",
    "solution": "solution|resolution|fix|answer|lösung|antwort|so geht's|was hilft",
}
_PARTS_BY_HEADING = {word: part for part, words in _SAID_AS.items() for word in words.split("|")}


def split_parts(markdown: str) -> dict[str, str]:
    """The text of each part; all of it is the solution where nothing names one."""
    lines = markdown.split("\n")
    if any(_MARK.fullmatch(line) for line in lines):
        return _split(((_without_escape(line), _marked(line)) for line in lines), "solution")
    parts = _split(_with_headings(markdown), "applies")
    return parts if "solution" in parts else {"solution": markdown}


def marked_parts(texts: dict[str, str]) -> str:
    """A text that `split_parts` takes apart again."""
    return "\n".join(
        f"<!-- {part} -->\n\n{_with_escapes(texts[part])}\n" for part in PARTS if texts[part]
    )


def without_title(text: str) -> tuple[str, str]:
    """The heading of the highest level that a text begins with, and the rest."""
    first, _newline, rest = text.lstrip("\n").partition("\n")
    heading = _HEADING.fullmatch(first)
    if heading is None or heading[1] != "#" or _part_said_by(heading[2]):
        return "", text
    return clean_line(heading[2]), rest.lstrip("\n")


def lines_with_code(markdown: str) -> Iterator[tuple[str, bool]]:
    """Each line, and whether it stands in a fenced block of code."""
    fence = ""
    for line in markdown.split("\n"):
        mark = _FENCE.match(line)
        is_code = bool(fence or mark)
        if mark and not fence:
            fence = mark[1]
        elif mark and line.strip().startswith(fence) and not line.strip(" \t`~"):
            fence = ""
        yield line, is_code


def _split(lines: Iterable[tuple[str, str | None]], part: str) -> dict[str, str]:
    """`lines` with the part that each of them begins; `part` is what stands before any."""
    found: dict[str, list[str]] = {}
    for line, begun in lines:
        part = begun or part
        if not begun:
            found.setdefault(part, []).append(line)
    texts = {part: "\n".join(lines).strip("\n") for part, lines in found.items()}
    return {part: text for part, text in texts.items() if text.strip()}


def _with_headings(markdown: str) -> Iterator[tuple[str, str | None]]:
    for line, is_code in lines_with_code(markdown):
        heading = None if is_code else _HEADING.fullmatch(line)
        yield line, _part_said_by(heading[2]) if heading else None


def _part_said_by(heading: str) -> str | None:
    return _PARTS_BY_HEADING.get(clean_line(heading).casefold().rstrip(":"))


def _marked(line: str) -> str | None:
    mark = _MARK.fullmatch(line)
    return mark[1] if mark else None


def _without_escape(line: str) -> str:
    return line[1:] if _ESCAPED_MARK.fullmatch(line) else line


def _with_escapes(text: str) -> str:
    """What looks like a mark of ours, but was written by an author."""
    return "\n".join(
        f"\\{line}" if _MARK.fullmatch(line) or _ESCAPED_MARK.fullmatch(line) else line
        for line in text.split("\n")
    )
