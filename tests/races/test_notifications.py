"""Telling, muting and mailing at the same moment: nobody hears a thing twice."""

from collections import Counter
from datetime import timedelta

from django.core import mail
from django.utils import timezone

from accounts.notifications.actions import mark_all_read, notify
from accounts.notifications.bounces import Refusal, record_bounce
from accounts.notifications.choosing import Wishes, choose_mail, stop_mails
from accounts.notifications.digesting import build_due_digests
from accounts.notifications.kinds import Group
from accounts.notifications.models import (
    Bounce,
    Consent,
    MailSettings,
    Notice,
    OutgoingMail,
    PausedAddress,
)
from accounts.notifications.sending import send_due
from accounts.notifications.settling import settle_unseeable
from community.actions.following import follow_question, mute_question
from community.events import AnswerPosted
from community.handlers import tell_followers
from config.recount import registered
from tests.factories import make_answer, make_question, make_user
from tests.races.parallel import ROUNDS, at_once, failures, times

WISHES = Wishes(
    channels={"answered": "digest"},
    digest="daily",
    digest_hour=7,
    time_zone="UTC",
    is_any_hour_fine=False,
    words="Yes",
)


def drift() -> list[str]:
    return [str(row) for each in registered() for row in each.differences()]


def make_people(count: int) -> list[int]:
    return [make_user().pk for _ in range(count)]


def test_telling_three_times_at_once_tells_once():
    """C-20"""
    people = make_people(20)
    for round_ in range(ROUNDS):

        def tell(key=f"answered:{round_}"):
            return notify(user_ids=people, kind="answered", subject_id=1, key=key)

        results = at_once(times(3, tell))
        assert failures(results) == []
        assert sum(results) == 20

    assert Notice.objects.count() == OutgoingMail.objects.count() == 20 * ROUNDS
    assert drift() == []


def test_reading_while_being_told_leaves_the_right_count():
    """C-20"""
    reader = make_user()
    calls = [lambda n=n: notify(**told(reader, n)) for n in range(20)]
    calls += [*times(4, lambda: mark_all_read(user=reader)), settle_unseeable]

    assert failures(at_once(calls)) == []
    assert drift() == []


def told(reader, number: int) -> dict:
    return {
        "user_ids": [reader.pk],
        "kind": "answered",
        "subject_id": 1,
        "key": f"answered:{number}",
    }


def test_muting_while_followers_are_told_ends_the_mails(settings):
    """C-24: told or not, nobody who muted gets a mail."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    for _ in range(ROUNDS):
        question = make_question()
        followers = [make_user() for _ in range(8)]
        for person in followers:
            follow_question(question=question, by=person)
        answer = make_answer(question=question)
        event = AnswerPosted(question.pk, answer.pk)
        mutes = [lambda p=p, q=question: mute_question(question=q, by=p) for p in followers[:4]]
        results = at_once([*mutes, *times(3, lambda event=event: tell_followers(event))])

        assert failures(results) == []
        mail.outbox.clear()
        send_due(limit=100)
        mailed = {message.to[0] for message in mail.outbox}
        assert mailed.isdisjoint({person.email for person in followers[:4]})
        assert mailed >= {person.email for person in followers[4:]}


def test_unsubscribing_while_saving_leaves_one_row_each():
    reader = make_user()
    calls = [
        *times(4, lambda: stop_mails(user=reader, group=Group.ANSWERS)),
        *times(4, lambda: choose_mail(user=reader, wishes=WISHES)),
    ]

    assert failures(at_once(calls)) == []
    assert MailSettings.objects.count() == 1
    assert Consent.objects.standing("digest").count() <= 1


def test_two_builders_owe_each_reader_one_digest():
    """F-18"""
    readers = [make_user() for _ in range(10)]
    for reader in readers:
        choose_mail(user=reader, wishes=WISHES)
        answer = make_answer(question=make_question(author=reader))
        notify(
            user_ids=[reader.pk],
            kind="answered",
            subject_id=answer.pk,
            key=f"answered:{answer.pk}",
        )
    for _ in range(ROUNDS):
        MailSettings.objects.update(digest_due_at=timezone.now() - timedelta(minutes=1))
        results = at_once(times(4, build_due_digests))
        assert failures(results) == []
        assert sum(results) == 10

    owed = Counter(OutgoingMail.objects.exclude(digest_of=None).values_list("digest_of", flat=True))
    assert owed == {reader.pk: 1 for reader in readers}


def test_same_mail_returned_many_times_at_once_counts_once():
    reader = make_user()
    notify(**told(reader, 1))
    OutgoingMail.objects.update(state="sent", sent_to=reader.email)

    def bounce():
        record_bounce(mail=OutgoingMail.objects.get(), refusal=Refusal(True, "5.1.1"))

    assert failures(at_once(times(8, bounce))) == []
    assert Bounce.objects.count() == PausedAddress.objects.count() == 1
    assert Notice.objects.filter(kind="unreachable").count() == 1
