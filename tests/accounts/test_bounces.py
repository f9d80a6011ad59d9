"""Mail that comes back pauses its address; a forged one silences nobody."""

from datetime import timedelta
from io import BytesIO, TextIOWrapper
from smtplib import SMTPDataError, SMTPRecipientsRefused

import pytest
from django.core import mail as django_mail
from django.core.mail.backends.base import BaseEmailBackend
from django.core.management import call_command
from django.db import OperationalError
from django.utils import timezone

from accounts.mailbox import abuse_key
from accounts.models import Affiliation
from accounts.notifications import sending
from accounts.notifications.actions import queue_account_mail
from accounts.notifications.bounces import Refusal, ask_to_confirm_again, record_bounce
from accounts.notifications.dsn import LARGEST, read_reports
from accounts.notifications.models import Bounce, Notice, OutgoingMail, PausedAddress
from accounts.notifications.returned import take_in, take_in_maildir
from accounts.notifications.sending import send_due
from tests.factories import make_affiliation, make_answer, make_question

State = OutgoingMail.State
REPORT = """\
From: MAILER-DAEMON@mx.example.net
To: returns@community.example
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

Sorry. Message-ID: <somebody-elses@example.net>

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.net

Final-Recipient: rfc822; {address}
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 no such user

--b
Content-Type: {returned}

From: community@localhost
Message-ID: {message_id}
Subject: New answer

--b--
"""


class Backend(BaseEmailBackend):
    error: Exception | None = None

    def send_messages(self, messages):
        if self.error is not None:
            raise self.error
        django_mail.outbox.extend(messages)
        return len(messages)


@pytest.fixture
def server_says(settings, monkeypatch):
    """The mail server answers every mail with this error."""
    settings.EMAIL_BACKEND = f"{__name__}.Backend"
    return lambda error: monkeypatch.setattr(Backend, "error", error)


@pytest.fixture
def sent(asker, helper, deliver_events, mailoutbox):
    """A mail to the asker that went out."""
    make_answer(question=make_question(author=asker), author=helper)
    deliver_events()
    send_due()
    return OutgoingMail.objects.get()


def report(mail: OutgoingMail, **values: str) -> bytes:
    defaults = {
        "address": mail.sent_to,
        "action": "failed",
        "status": "5.1.1",
        "returned": "text/rfc822-headers",
        "message_id": mail.message_id,
    }
    return REPORT.format(**(defaults | values)).encode()


def is_paused(user) -> bool:
    return PausedAddress.objects.filter(address=user.email).exists()


# What the server says while we send.


@pytest.mark.parametrize(
    ("code", "words", "pauses"),
    [
        (550, b"5.1.1 no such user", True),
        (550, b"no such user", True),
        (553, b"5.1.3 bad address", True),
        (552, b"5.2.2 mailbox full", False),
        (550, b"5.7.1 your network is on a list", False),
        (554, b"5.7.26 unauthenticated", False),
    ],
)
def test_refusal_for_good_pauses_the_address_if_it_is_about_the_address(
    server_says, asker, code, words, pauses
):
    server_says(SMTPRecipientsRefused({asker.email: (code, words)}))
    queue_account_mail(to=asker.email, subject="One", text="text")
    send_due()

    assert OutgoingMail.objects.get().state == State.FAILED
    assert is_paused(asker) is pauses


@pytest.mark.parametrize(
    ("error", "why"),
    [
        (SMTPDataError(554, b"5.6.0 we dislike it"), "refused: 5.6.0"),
        (SMTPDataError(554, b"we dislike it"), "refused: 554"),
        (SMTPRecipientsRefused({"x": (550, b"5.7.1 your network is on a list")}), "refused: 5.7.1"),
    ],
    ids=["text", "text, no code", "network"],
)
def test_refusal_of_text_or_sender_never_pauses_a_reader(server_says, asker, error, why):
    """However often: a day on somebody's list must not pause everybody who got five mails."""
    server_says(error)
    for number in range(6):
        queue_account_mail(to=asker.email, subject=f"Mail {number}", text="text")
    send_due()

    assert set(OutgoingMail.objects.values_list("state", "why")) == {(State.FAILED, why)}
    assert not Bounce.objects.exists()
    assert not is_paused(asker)


def test_mail_that_cannot_be_given_up_whole_is_not_given_up(server_says, asker, monkeypatch):
    """F-31: the tick and the pause of its address are one."""

    def break_down(**_):
        raise OperationalError

    server_says(SMTPRecipientsRefused({asker.email: (550, b"5.1.1 no such user")}))
    queue_account_mail(to=asker.email, subject="One", text="text")
    monkeypatch.setattr(sending, "record_bounce", break_down)

    with pytest.raises(OperationalError):
        send_due()
    assert OutgoingMail.objects.get().state == State.QUEUED


def test_refusal_for_now_is_tried_again(server_says, asker):
    server_says(SMTPRecipientsRefused({asker.email: (450, b"4.2.0 greylisted")}))
    queue_account_mail(to=asker.email, subject="One", text="text")
    send_due()

    owed = OutgoingMail.objects.get()
    assert owed.state == State.QUEUED
    assert owed.not_before > timezone.now()
    assert not Bounce.objects.exists()


