"""Digests: at the reader's morning, once, with what is new for him and may be seen."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.notifications import hours
from accounts.notifications.actions import mark_all_read, new_message_id
from accounts.notifications.bounces import resume_address
from accounts.notifications.choosing import Wishes, choose_mail, stop_mails
from accounts.notifications.digesting import build_due_digests
from accounts.notifications.kinds import Group
from accounts.notifications.models import MailSettings, Notice, OutgoingMail, PausedAddress
from accounts.notifications.sending import send_due
from community.actions.following import mute_question
from tests.factories import hide, make_answer, make_question

State = OutgoingMail.State


def wishes(**values) -> Wishes:
    defaults = {
        "channels": {"answered": "digest"},
        "digest": "daily",
        "digest_hour": 7,
        "time_zone": "Europe/Berlin",
        "is_any_hour_fine": False,
        "words": "Yes, send me a digest.",
    }
    return Wishes(**(defaults | values))


@pytest.fixture
def reader(asker):
    choose_mail(user=asker, wishes=wishes())
    return asker


@pytest.fixture
def told(reader, helper, deliver_events):
    """Two answers wait for the digest of their asker."""
    question = make_question(author=reader, title="Router blinks red")
    first = make_answer(question=question, author=helper)
    make_answer(question=make_question(author=reader, title="Box is mute"), author=helper)
    deliver_events()
    return first


def build() -> int:
    MailSettings.objects.update(digest_due_at=timezone.now() - timedelta(seconds=1))
    return build_due_digests()


def test_nothing_is_mailed_before_the_morning(told):
    assert build_due_digests() == 0
    assert not OutgoingMail.objects.exists()


def test_digest_gathers_what_is_new_into_one_mail(told, reader, mailoutbox):
    build()

    assert send_due() == 1
    (message,) = mailoutbox
    assert message.to == [reader.email]
    assert message.subject == "2 things new at Fjordnet Community"
    for text in (message.body, message.alternatives[0].content):
        assert "Router blinks red" in text
        assert "Box is mute" in text
    assert message.extra_headers["List-Id"] == "<digest.notices.127.0.0.1>"


def test_what_was_told_is_told_once(told, mailoutbox):
    """A-ML-07"""
    build()
    send_due()
    build()

    assert send_due() == 0
    assert len(mailoutbox) == 1


def test_digest_after_a_crash_is_the_same_mail(told, mailoutbox, reader, deliver_events):
    """F-05: killed between the server's word and the tick; what came since waits for the next."""
    build()
    send_due()
    OutgoingMail.objects.update(state=State.QUEUED, not_before=timezone.now())
    make_answer(question=make_question(author=reader, title="Came later"))
    deliver_events()
    send_due()

    first, again = mailoutbox
    assert first.extra_headers["Message-ID"] == again.extra_headers["Message-ID"]
    assert "Router blinks red" in again.body
    assert "Came later" not in again.body


def test_nothing_new_makes_no_mail(reader):
    assert build() == 1
    assert not OutgoingMail.objects.exists()


def test_what_was_read_meanwhile_is_left_out(told, reader, mailoutbox):
    build()
    mark_all_read(user=reader)

    assert send_due() == 0
    assert OutgoingMail.objects.get().why == "nothing is left to tell"


def test_what_was_hidden_meanwhile_is_left_out(told, mailoutbox):
    """A-ML-06"""
    build()
    hide(told)
    send_due()

    assert "Router blinks red" not in mailoutbox[0].body
    assert "Box is mute" in mailoutbox[0].body


def test_muted_question_is_left_out(told, reader, mailoutbox):
    """C-24"""
    build()
    mute_question(question=told.question, by=reader)
    send_due()

    assert "Router blinks red" not in mailoutbox[0].body


def test_digest_stopped_meanwhile_is_not_sent(told, reader, mailoutbox):
    """C-24, L-ML-02"""
    build()
    stop_mails(user=reader, group=Group.DIGEST)

    assert send_due() == 0
    assert mailoutbox == []


