import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from config.events import relay
from tests.factories import make_employee, make_user


@pytest.fixture(autouse=True)
def _no_used_up_limits(settings, tmp_path):
    """Every test starts with fresh limits and an index of its own."""
    cache.clear()
    settings.SEARCH_DIR = tmp_path / "search"


@pytest.fixture
def deliver_events(db):
    """Run the relay until nothing is open, as a worker would."""
    return lambda: relay.deliver_pending(limit=1000)


@pytest.fixture
def count_queries():
    def count(call) -> int:
        with CaptureQueriesContext(connection) as captured:
            call()
        return len(captured)

    return count


# The cast.


@pytest.fixture
def asker(db):
    return make_user(display_name="Lena B.")


@pytest.fixture
def helper(db):
    return make_user(display_name="Heike R.")


@pytest.fixture
def stranger(db):
    return make_user(display_name="Okan Y.")


@pytest.fixture
def employee(db):
    return make_employee(display_name="Miriam V.", full_name="Miriam Vogt")


@pytest.fixture
def curator(db):
    return make_user(display_name="Jana L.", roles="curator")


@pytest.fixture
def moderator(db):
    return make_user(display_name="Per O.", roles="moderator")


@pytest.fixture
def administrator(db):
    return make_user(display_name="Tomasz W.", roles="administrator")