def test_mail_to_a_paused_address_that_is_greylisted_gets_its_second_try(
    server_says, asker, mailoutbox
):
    """Or nobody behind greylisting could ever confirm his address again."""
    PausedAddress.objects.create(address=asker.email, user=asker, why="5.1.1")
    server_says(SMTPRecipientsRefused({asker.email: (450, b"4.2.0 greylisted")}))
    ask_to_confirm_again(user=asker)
    send_due()
    server_says(None)
    OutgoingMail.objects.update(not_before=timezone.now())

    assert send_due() == 1
    assert len(mailoutbox) == 1


# What comes back later.


@pytest.mark.parametrize("returned", ["text/rfc822-headers", "message/rfc822"])
def test_returned_mail_pauses_its_address_and_tells_its_owner(sent, asker, returned):
    assert take_in(report(sent, returned=returned)) == 1

    assert is_paused(asker)
    assert Notice.objects.filter(user=asker, kind="unreachable").count() == 1


@pytest.mark.parametrize(
    "forged",
    [
        {"message_id": "<guessed@127.0.0.1>"},
        {"address": "somebody@example.org"},
        {"address": "lena"},
        {"action": "delayed"},
        {"action": "delivered"},
        {"status": "2.0.0"},
        {"status": "very bad"},
        {"returned": "text/plain"},
    ],
    ids=str,
)
def test_forged_or_harmless_report_silences_nobody(sent, asker, forged):
    take_in(report(sent, **forged))

    assert not is_paused(asker)


def test_message_id_of_ones_own_mail_cannot_silence_another(sent, helper):
    """Whoever got a mail knows its id, and no more can come of it than his own silence."""
    take_in(report(sent, address=helper.email))

    assert not PausedAddress.objects.exists()


def test_report_about_a_mail_long_ago_is_not_believed(sent, asker):
    OutgoingMail.objects.update(sent_at=timezone.now() - timedelta(days=15))

    assert take_in(report(sent)) == 0


def test_same_report_twice_counts_once(sent):
    take_in(report(sent, status="4.4.7"))
    take_in(report(sent, status="4.4.7"))

    assert Bounce.objects.count() == 1


@pytest.mark.parametrize(
    "garbage",
    [
        b"",
        b"\x00\xff\xfe" * 100,
        b"Content-Type: multipart/report; boundary=b\n\n--b\nContent-Type: message/rfc822\n\n",
        b"Content-Type: multipart/report\n\nno boundary",
        b"Subject: =?utf-8?b?////?=\nContent-Type: text/plain; charset=klingon\n\nhello",
        b"a" * (LARGEST + 1),
    ],
    ids=["empty", "bytes", "cut off", "no boundary", "lies", "huge"],
)
def test_garbage_is_no_report(db, garbage):
    assert take_in(garbage) == 0


@pytest.mark.parametrize("sign", [b"\0", b"\xff", "ü".encode()], ids=["zero", "byte", "umlaut"])
def test_id_with_signs_that_no_database_takes_is_no_report(sent, sign):
    """A stranger's mail must not stop the mails behind it."""
    raw = report(sent).replace(b"Message-ID: <", b"Message-ID: <" + sign)

    assert read_reports(raw) == []
    assert take_in(raw) == 0


def test_returned_mail_that_speaks_of_our_network_pauses_nobody(sent, asker):
    assert take_in(report(sent, status="5.7.1")) == 0

    assert not Bounce.objects.exists()


def test_many_parts_are_not_read_to_the_end(db):
    parts = b"--b\nContent-Type: text/plain\n\nx\n" * 5000
    raw = b"Content-Type: multipart/report; boundary=b\n\n" + parts + b"--b--\n"

    assert take_in(raw) == 0


def test_mailbox_that_is_often_full_is_paused_in_the_end(asker):
    now = timezone.now()
    old = now - timedelta(days=15)
    for number, at in enumerate([old, old, *[now] * 5]):
        assert not is_paused(asker)
        mail = queue_account_mail(to=asker.email, subject=f"Mail {number}", text="text")
        mail.sent_to = asker.email
        record_bounce(mail=mail, refusal=Refusal(False, "4.2.2"), now=at)

    assert is_paused(asker)


def test_maildir_is_read_once(sent, asker, tmp_path):
    new = tmp_path / "new"
    new.mkdir()
    (new / "1.host").write_bytes(report(sent))
    (new / "2.host").write_bytes(b"\xff garbage")

    assert [take_in_maildir(tmp_path), take_in_maildir(tmp_path)] == [2, 0]
    assert is_paused(asker)
    assert sorted(path.name for path in (tmp_path / "cur").iterdir()) == [
        "1.host:2,S",
        "2.host:2,S",
    ]


def test_command_reads_a_mail_from_its_input(sent, asker, monkeypatch, capsys):
    monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(report(sent))))

    call_command("read_bounces")

    assert is_paused(asker)
    assert "1 of our mails came back." in capsys.readouterr().out


def test_badge_that_the_mailbox_proved_is_suspended(sent, asker):
    """A-ML-10: who can no longer be reached at the company may no longer be there."""
    badge = make_affiliation(
        user=asker,
        proof=Affiliation.Proof.MAILBOX,
        proof_key=abuse_key(asker.email),
    )
    take_in(report(sent))

    badge.refresh_from_db()
    assert badge.suspended_at is not None
