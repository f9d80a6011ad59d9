"""Several workers at the same rows: each row is worked on once."""

from collections import Counter
from dataclasses import dataclass
from threading import Lock

import pytest
from django.core import mail
from django.db import transaction
from django.utils import timezone

from accounts.notifications.actions import queue_account_mail
from accounts.notifications.models import OutgoingMail
from accounts.notifications.sending import send_due
from config.events import bus, relay
from config.events.models import Delivery, Event
from tests.races.parallel import ROUNDS, at_once, failures, times

WORKERS = 4


@dataclass(frozen=True)
class Rang:
    times: int


@pytest.fixture
def heard(monkeypatch):
    """A bus of its own, whose handler leaves a row and keeps in mind what it was given."""
    monkeypatch.setattr(bus, "_handlers", bus.defaultdict(dict))
    monkeypatch.setattr(bus, "_types", {})
    heard, lock = Counter(), Lock()

    @bus.handles(Rang)
    def listen(event):
        Event.objects.create(name="effect", payload={"times": event.times})
        with lock:
            heard[event.times] += 1

    return heard


def ring(number: int) -> None:
    with transaction.atomic():
        for times_ in range(number):
            bus.record(Rang(times_))


def test_two_relays_deliver_each_event_once(heard):
    """C-20, C-22"""
    for round_ in range(1, ROUNDS + 1):
        ring(40)
        results = at_once(times(WORKERS, relay.deliver_pending))
        assert failures(results) == []
        while relay.deliver_pending():
            pass
        assert heard == dict.fromkeys(range(40), round_)
        assert not Delivery.objects.open().exists()

    assert Event.objects.filter(name="effect").count() == 40 * ROUNDS


def test_due_again_delivery_is_claimed_by_one(heard):
    """C-20: the same delivery asked for many times at once."""
    for round_ in range(1, ROUNDS + 1):
        ring(1)
        results = at_once(times(16, lambda: relay.deliver_pending(limit=1)))
        assert failures(results) == []
        assert sum(results) == 1
        assert heard[0] == round_


def test_two_senders_send_each_mail_once(settings):
    """A-ML-07, F-18"""
    for _ in range(ROUNDS):
        mail.outbox.clear()
        for number in range(40):
            queue_account_mail(to="lena@example.org", subject=f"Mail {number}", text="text")
        results = at_once(times(WORKERS, lambda: send_due(limit=10)))
        assert failures(results) == []
        OutgoingMail.objects.filter(state="queued", attempts=0).update(not_before=timezone.now())
        send_due(limit=100)
        subjects = Counter(message.subject for message in mail.outbox)
        assert subjects == {f"Mail {number}": 1 for number in range(40)}
