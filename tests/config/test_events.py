"""The bus: recorded with the change, delivered at least once, no handler in another's way."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from config.events import bus, relay, tasks
from config.events.models import MAX_ATTEMPTS, Delivery, Event
from tests.config.ringing import NobodyListens, Rang, give_up, make_due


def test_event_keeps_what_happened_and_who_did_it(asker, heard):
    event = bus.record(Rang(times=3), actor=asker)

    event.refresh_from_db()
    assert (event.name, event.payload, event.actor) == ("tests.Rang", {"times": 3}, asker)


def test_handler_gets_the_event_as_it_was_recorded(db, heard):
    bus.record(Rang(times=3))
    assert heard == []

    relay.deliver_pending()

    assert heard == [Rang(times=3)]


def test_one_broken_handler_does_not_hold_up_the_other(db, heard):
    """F-07"""
    bus.record(Rang(times=3))

    assert relay.deliver_pending() == 1

    assert heard == [Rang(times=3)]
    broken = Delivery.objects.get(done_at=None)
    assert broken.attempts == 1
    assert broken.not_before > broken.event.occurred_at
    assert "no" in broken.last_error


def test_delivered_event_is_not_delivered_again(db, heard):
    """C-20"""
    bus.record(Rang(times=3))
    relay.deliver_pending()
    make_due()
    relay.deliver_pending()

    assert heard == [Rang(times=3)]


def test_broken_delivery_becomes_a_dead_letter(db, heard):
    """F-07: eight tries with growing pause, then it waits for a person."""
    bus.record(Rang(times=3))

    dead = give_up()
    make_due()
    relay.deliver_pending()

    dead.refresh_from_db()
    assert dead.attempts == MAX_ATTEMPTS == 8


def test_pause_before_the_next_try_grows(db, heard):
    bus.record(Rang(times=3))
    pauses = []
    for _ in range(3):
        make_due()
        before = timezone.now()
        relay.deliver_pending()
        pauses.append(Delivery.objects.get(done_at=None).not_before - before)

    assert timedelta(seconds=2) <= pauses[0] < pauses[1] < pauses[2]


def test_events_are_delivered_in_the_order_they_happened(db, heard):
    for times in (1, 2, 3):
        bus.record(Rang(times=times))

    relay.deliver_pending()

    assert [event.times for event in heard] == [1, 2, 3]


def test_relay_takes_no_more_than_asked(db, heard):
    for times in (1, 2, 3):
        bus.record(Rang(times=times))

    relay.deliver_pending(limit=2)

    assert len(heard) == 1


def test_handler_that_fails_leaves_no_row_behind(db, own_bus):
    """C-20: the effect and its tick stand in one transaction."""

    @bus.handles(Rang)
    def write_and_fail(event):
        Event.objects.create(name="half done")
        raise ValueError("too late")

    bus.record(Rang(times=1))
    relay.deliver_pending()

    assert not Event.objects.filter(name="half done").exists()


def test_event_without_handlers_is_kept_all_the_same(db, heard):
    bus.record(NobodyListens(times=1))

    assert Event.objects.get().name == "tests.NobodyListens"
    assert not Delivery.objects.exists()


def test_delivery_to_a_handler_that_is_gone_fails_alone(db, heard):
    """F-09: an old row meets new code."""
    event = bus.record(Rang(times=3))
    Delivery.objects.create(event=event, handler="community.handlers.long_gone")

    relay.deliver_pending()

    assert heard == [Rang(times=3)]
    gone = Delivery.objects.get(handler="community.handlers.long_gone")
    assert "UnknownHandler" in gone.last_error


@pytest.mark.parametrize("before", ["knowledge.handlers.ring", "knowledge.handlers.another.ring"])
def test_delivery_that_waits_while_its_handler_moves_finds_it(db, own_bus, before):
    """F-09: what was one module is a package in the new version."""
    heard = []

    def ring(event):
        heard.append(event)

    ring.__module__ = "knowledge.handlers.ringing"
    bus.handles(Rang)(ring)
    bus.record(Rang(times=3))
    Delivery.objects.update(handler=before)

    relay.deliver_pending()

    assert heard == [Rang(times=3)]
    assert not Delivery.objects.open().exists()


def test_delivery_whose_handler_may_be_one_of_two_waits_for_a_person(db, own_bus):
    for module in ("ringing", "singing"):

        def ring(event):
            raise AssertionError("nobody knows which one was meant")

        ring.__module__ = f"knowledge.handlers.{module}"
        bus.handles(Rang)(ring)
    event = bus.record(Rang(times=3))
    Delivery.objects.all().delete()
    Delivery.objects.create(event=event, handler="knowledge.handlers.ring")

    relay.deliver_pending()

    assert "UnknownHandler" in Delivery.objects.get().last_error


@pytest.mark.django_db(transaction=True)
def test_event_needs_a_transaction(heard):
    with pytest.raises(RuntimeError):
        bus.record(Rang(times=1))
    assert not Event.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_event_of_a_change_that_failed_never_was(heard):
    with transaction.atomic():
        bus.record(Rang(times=1))
        transaction.set_rollback(True)

    assert relay.deliver_pending() == 0
    assert not Event.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_commit_that_fails_is_a_failed_delivery(own_bus):
    """A handler's deferred constraint breaks only at COMMIT; the relay goes on."""

    @bus.handles(Rang)
    def point_nowhere(event):
        Event.objects.create(name="no such actor", actor_id=987_654_321)

    with transaction.atomic():
        bus.record(Rang(times=1))

    assert relay.deliver_pending() == 0
    assert "IntegrityError" in Delivery.objects.get().last_error
    assert not connection.in_atomic_block


def test_idle_relay_only_looks(db, count_queries):
    """On SQLite every write lock is felt by all."""
    assert count_queries(relay.deliver_pending) == 1


def test_tasks_are_kind_to_arguments_of_another_version(db, heard):
    bus.record(Rang(times=3))

    assert tasks.deliver_pending(since="yesterday") == 1


def test_handlers_are_found_by_the_name_an_event_is_recorded_under():
    """A row written today must find its handler after a restart."""
    assert bus._types
    for name, event_type in bus._types.items():
        assert bus.name_of(event_type) == name
        assert bus._handlers[name]


def test_words_of_the_database_are_not_kept(db, own_bus):
    """A-LG-02: they may quote what somebody typed."""

    @bus.handles(Rang)
    def break_a_constraint(event):
        raise IntegrityError("duplicate key (email)=(lena@example.org)")

    bus.record(Rang(times=1))
    relay.deliver_pending()

    assert Delivery.objects.get().last_error == "IntegrityError"
