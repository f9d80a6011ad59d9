"""Owed mails: worded at sending, sent once, and never in the way of one another."""

from contextlib import suppress
from datetime import timedelta

import pytest
from django.core import mail
from django.core.cache import cache
from django.core.mail.backends.base import BaseEmailBackend
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.notifications import sending
from accounts.notifications.actions import queue_account_mail
from accounts.notifications.models import MAX_ATTEMPTS, OutgoingMail
from accounts.notifications.sending import AWAY, send_due
from tests.factories import hide, make_answer, make_question

State = OutgoingMail.State


class RefusingBackend(BaseEmailBackend):
    """A mail server that refuses one address and takes the others."""

    def send_messages(self, messages):
        if any("refused@example.org" in message.to for message in messages):
            raise OSError("550 no such mailbox")
        mail.outbox.extend(messages)
        return len(messages)


class Killed(BaseException):
    """The end of a process, as far as a test can have it."""


class KillingBackend(BaseEmailBackend):
    """Nothing of the sender is left, no word is written."""

    def send_messages(self, messages):
        raise Killed


class AbsentBackend(BaseEmailBackend):
    """A mail server that does not answer at all."""

    def open(self):
        raise ConnectionRefusedError


@pytest.fixture
def refusing_server(settings):
    settings.EMAIL_BACKEND = f"{__name__}.RefusingBackend"


@pytest.fixture
def answered(asker, helper, deliver_events):
    """The asker was just answered; the mail about it is owed."""
    question = make_question(author=asker, title="Router blinks red")
    answer = make_answer(question=question, author=helper, body="Hold the *button*.")
    deliver_events()
    return answer


def make_due() -> None:
    OutgoingMail.objects.filter(state=State.QUEUED).update(not_before=timezone.now())


def test_mail_is_sent_once(answered, mailoutbox):
    """A-ML-07"""
    assert [send_due(), send_due()] == [1, 0]

    make_due()
    assert send_due() == 0
    assert len(mailoutbox) == 1


def test_answer_hidden_since_is_not_sent(answered, mailoutbox):
    """A-ML-06: the mail is worded with what its reader may see at this moment."""
    hide(answered)

    assert send_due() == 0
    assert mailoutbox == []
    owed = OutgoingMail.objects.get()
    assert (owed.state, owed.why) == (State.DROPPED, "the reader may not see it")


def test_answer_in_a_question_hidden_since_is_not_sent(answered, mailoutbox):
    """A-ML-06"""
    hide(answered.question)
    send_due()

    assert mailoutbox == []


def test_account_closed_since_gets_no_mail(answered, asker, mailoutbox):
    """A-AZ-14"""
    type(asker).objects.filter(pk=asker.pk).update(is_active=False)
    send_due()

    assert mailoutbox == []
    assert OutgoingMail.objects.get().state == State.DROPPED


def test_withdrawn_article_or_unknown_kind_is_dropped_without_noise(answered, mailoutbox):
    type(OutgoingMail.objects.get().notice).objects.update(kind="no-longer-known")
    send_due()

    assert mailoutbox == []
    assert OutgoingMail.objects.get().state == State.DROPPED


def test_mail_waits_no_longer_than_two_days(answered, mailoutbox):
    """F-18"""
    OutgoingMail.objects.update(due_at=timezone.now() - timedelta(hours=49))
    send_due()

    assert mailoutbox == []
    assert OutgoingMail.objects.get().why == "older than 48 hours"


def test_text_of_an_account_mail_is_wiped_once_it_is_sent(db, mailoutbox):
    """A-LG-02: it holds a secret link."""
    queue_account_mail(
        to="lena@example.org", subject="Confirm", text="secret link", html="<p>secret link</p>"
    )
    send_due()

    assert mailoutbox[0].body == "secret link"
    assert mailoutbox[0].alternatives[0].content == "<p>secret link</p>"
    owed = OutgoingMail.objects.get()
    assert (owed.state, owed.text, owed.html) == (State.SENT, "", "")
    assert owed.sent_at is not None


@pytest.mark.parametrize(
    "subject", ["One\nBcc: all@example.org", "One\r\nBcc: x", "One\u2028Bcc: x", "One\u0085Bcc: x"]
)
def test_line_breaks_in_a_subject_make_no_header(db, mailoutbox, subject):
    """A-ML-02"""
    queue_account_mail(to="lena@example.org", subject=subject, text="text")

    assert send_due() == 1
    message = mailoutbox[0].message()
    assert message["Bcc"] is None
    assert "\n" not in mailoutbox[0].subject
    assert mailoutbox[0].recipients() == ["lena@example.org"]


def test_unsendable_address_does_not_hold_up_the_others(db, mailoutbox):
    """A-ML-02: the job does not die in a loop."""
    queue_account_mail(to="x\nBcc: all@example.org", subject="One", text="text")
    queue_account_mail(to="lena@example.org", subject="Two", text="text")

    assert send_due() == 1
    assert [message.subject for message in mailoutbox] == ["Two"]


