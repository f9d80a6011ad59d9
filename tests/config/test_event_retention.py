"""Dead letters are called back, delivered debts are pruned."""

from datetime import timedelta
from io import StringIO

from django.core.management import call_command
from django.utils import timezone

from config.events import bus, relay, retention
from config.events.models import Delivery, Event
from tests.config.ringing import Rang, give_up


def test_dead_letter_called_back_has_all_its_attempts(db, heard):
    bus.record(Rang(times=3))
    dead = give_up()

    assert retention.replay(Delivery.objects.dead()) == 1

    dead.refresh_from_db()
    assert (dead.attempts, dead.last_error) == (0, "")
    assert Delivery.objects.due(timezone.now()).get() == dead


def test_done_deliveries_are_not_called_back(db, heard):
    bus.record(Rang(times=3))
    relay.deliver_pending()

    assert retention.replay(Delivery.objects.exclude(done_at=None)) == 0


def test_command_calls_back_the_dead_letters_of_one_handler(db, heard):
    bus.record(Rang(times=3))
    dead = give_up()
    said = StringIO()

    call_command("replay_events", handler="some.other.handler", stdout=said)
    call_command("replay_events", handler=dead.handler, stdout=said)

    assert said.getvalue().splitlines() == [
        "0 deliveries are due again.",
        "1 deliveries are due again.",
    ]


def test_delivered_debts_are_pruned_after_thirty_days_and_events_stay(db, heard):
    bus.record(Rang(times=3))
    relay.deliver_pending()
    now = timezone.now()

    assert retention.prune_delivered(now=now + timedelta(days=29)) == 0
    assert retention.prune_delivered(now=now + timedelta(days=31)) == 1

    assert Event.objects.count() == 1
    assert Delivery.objects.open().count() == 1


def test_pruning_goes_on_in_portions(db, heard):
    for times in (1, 2, 3):
        bus.record(Rang(times=times))
    relay.deliver_pending()
    later = timezone.now() + timedelta(days=31)

    assert [retention.prune_delivered(now=later, limit=2) for _ in range(3)] == [2, 1, 0]
