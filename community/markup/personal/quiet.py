"""Where numbers are seldom anybody's: in addresses, in code, in what a machine has written."""

import re
from collections.abc import Iterable, Iterator
from typing import Self

_ADDRESS = re.compile(r"(?:https?|ftp|file|imap|chrome|about)://[^\s<>\"]+|\bwww\.[^\s<>\"]+")
_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})", re.MULTILINE)
_INLINE_CODE = re.compile(r"(?<!`)`[^`\n]{1,400}`(?!`)")
_LOG_LINE = re.compile(
    r"^[ \t>]*(?:(?:\[|<)?(?:\d{4}[-/]\d\d[-/]\d\d[T ]\d|\d\d:\d\d:\d\d|\d{1,6}[.:]\d{3,6}[\]: ])"
    r"|(?:\[?(?:ERROR|WARN(?:ING)?|INFO|DEBUG|TRACE|FATAL)\b)"
    r"|(?:Received|Date|Message-I[Dd]|X-[\w-]+|DKIM-Signature|User-Agent|Content-[\w-]+):"
    r"|\t| {4,}(?![-*+] ))[^\n]*",
    re.MULTILINE,
)


Span = tuple[int, int]


class Quiet:
    """Where a number is nobody's that begins in `lines`, or lies `within` a piece of code."""

    def __init__(self, *, lines: Iterable[Span], within: Iterable[Span]) -> None:
        self.lines, self.within = list(lines), list(within)

    @classmethod
    def of(cls, text: str, *, code: Iterable[Span] | None = None) -> Self:
        """`code` says where it stands in a text whose marks are gone."""
        lines = (match.span() for rule in (_ADDRESS, _LOG_LINE) for match in rule.finditer(text))
        return cls(lines=lines, within=_code(text) if code is None else code)

    def holds(self, start: int, end: int) -> bool:
        return any(a <= start < b for a, b in self.lines) or any(
            a <= start and end <= b for a, b in self.within
        )


def _code(text: str) -> Iterator[Span]:
    yield from (match.span() for match in _INLINE_CODE.finditer(text))
    yield from _fenced(text)


def _fenced(text: str) -> Iterator[Span]:
    opened: re.Match[str] | None = None
    for fence in _FENCE.finditer(text):
        if opened is None:
            opened = fence
        elif fence[1].startswith(opened[1]):
            yield opened.start(), fence.end()
            opened = None
    if opened is not None:
        yield opened.start(), len(text)
