import pytest
from django.test import Client

from knowledge.search.index import keep_current
from tests.knowledge.form_filling import BROWSER


@pytest.fixture
def reader():
    """A browser of somebody who is not signed in."""
    return Client(headers={"user-agent": BROWSER})


@pytest.fixture
def indexed(deliver_events):
    """Called when everything is there that is to be found."""

    def look() -> None:
        deliver_events()
        keep_current()

    return look
