"""C-14: somebody is erased while he is writing, voting and asking for his data."""

from datetime import timedelta
from functools import partial

import pytest
from django.utils import timezone

from accounts.actions.profiles import CannotRename, rename_member
from accounts.models import User
from accounts.notifications.actions import notify
from accounts.privacy import downloads
from accounts.privacy.actions import (
    TIME_TO_THINK,
    CannotErase,
    CannotKeep,
    keep_account,
    request_download,
    request_erasure,
)
from accounts.privacy.erasing import SETTLING, carry_out_due
from accounts.privacy.models import DataDownload, Erasure
from community.actions.answers import answer_question
from community.actions.posting import CannotPost
from community.actions.questions import ask_question, join_affected
from community.actions.votes import vote_answer
from community.models import Answer, Following, Question
from config.events import relay
from config.personal_data import Erase, Person, declared
from config.recount import registered
from tests.factories import make_answer, make_member, make_question
from tests.races.parallel import ROUNDS, THREADS, at_once, failures, times

REMOVED = "This text was removed at its author's wish."
# What an act that came too late may say; anything else would be a fault.
TOO_LATE = (CannotPost, CannotRename, User.DoesNotExist)


@pytest.fixture(autouse=True)
def _own_files(settings, tmp_path):
    settings.EXPORT_DIR = tmp_path / "exports"
    settings.TOMBSTONE_FILE = tmp_path / "tombstones.jsonl"


def finish(send_mails) -> None:
    """What the workers do in the minutes after."""
    relay.deliver_pending(limit=1000)
    send_mails()
    later = timezone.now() + TIME_TO_THINK + SETTLING + timedelta(minutes=5)
    assert carry_out_due(now=later) == 1
    relay.deliver_pending(limit=1000)


def test_nothing_written_meanwhile_remains(send_mails):
    """C-14: with copies of the account that were loaded before."""
    for number in range(ROUNDS):
        lena = make_member(email=f"lena{number}@example.org", display_name=f"Lena B. {number}")
        foreign = [make_question(body=f"As Lena B. {number} said.") for _ in range(4)]
        answers = [make_answer() for _ in range(4)]
        request_erasure(user=lena, keeps_texts=False)
        due = timezone.now() + TIME_TO_THINK + timedelta(seconds=1)
        words = {"body": "My secret.", "by": lena}
        calls = [
            partial(carry_out_due, now=due),
            *(partial(ask_question, title="Mine", language="en", **words) for _ in range(3)),
            *(partial(answer_question, question=question, **words) for question in foreign),
            *(partial(vote_answer, answer=answer, by=lena, value=1) for answer in answers),
            *(partial(join_affected, question=question, by=lena) for question in foreign),
            partial(request_download, user=lena),
            partial(rename_member, user=lena, display_name=f"Lena C. {number}", by=lena),
            partial(notify, user_ids=[lena.pk], kind="x", subject_id=1, key=f"x:{number}"),
        ]
        assert [each for each in failures(at_once(calls)) if not isinstance(each, TOO_LATE)] == []
        downloads.make_due()

        finish(send_mails)

        assert _left_of(lena) == {}
        assert not Question.objects.filter(body__contains="Lena").exists()
        assert not Following.objects.filter(person=lena).exists()
        assert list(downloads.Path(downloads.settings.EXPORT_DIR).glob("*.zip")) == []
        assert [str(each) for recount in registered() for each in recount.differences()] == []


def _left_of(person: User) -> dict[str, int]:
    """Rows that should be gone, texts that should be removed, and the account's own words."""
    person.refresh_from_db()
    assert person.display_name == f"Former member #{person.pk}"
    assert person.email is None
    for model in (Question, Answer):
        assert set(model.objects.filter(author=person).values_list("body", flat=True)) <= {REMOVED}
    found = {
        f"{entry.table}.{entry.field}": entry.rows_of(Person(person.pk)).count()
        for entry in declared()
        if entry.erase in {Erase.DELETE, Erase.CLEAR}
    }
    return {place: count for place, count in found.items() if count}


def test_workers_at_once_carry_an_erasure_out_once(send_mails):
    """C-20"""
    for number in range(ROUNDS):
        lena = make_member(email=f"lena{number}@example.org", display_name=f"Lena B. {number}")
        make_question(author=lena)
        request_erasure(user=lena, keeps_texts=False)
        due = timezone.now() + TIME_TO_THINK + timedelta(seconds=1)

        assert failures(at_once(times(THREADS, partial(carry_out_due, now=due)))) == []

        finish(send_mails)
        assert Erasure.objects.filter(user=lena, done_at__isnull=False).count() == 1


def test_wish_sent_many_times_is_one_wish():
    """C-01"""
    lena = make_member(email="lena@example.org")
    results = at_once(times(THREADS, partial(request_erasure, user=lena, keeps_texts=True)))

    assert failures(results) == []
    assert Erasure.objects.count() == 1


def test_staying_and_being_erased_at_once_is_one_of_both(send_mails):
    """Nobody is told that he stays and then erased."""
    for number in range(ROUNDS):
        lena = make_member(email=f"lena{number}@example.org", display_name=f"Lena B. {number}")
        asked = request_erasure(user=lena, keeps_texts=True)
        just_before = asked.due_at - timedelta(microseconds=1)
        results = at_once(
            [
                *times(THREADS // 2, partial(keep_account, user=lena, now=just_before)),
                *times(THREADS // 2, partial(carry_out_due, now=asked.due_at)),
            ]
        )

        refused = failures(results)
        assert all(isinstance(problem, CannotKeep | CannotErase) for problem in refused)
        lena.refresh_from_db()
        asked.refresh_from_db()
        stays = any(result is True for result in results[: THREADS // 2])
        assert lena.is_active == stays == (asked.cancelled_at is not None)


def test_copy_asked_for_many_times_is_made_once():
    """C-01, C-20"""
    lena = make_member(email="lena@example.org")
    for number in range(ROUNDS):
        now = timezone.now() + timedelta(days=2 * number)
        ask = partial(request_download, user=lena, now=now)
        assert failures(at_once(times(THREADS, ask))) == []
        make = partial(downloads.make_due, now=now)
        assert sum(at_once(times(THREADS // 2, make))) == 1

    assert DataDownload.objects.filter(state="ready").count() == ROUNDS
