"""Sends forms as browsers do: opens the page, takes the token from the form, posts; only the
post is timed."""

import random
import re
import statistics
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection, HTTPException, HTTPResponse
from urllib.parse import urlencode, urlsplit

from benchmarks.corpus import FUNCTION_WORDS
from benchmarks.load import CannotMeasure, Load, require_this_machine
from benchmarks.visits import Form

FORM_TYPE = "application/x-www-form-urlencoded"
ENDS_WELL = {200, 302, 303}
_HIDDEN = re.compile(
    r'<input type="hidden" name="(csrfmiddlewaretoken|submission)" value="([^"]+)"'
)


def post_forms(
    base: str,
    kind: str,
    forms: Sequence[Form],
    *,
    cookies: Sequence[str],
    clients: int,
    count: int,
) -> Load:
    """Fill in and send `count` forms, by so many clients at once; a refused one is an error."""
    require_this_machine(base)
    jobs = [(random.choice(forms), random.choice(cookies)) for _ in range(count)]  # noqa: S311
    started = time.perf_counter()
    with ThreadPoolExecutor(clients) as pool:
        took = list(pool.map(lambda job: _send(base, kind, *job), jobs))
    seconds = time.perf_counter() - started
    good = [milliseconds for milliseconds in took if milliseconds is not None]
    if not good:
        raise CannotMeasure(f"No form “{kind}” was accepted.")
    return Load(
        p50=statistics.median(good),
        p95=_percentile(good, 95),
        p99=_percentile(good, 99),
        count=len(good),
        rate=round(len(good) / seconds, 1),
        errors=count - len(good),
    )


def fields_of(kind: str, page: str) -> dict[str, str]:
    """What a member types into the form of `kind`, with what is hidden in the page."""
    return _TYPED[kind]() | dict(_HIDDEN.findall(page))


def _ask() -> dict[str, str]:
    title = f"{' '.join(_words(7))} {random.randrange(10**9)}"  # noqa: S311
    return {"kind": "question", "title": title, "body": _body(), "language": "en"}


def _answer() -> dict[str, str]:
    return {"body": _body()}


def _vote() -> dict[str, str]:
    return {"value": "1"}


def _comment() -> dict[str, str]:
    return {"body": " ".join(_words(30))}


_TYPED = {"ask": _ask, "answer": _answer, "comment": _comment, "vote": _vote}


def _body() -> str:
    return " ".join(_words(150))


def _words(count: int) -> list[str]:
    return random.choices(FUNCTION_WORDS, k=count)  # noqa: S311


def _send(base: str, kind: str, form: Form, cookie: str) -> float | None:
    """The milliseconds of the post, or None where it was refused."""
    connection = HTTPConnection(urlsplit(base).netloc, timeout=30)
    try:
        return _fill_in(connection, kind, form, cookie)
    except (OSError, HTTPException):
        return None
    finally:
        connection.close()


def _fill_in(connection: HTTPConnection, kind: str, form: Form, cookie: str) -> float | None:
    page_url, action_url = form
    connection.request("GET", page_url, headers={"Cookie": cookie})
    page = connection.getresponse()
    fields = fields_of(kind, page.read().decode())
    headers = {
        "Cookie": "; ".join([cookie, *_cookies(page)]),
        "Content-Type": FORM_TYPE,
        # A vote is sent by script and answered with the new buttons.
        **({"HX-Request": "true"} if kind == "vote" else {}),
    }
    return _timed_post(connection, action_url, fields, headers)


def _timed_post(
    connection: HTTPConnection,
    url: str,
    fields: Mapping[str, str],
    headers: Mapping[str, str],
) -> float | None:
    body = urlencode(fields)
    started = time.perf_counter()
    connection.request("POST", url, body, dict(headers))
    response = connection.getresponse()
    response.read()
    took = (time.perf_counter() - started) * 1000
    return took if response.status in ENDS_WELL else None


def _cookies(response: HTTPResponse) -> list[str]:
    return [line.partition(";")[0] for line in response.headers.get_all("Set-Cookie", [])]


def _percentile(values: Sequence[float], percent: int) -> float:
    return statistics.quantiles(values, n=100)[percent - 1] if len(values) > 1 else values[0]
