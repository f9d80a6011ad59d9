"""Where numbers are seldom anybody's: in addresses, in code, in what a machine has written."""

import re
from collections.abc import Iterator

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


def quiet_places(text: str) -> list[tuple[int, int]]:
    """From and to of each, in no order."""
    spans = [
        match.span()
        for rule in (_ADDRESS, _INLINE_CODE, _LOG_LINE)
        for match in rule.finditer(text)
    ]
    return [*spans, *_fenced(text)]


def _fenced(text: str) -> Iterator[tuple[int, int]]:
    opened: re.Match[str] | None = None
    for fence in _FENCE.finditer(text):
        if opened is None:
            opened = fence
        elif fence[1].startswith(opened[1]):
            yield opened.start(), fence.end()
            opened = None
    if opened is not None:
        yield opened.start(), len(text)
