"""What a whole HTML page says of itself, and the part of it that is the article."""

import re
from html import unescape

import nh3

from config.text import clean_body, clean_line

_BEGINS = tuple(re.compile(rf"<{name}(?:\s[^<>]*)?>", re.I) for name in ("article", "main", "body"))
_LANGUAGE = re.compile(r"<html\s[^<>]*?\blang=[\"']?([a-zA-Z]{2})", re.IGNORECASE)
_TITLE = re.compile(r"<title(?:\s[^<>]*)?>([^<]*)</title>", re.IGNORECASE)
_HEADING = re.compile(r"<h1(?:\s[^<>]*)?>(.*?)</h1>", re.IGNORECASE | re.DOTALL)


def values_of_page(page: str) -> tuple[dict[str, str], str]:
    """Language and title of `page`, and its article without its first heading."""
    page = clean_body(page)
    body = _article(page)
    heading, title, language = _HEADING.search(body), _TITLE.search(page), _LANGUAGE.search(page)
    values = {"language": language[1] if language else ""}
    if heading:
        values["title"] = clean_line(unescape(nh3.clean(heading[1], tags=set())))
        body = body[: heading.start()] + body[heading.end() :]
    elif title:
        values["title"] = clean_line(unescape(title[1]))
    return values, body


def _article(page: str) -> str:
    """From the first `article`, `main` or `body` to its last end; a fragment is all article."""
    for begins in _BEGINS:
        start = begins.search(page)
        if start:
            name = start[0][1:].split(">")[0].split()[0].lower()
            end = page.lower().rfind(f"</{name}")
            return page[start.end() : end if end > start.end() else len(page)]
    return page
