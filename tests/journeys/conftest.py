"""Stories in a real browser, against the real processes of `make run`."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser

from tests.journeys.browsing import chromium, launched, new_visitor
from tests.journeys.house import House
from tests.journeys.visitor import Visitor


@pytest.fixture(autouse=True)
def _no_used_up_limits() -> None:
    """The house of these tests is another process; its limits are set in its environment."""


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    executable = chromium()
    if executable is None:
        pytest.skip("No chromium was found; install one, or name it with CHROMIUM=.")
    with launched(executable) as browser:
        yield browser


@pytest.fixture(scope="session")
def house(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with House(tmp_path_factory.mktemp("house")) as house:
        yield house


@pytest.fixture
def visit(browser: Browser, house: House) -> Iterator[Callable[..., Visitor]]:
    """Make a visitor with a window of his own; nothing on his way may break the content policy,
    fail in a script or ask another host (A-XS-16, A-PR-01)."""
    visitors: list[Visitor] = []

    def make(language: str = "en", *, by_name: bool = False, **window) -> Visitor:
        there = house.by_name() if by_name else house
        visitors.append(new_visitor(browser, there, language, **window))
        return visitors[-1]

    yield make
    for visitor in visitors:
        visitor.context.close()
    assert [trouble for visitor in visitors for trouble in visitor.troubles] == []