def test_refused_mail_is_tried_again_later_and_then_given_up(refusing_server, mailoutbox, db):
    """F-07, F-18"""
    queue_account_mail(to="refused@example.org", subject="One", text="text")
    for _ in range(MAX_ATTEMPTS + 2):
        make_due()
        send_due()

    owed = OutgoingMail.objects.get()
    assert (owed.state, owed.why, owed.attempts) == (State.FAILED, "OSError", MAX_ATTEMPTS)
    assert owed.text == ""


def test_pause_before_the_next_try_grows(refusing_server, db):
    queue_account_mail(to="refused@example.org", subject="One", text="text")
    pauses = []
    for _ in range(3):
        make_due()
        before = timezone.now()
        send_due()
        pauses.append(OutgoingMail.objects.get().not_before - before)

    assert pauses[0] < pauses[1] < pauses[2]


def test_mail_that_a_killed_sender_held_is_due_again(db, mailoutbox):
    """F-05: the lease ends by itself."""
    owed = queue_account_mail(to="lena@example.org", subject="One", text="text")
    OutgoingMail.objects.update(attempts=1, not_before=timezone.now() + timedelta(minutes=2))
    assert send_due() == 0

    OutgoingMail.objects.update(not_before=timezone.now() - timedelta(seconds=1))

    assert send_due() == 1
    assert mailoutbox[0].extra_headers["Message-ID"] == owed.message_id


def test_killed_sender_holds_few_mails_back(settings, db):
    """F-05: those behind them go out as soon as another sender starts."""
    settings.EMAIL_BACKEND = f"{__name__}.KillingBackend"
    for number in range(sending.TAKEN_AT_ONCE + 2):
        queue_account_mail(to="lena@example.org", subject=f"Mail {number}", text="text")
    with suppress(Killed):
        send_due()

    free = OutgoingMail.objects.due(timezone.now())
    assert list(free.values_list("subject", "attempts")) == [("Mail 10", 0), ("Mail 11", 0)]


def test_mails_for_which_no_time_is_left_are_due_as_before(db, mailoutbox, monkeypatch):
    """F-18: a slow server costs what was taken and not tried neither time nor a try."""
    monkeypatch.setattr(sending, "LONGEST_BATCH", -1)
    queue_account_mail(to="lena@example.org", subject="One", text="text")

    assert send_due() == 0
    assert OutgoingMail.objects.due(timezone.now()).get().attempts == 0


def test_queries_of_a_mail_do_not_grow_with_what_is_asked_about_its_reader(
    asker, deliver_events, count_queries
):
    """Worded and ticked off; the rest is asked once for all that are taken together."""
    question = make_question(author=asker)
    make_answer(question=question)
    deliver_events()
    few = count_queries(send_due)
    for _ in range(5):
        make_answer(question=question)
    deliver_events()
    many = count_queries(send_due)

    assert many - few == 4 * 2


def test_mail_that_kills_its_sender_each_time_is_given_up(db, mailoutbox):
    """F-05: it must not go on for ever, and nobody sees an exception of a killed process."""
    queue_account_mail(to="lena@example.org", subject="One", text="text")
    OutgoingMail.objects.update(attempts=MAX_ATTEMPTS)

    assert send_due() == 0
    assert OutgoingMail.objects.get().state == State.FAILED


def test_mails_about_the_account_go_first(answered, mailoutbox):
    """F-18: somebody sits there and waits for his link."""
    queue_account_mail(to="okan@example.org", subject="Your new password", text="link")

    assert send_due(limit=1) == 1
    assert mailoutbox[0].subject == "Your new password"


def test_eight_tries_outlive_a_day_of_refusals(refusing_server, db):
    """F-18: a server that answers 4xx for 24 hours costs no mail."""
    queue_account_mail(to="refused@example.org", subject="One", text="text")
    waited = timedelta()
    while OutgoingMail.objects.get().state == State.QUEUED:
        make_due()
        before = timezone.now()
        send_due()
        waited += max(OutgoingMail.objects.get().not_before - before, timedelta())

    assert timedelta(hours=24) < waited < timedelta(hours=48)


def test_sender_takes_no_more_than_asked(db, mailoutbox):
    for number in range(3):
        queue_account_mail(to="lena@example.org", subject=f"Mail {number}", text="text")

    assert send_due(limit=2) == 2
    assert [message.subject for message in mailoutbox] == ["Mail 0", "Mail 1"]


def test_idle_sender_opens_no_connection(db, count_queries):
    assert count_queries(send_due) == 1


def test_mail_goes_out_to_a_person_or_an_address_never_to_both_or_none(answered):
    with pytest.raises(IntegrityError), transaction.atomic():
        OutgoingMail.objects.update(to="somebody@example.org")
    with pytest.raises(IntegrityError), transaction.atomic():
        OutgoingMail.objects.create(to="", message_id="<1@x>")


def test_server_that_is_away_counts_against_no_mail(settings, mailoutbox, db):
    """F-18: it is left alone for half a minute, and then everything goes out."""
    queue_account_mail(to="lena@example.org", subject="One", text="text")
    working = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = f"{__name__}.AbsentBackend"
    for _ in range(MAX_ATTEMPTS + 2):
        assert send_due() == 0
    assert OutgoingMail.objects.get().attempts == 0

    settings.EMAIL_BACKEND = working
    assert send_due() == 0
    cache.delete(AWAY)
    assert send_due() == 1
