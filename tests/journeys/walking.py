"""A walk through all pages: every link is followed, one page of each shape is opened."""

import re
from collections.abc import Callable
from urllib.parse import parse_qsl, urldefrag, urljoin, urlsplit

from tests.journeys.visitor import Visitor

# Where no link leads, or only a form.
BEGINNINGS = (
    "/",
    "/search/?q=wifi",
    "/search/?q=qqqqqqqqqq",
    "/questions/ask/?title=router",
    "/questions/ask/sent/",
    "/questions/pending/",
    "/account/login/",
    "/account/signup/",
    "/account/password/reset/",
    "/account/confirm-email/",
    "/curate/",
    "/me/points/",
    "/not-there/",
)
# What stands behind these is a name or a secret of its own.
NAMED = "tags|products|mail|medals|pending|confirm-email|key|renew|unsubscribe|confirm-address"
FILES = re.compile(r"/(csv|jsonl?|download)/|\.(csv|json)$|/download/\d+/")
NARROWING = {"only", "product", "tag", "language", "since", "sort"}
LINKS = "Array.from(document.querySelectorAll('a[href]'), link => link.getAttribute('href'))"


def walk(visitor: Visitor, look: Callable[[str], None] = lambda shape: None) -> set[str]:
    """Open one page of each shape; call `look` with its shape while it is open."""
    waiting = [visitor.address(path) for path in BEGINNINGS]
    waiting.append(f"{visitor.house.url}/dev/mail/")
    seen: set[str] = set()
    while waiting:
        address = waiting.pop(0)
        if shape_of(address) in seen:
            continue
        seen.add(shape_of(address))
        visitor.page.goto(address)
        look(shape_of(address))
        waiting += [link for link in _links(visitor) if is_page(visitor, link)]
    return seen


def is_page(visitor: Visitor, link: str) -> bool:
    return visitor.is_at_home(link) and not FILES.search(urlsplit(link).path)


def shape_of(address: str) -> str:
    """The address without what differs between two pages that look the same."""
    parts = urlsplit(address)
    path = re.sub(r"/(de|en)(?=/)", "", parts.path, count=1)
    path = re.sub(r"/(questions|knowledge)/\d+/[^/]+/$", r"/\1/N/", path)
    path = re.sub(r"/\d+(?=/)", "/N", path)
    path = re.sub(rf"/({NAMED})/[^/]+/", r"/\1/S/", path)
    names = {name for name, _ in parse_qsl(parts.query)}
    if path == "/search/" and names & NARROWING:  # in every combination they look the same
        names = names - NARROWING | {"narrowed"}
    return "?".join([path, *sorted(names)])


def _links(visitor: Visitor) -> list[str]:
    here = visitor.page.url
    return [urldefrag(urljoin(here, link)).url for link in visitor.page.evaluate(LINKS)]
