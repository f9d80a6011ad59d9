"""benchmarks/mail_faults.py in small: each mail arrives once, or one can see why not."""

import pytest
from django.core.cache import cache
from django.utils import timezone

from accounts.notifications.choosing import stop_mails
from accounts.notifications.kinds import Group
from accounts.notifications.models import OutgoingMail
from accounts.notifications.sending import AWAY, send_due
from benchmarks.mail_ledger import Ledger, Owed, compare
from benchmarks.mail_server import Accepted, FailingServer
from community.actions.following import follow_question
from tests.factories import make_answer, make_question, make_user

FAULTS = {
    "busy at the door": 0.1,
    "not now, at RCPT": 0.1,
    "never, by policy": 0.05,
    "not now, after DATA": 0.1,
    "hang up after DATA": 0.1,
    "accept, then no word": 0.1,
    "accept, then hang up": 0.1,
}


@pytest.fixture
def server_that(settings):
    """Send to a mail server on this machine that has these faults."""
    settings.EMAIL_BACKEND = "accounts.notifications.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_USE_TLS = "127.0.0.1", False
    servers = []

    def start(faults, **options) -> FailingServer:
        running = FailingServer(faults, **options).running()
        servers.append(running)
        server = running.__enter__()
        settings.EMAIL_PORT = server.port
        return server

    yield start
    for running in servers:
        running.__exit__(None, None, None)


@pytest.fixture
def readers(deliver_events):
    """Eight people who are owed a mail about each of five answers."""
    question = make_question()
    people = [make_user() for _ in range(8)]
    for person in people:
        follow_question(question=question, by=person)
    for _ in range(5):
        make_answer(question=question, author=question.author)
    deliver_events()
    return people


def send_all() -> None:
    """Send until nothing waits, without waiting for the pauses in between."""
    for _ in range(200):
        cache.delete(AWAY)
        OutgoingMail.objects.queued().update(not_before=timezone.now())
        send_due()
        if not OutgoingMail.objects.queued().exists():
            return
    raise AssertionError("mails are left over")


def owed() -> list[Owed]:
    rows = OutgoingMail.objects.values_list("notice__user__email", "message_id", "state", "why")
    return [Owed(*row) for row in rows]


def test_each_mail_arrives_once_or_says_why_not(server_that, readers):
    """A-ML-07, F-18"""
    server = server_that(FAULTS, missing=frozenset({readers[0].email}))
    stop_mails(user=readers[1], group=Group.ANSWERS)
    send_all()

    ledger = compare(owed(), server.accepted, stopped={})
    assert ledger.problems == []
    assert ledger.once >= 25
    assert ledger.repeats_after_kills == 0
    refused = ledger.visible["failed: refused: 5.1.1"]
    assert ledger.visible["dropped: the address is paused"] + refused == 5
    assert ledger.visible["dropped: the reader wants no such mail"] == 5
    assert not [mail for mail in server.accepted if mail.address == readers[1].email]


def test_server_that_hangs_up_costs_the_mails_behind_it_no_try(server_that, readers):
    """F-18: it accepts one mail at a time."""
    server = server_that({"accept, then hang up": 1.0})
    send_all()

    assert len(server.accepted) == 40
    assert set(OutgoingMail.objects.values_list("attempts", flat=True)) == {1}


def test_server_that_looks_long_at_a_text_gets_it_once(server_that, readers, settings):
    """A-ML-07: it has the mail already; who asks again too soon sends it twice."""
    settings.EMAIL_TIMEOUT = 0.2
    server = server_that({"accept, but slowly": 1.0}, slow=0.5)
    send_due(limit=2)

    assert len({mail.message_id for mail in server.accepted}) == len(server.accepted) == 2
    assert OutgoingMail.objects.filter(state="sent").count() == 2


def test_server_that_says_nothing_to_a_text_is_not_asked_again_at_once(server_that, readers):
    """A-ML-07: it may have taken it."""
    server = server_that({"accept, then no word": 1.0})
    send_due(limit=1)

    assert len(server.accepted) == 1
    assert OutgoingMail.objects.get(attempts=1).state == "queued"


@pytest.mark.parametrize(
    ("state", "arrived", "problem"),
    [
        ("sent", [], "never arrived"),
        ("queued", [], "never finished"),
        ("sent", [("okan@example.org", "<1@x>")], "somebody else"),
        ("sent", [("lena@example.org", "<1@x>"), ("lena@example.org", "<2@x>")], "nobody owed"),
    ],
)
def test_ledger_finds_what_is_wrong(state, arrived, problem):
    accepted = [Accepted(*mail, at=100.0, is_known=True) for mail in arrived]

    ledger = compare([Owed("lena@example.org", "<1@x>", state, "")], accepted, stopped={})

    assert [problem in found for found in ledger.problems] == [True]


def test_ledger_counts_repeats_and_mails_after_the_end():
    again = Accepted("lena@example.org", "<1@x>", at=200.0, is_known=True)
    first = Accepted("lena@example.org", "<1@x>", at=100.0, is_known=False)
    row = Owed("lena@example.org", "<1@x>", "sent", "")

    ledger: Ledger = compare([row], [first, again], stopped={"lena@example.org": 110.0})

    assert (ledger.once, ledger.repeats, ledger.repeats_after_kills) == (1, 1, 0)
    assert ledger.problems == ["lena@example.org got a mail 90 s after unsubscribing"]
