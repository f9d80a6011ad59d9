"""Takes each page and each form alone and under load, always right after the bare view."""

import statistics
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from benchmarks.load import Load, load_pages
from benchmarks.posting import post_forms
from benchmarks.visits import Visits

MANY = 8
ROUNDS = 3
SECONDS, SECONDS_OF_MANY, SECONDS_OF_BARE = 2, 3, 1
FORMS, FORMS_OF_MANY = 20, 80
POPULAR = 40
KEPT = ("question, anonymous", "list, page 1", "tag")
BARE_PAGES = [f"/p/{number}/" for number in range(1, 1_001)]

Take = Callable[[int], Load]


@dataclass(frozen=True)
class Measured:
    """Milliseconds of one client alone; `ratio` is the p50 divided by the bare view's."""

    name: str
    p50: float
    p95: float
    ratio: float
    rate: float
    rate_of_bare: float
    errors: int


@dataclass(frozen=True)
class Servers:
    product: str
    bare: str


def measure_all(servers: Servers, visits: Visits) -> Iterator[Measured]:
    for name in visits.pages:
        page = _page(servers, visits.pages[name], visits.cookies_for(name))
        yield _measure(name, page, _bare(servers))
    for name in visits.forms:
        yield _measure(name, _form(servers, visits, name), _bare(servers))


def measure_kept(servers: Servers, visits: Visits) -> Iterator[Measured]:
    """Popular pages once more, on a product that keeps them for readers."""
    for name in KEPT:
        popular = visits.pages[name][:POPULAR]
        yield _measure(f"{name}, kept", _page(servers, popular, []), _bare(servers))


def _page(servers: Servers, addresses: Sequence[str], cookies: Sequence[str]) -> Take:
    def take(clients: int) -> Load:
        seconds = SECONDS if clients == 1 else SECONDS_OF_MANY
        return load_pages(
            servers.product, addresses, clients=clients, seconds=seconds, cookies=cookies
        )

    return take


def _form(servers: Servers, visits: Visits, name: str) -> Take:
    def take(clients: int) -> Load:
        count = FORMS if clients == 1 else FORMS_OF_MANY
        return post_forms(
            servers.product,
            name,
            visits.forms[name],
            cookies=visits.cookies,
            clients=clients,
            count=count,
        )

    return take


def _bare(servers: Servers) -> Take:
    return lambda clients: load_pages(
        servers.bare, BARE_PAGES, clients=clients, seconds=SECONDS_OF_BARE
    )


def _measure(name: str, take: Take, take_bare: Take) -> Measured:
    """The median of some rounds alone, after all workers have become warm."""
    take(MANY)
    bare_of_many, of_many = take_bare(MANY), take(MANY)
    rounds = [(take_bare(1), take(1)) for _ in range(ROUNDS)]
    alone = [load for _, load in rounds]
    return Measured(
        name,
        p50=statistics.median(load.p50 for load in alone),
        p95=statistics.median(load.p95 for load in alone),
        ratio=statistics.median(load.p50 / bare.p50 for bare, load in rounds),
        rate=of_many.rate,
        rate_of_bare=bare_of_many.rate,
        errors=of_many.errors + sum(load.errors for load in alone),
    )
