import logging
import socket
from io import StringIO

import hypothesis
import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from accounts.models import User
from accounts.notifications import sending
from config.audit import protection
from config.events import relay
from tests.factories import make_employee, make_user

# The same examples in every run; `pytest --hypothesis-profile default` looks for others.
hypothesis.settings.register_profile("suite", derandomize=True, deadline=None)
hypothesis.settings.load_profile("suite")


@pytest.fixture(autouse=True)
def _no_used_up_limits(settings, tmp_path):
    """Every test starts with fresh limits, an index and pictures of its own."""
    cache.clear()
    settings.SEARCH_DIR = tmp_path / "search"
    settings.SPOOL_DIR = tmp_path / "spool"
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.AUDIT_DIR = tmp_path / "audit"


@pytest.fixture(autouse=True)
def _let_the_record_be_emptied(request):
    """A test that commits leaves an empty database behind, and nobody may empty the record;
    its protection comes back by itself."""
    marker = request.node.get_closest_marker("django_db")
    commits = {"transactional_db", "live_server"} & set(request.fixturenames)
    if not commits and not (marker and marker.kwargs.get("transaction")):
        yield
        return
    request.getfixturevalue("db")
    yield
    protection.unprotect()


@pytest.fixture(autouse=True)
def _no_language_left_over():
    """A request leaves its language behind in the thread; every test starts in English."""
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def _no_network(monkeypatch):
    """Nothing leaves this machine (A-SF-07)."""
    connect = socket.socket.connect

    def stay_here(self: socket.socket, address) -> None:
        if self.family != socket.AF_UNIX and address[0] not in {"127.0.0.1", "::1", "localhost"}:
            raise AssertionError(f"A test tried to reach {address[0]}.")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", stay_here)


@pytest.fixture
def deliver_events(db):
    """Run the relay until nothing is open, as a worker would."""
    return lambda: relay.deliver_pending(limit=1000)


@pytest.fixture
def at_noon(monkeypatch):
    """Time stands still, so that no window of a limit ends while a test counts."""
    noon = timezone.now().replace(hour=12, minute=0, second=0, microsecond=0)
    monkeypatch.setattr(timezone, "now", lambda: noon)
    return noon


@pytest.fixture
def send_mails(db):
    """Send what is owed, as a worker would."""
    return sending.send_due


@pytest.fixture
def log_lines():
    """What is written to standard error, when an operator logs all there is."""
    root = logging.getLogger()
    (console,) = [each for each in root.handlers if type(each) is logging.StreamHandler]
    lines, level = StringIO(), root.level
    stream = console.setStream(lines)
    root.setLevel(logging.DEBUG)
    yield lines
    root.setLevel(level)
    console.setStream(stream)


@pytest.fixture
def count_queries():
    def count(call) -> int:
        with CaptureQueriesContext(connection) as captured:
            call()
        return len(captured)

    return count


@pytest.fixture
def while_locked():
    """The statements of a call that run in a transaction of its own, so that others wait."""

    def watch(call) -> list[str]:
        seen: list[str] = []

        def note(execute, sql, *arguments):
            if connection.savepoint_ids:
                seen.append(sql)
            return execute(sql, *arguments)

        with connection.execute_wrapper(note):
            call()
        return seen

    return watch


@pytest.fixture
def client_of(db):
    """A browser of its own in which `user` is signed in."""

    def sign_in(user: User) -> Client:
        browser = Client()
        browser.force_login(user)
        return browser

    return sign_in


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
