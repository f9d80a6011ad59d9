"""F-31 for what the workers do in many transactions: it goes on where it was interrupted."""

import json
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from accounts.models import User
from accounts.notifications.models import OutgoingMail
from accounts.privacy import downloads
from accounts.privacy.actions import (
    TIME_TO_THINK,
    close_account,
    keep_account,
    request_download,
    request_erasure,
)
from accounts.privacy.erasing import LEASE, SETTLING, carry_out_due
from accounts.privacy.models import DataDownload, Erasure
from community.actions.votes import vote_answer
from community.models import Answer, Question
from tests.factories import make_answer, make_article, make_member, make_question
from tests.faults.test_all_or_nothing import failing, undone
from tests.faults.test_all_or_nothing import (
    test_use_case_happens_as_a_whole_or_not_at_all as happens_as_a_whole,
)

pytestmark = pytest.mark.django_db
# Each statement is tried in turn by so many runs of the suite; one run takes a stride.
STRIDE = 7


@pytest.fixture(autouse=True)
def _own_files(settings, tmp_path):
    settings.EXPORT_DIR = tmp_path / "exports"
    settings.TOMBSTONE_FILE = tmp_path / "tombstones.jsonl"


def lena() -> User:
    return make_member(email="lena@example.org", display_name="Lena B.")


def ask_for_a_copy() -> Callable:
    user = lena()
    return lambda: request_download(user=user)


def ask_to_be_erased() -> Callable:
    user = lena()
    return lambda: request_erasure(user=user, keeps_texts=True)


def stay() -> Callable:
    user = lena()
    request_erasure(user=user, keeps_texts=True)
    return lambda: keep_account(user=user)


def close() -> Callable:
    erasure = request_erasure(user=lena(), keeps_texts=True)
    return lambda: close_account(erasure=erasure)


@pytest.mark.parametrize("use_case", [ask_for_a_copy, ask_to_be_erased, stay, close])
def test_wish_is_taken_as_a_whole_or_not_at_all(use_case):
    """F-31"""
    happens_as_a_whole(use_case)


def make_a_life() -> User:
    user = lena()
    question = make_question(author=user, title="A title of Lena B.")
    make_answer(question=question, body="Lena B. asked.")
    answer = make_answer(author=user)
    make_article(answer=answer)
    vote_answer(answer=make_answer(), by=user, value=1)
    request_erasure(user=user, keeps_texts=False)
    return user


def erase(user: User, due) -> None:
    """The worker comes by again and again, as its task does."""
    for late in range(4):
        carry_out_due(now=due + late * (LEASE + SETTLING))
        OutgoingMail.objects.update(state=OutgoingMail.State.SENT)


def what_is_left(user: User) -> tuple:
    user.refresh_from_db()
    return (
        user.display_name,
        user.email,
        list(Question.objects.order_by("pk").values_list("title", "body")),
        list(Answer.objects.order_by("pk").values_list("body", flat=True)),
        Erasure.objects.exclude(done_at=None).count(),
    )


def undisturbed() -> tuple[int, int]:
    with undone():
        user = make_a_life()
        due = timezone.now() + TIME_TO_THINK + timedelta(seconds=1)
        with failing(0) as seen:
            erase(user, due)
        left = what_is_left(user)
        assert left[1] is None
        assert left[-1] == 1
        return len(seen), left[-1]


def test_erasure_is_finished_whichever_statement_fails():
    """F-31: nothing of the person is left, whatever broke on the way."""
    count, done = undisturbed()

    for number in range(1, count + 1, STRIDE):
        with undone():
            user = make_a_life()
            due = timezone.now() + TIME_TO_THINK + timedelta(seconds=1)
            with failing(number) as seen, suppress(DatabaseError):
                erase(user, due)
            # The worker stands in no transaction of its own, as this test does.
            transaction.set_rollback(False)
            erase(user, due + timedelta(days=1))
            name, email, questions, answers, finished = what_is_left(user)
            assert (name, email, finished) == (f"Former member #{user.pk}", None, done), seen[-1]
            assert "Lena" not in str(questions) + str(answers), seen[-1]


def test_copy_is_whole_or_not_there_whichever_statement_fails():
    """F-31"""
    with undone():
        user = make_a_life()
        request_download(user=user)
        with failing(0) as seen:
            assert downloads.make_due() == 1

    for number in range(1, len(seen) + 1, STRIDE):
        with undone():
            user = make_a_life()
            request_download(user=user)
            with failing(number) as tried, suppress(DatabaseError):
                downloads.make_due()
            transaction.set_rollback(False)
            downloads.make_due(now=timezone.now() + LEASE + timedelta(minutes=1))
            assert DataDownload.objects.get().state == DataDownload.State.READY, tried[-1]
            assert _is_whole(downloads.file_of(DataDownload.objects.get()))


def test_disk_that_is_full_leaves_no_half_a_copy(monkeypatch):
    """F-31: the n-th write of a file."""
    download = request_download(user=make_a_life())
    write = downloads.write_archive

    def full(file, *about) -> None:
        write(file, *about)
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as disk:
        disk.setattr(downloads, "write_archive", full)
        assert downloads.make_due() == 0
    download.refresh_from_db()
    assert download.state == DataDownload.State.REQUESTED

    assert downloads.make_due(now=timezone.now() + LEASE + timedelta(minutes=1)) == 1


def _is_whole(path: Path) -> bool:
    with ZipFile(path) as archive:
        return archive.testzip() is None and bool(json.loads(archive.read("data.json")))
