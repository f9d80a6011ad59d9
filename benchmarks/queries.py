"""How many queries a page or a form costs: counted in this process, on the same database."""

from collections.abc import Sequence

from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from benchmarks.load import CannotMeasure
from benchmarks.posting import ENDS_WELL, fields_of
from benchmarks.visits import Form, Visits


def count_queries(visits: Visits) -> dict[str, int]:
    """The count for each page and form of `visits`, after one that has warmed the caches."""
    member = _client(visits.cookies)
    pages = {
        name: _of_page(_client(visits.cookies_for(name)), addresses)
        for name, addresses in visits.pages.items()
    }
    return pages | {name: _of_form(member, name, forms) for name, forms in visits.forms.items()}


def _client(cookies: Sequence[str]) -> Client:
    client = Client(headers={"host": "127.0.0.1"})
    for cookie in cookies[:1]:
        name, _, value = cookie.partition("=")
        client.cookies[name] = value
    return client


def _of_page(client: Client, addresses: list[str]) -> int:
    _accepted(client.get(addresses[0]))
    with CaptureQueriesContext(connection) as captured:
        _accepted(client.get(addresses[-1]))
    return len(captured)


def _of_form(client: Client, kind: str, forms: list[Form]) -> int:
    _send(client, kind, forms[-1])
    return _send(client, kind, forms[-2 % len(forms)])


def _send(client: Client, kind: str, form: Form) -> int:
    page_url, action_url = form
    fields = fields_of(kind, _accepted(client.get(page_url)).content.decode())
    with CaptureQueriesContext(connection) as captured:
        _accepted(client.post(action_url, fields))
    return len(captured)


def _accepted(response: HttpResponse) -> HttpResponse:
    if response.status_code not in ENDS_WELL:
        raise CannotMeasure(f"A page answered {response.status_code}.")
    return response
