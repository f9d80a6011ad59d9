import pytest

from knowledge.search.index import keep_current


@pytest.fixture
def indexed(deliver_events):
    """Called when everything is there that is to be found."""

    def look() -> None:
        deliver_events()
        keep_current()

    return look