def test_closed_account_gets_no_digest(told, reader):
    """A-AZ-14"""
    type(reader).objects.filter(pk=reader.pk).update(is_active=False)
    build()

    assert not OutgoingMail.objects.exists()


def test_digest_without_consent_is_never_owed(told, reader):
    """L-ML-02: the setting alone is not enough."""
    reader.consents.all().delete()
    build()

    assert not OutgoingMail.objects.exists()


def test_waiting_digest_is_not_doubled_by_the_next(told, reader, deliver_events, mailoutbox):
    """F-18: the mail server was away all night."""
    build()
    make_answer(question=make_question(author=reader, title="Came later"))
    deliver_events()
    build()
    assert OutgoingMail.objects.count() == 1

    send_due()
    build()
    send_due()
    assert len(mailoutbox) == 2
    assert "Came later" in mailoutbox[1].body
    assert "Router blinks red" not in mailoutbox[1].body


def test_news_of_a_digest_that_grew_old_is_told_by_the_next(told, mailoutbox):
    """F-18: dropped by rule after two days, and nothing is lost."""
    build()
    OutgoingMail.objects.update(due_at=timezone.now() - timedelta(hours=49))
    send_due()
    assert OutgoingMail.objects.get().state == State.DROPPED

    build()
    assert send_due() == 1
    assert "Router blinks red" in mailoutbox[0].body


def test_news_of_a_digest_that_met_a_paused_address_is_told_when_it_works_again(
    told, reader, mailoutbox
):
    paused = PausedAddress.objects.create(address=reader.email, user=reader, why="5.1.1")
    build()
    assert send_due() == 0

    resume_address(user=reader, paused_id=paused.pk)
    build()
    assert send_due() == 1
    assert "Router blinks red" in mailoutbox[0].body


def test_database_refuses_a_second_waiting_digest(told, reader):
    build()
    with pytest.raises(IntegrityError), transaction.atomic():
        OutgoingMail.objects.create(digest_of=reader, message_id=new_message_id())


def test_missed_mornings_become_one_digest(told, reader):
    MailSettings.objects.update(digest_due_at=timezone.now() - timedelta(days=9))

    assert build_due_digests() == 1
    assert MailSettings.objects.get(user=reader).digest_due_at > timezone.now()
    assert OutgoingMail.objects.count() == 1


def test_news_mailed_at_once_is_not_in_the_digest(asker, helper, deliver_events):
    choose_mail(user=asker, wishes=wishes(channels={"answered": "at-once"}))
    make_answer(question=make_question(author=asker), author=helper)
    deliver_events()
    build()

    assert Notice.objects.get().digest is None


def test_digest_comes_on_the_morning_of_its_reader():
    chosen = MailSettings(digest="daily", digest_hour=7, time_zone="America/New_York")

    at = hours.next_digest(chosen, after=datetime(2026, 3, 5, 11, 0, tzinfo=UTC))

    assert at == datetime(2026, 3, 5, 12, 0, tzinfo=UTC)


def test_morning_stays_seven_when_the_clocks_change():
    chosen = MailSettings(digest="daily", digest_hour=7, time_zone="Europe/Berlin")

    at = hours.next_digest(chosen, after=datetime(2026, 3, 28, 12, 0, tzinfo=UTC))

    assert at == datetime(2026, 3, 29, 5, 0, tzinfo=UTC)


def test_weekly_digest_comes_on_monday():
    chosen = MailSettings(digest="weekly", digest_hour=7, time_zone="UTC")

    at = hours.next_digest(chosen, after=datetime(2026, 3, 2, 7, 0, tzinfo=UTC))

    assert at == datetime(2026, 3, 9, 7, 0, tzinfo=UTC)


def test_stored_zone_that_is_gone_stops_nothing():
    chosen = MailSettings(digest="daily", time_zone="Europe/Atlantis")

    assert hours.next_digest(chosen, after=timezone.now()) > timezone.now()
