"""A copy of one's own data: asked for, made by the worker, fetched, gone."""

import json
import re
import tracemalloc
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.db import OperationalError
from django.urls import reverse
from django.utils import timezone

from accounts.actions.profiles import set_avatar
from accounts.models import ReputationEntry
from accounts.notifications.models import Notice
from accounts.privacy import downloads
from accounts.privacy.actions import CannotDownload, request_download
from accounts.privacy.archive import write_archive
from accounts.privacy.models import DataDownload
from community.actions.votes import vote_answer
from community.models import Question
from config.personal_data import declared
from config.retention import retain
from tests.factories import make_answer, make_member, make_question, make_user


def copy_of(user) -> ZipFile:
    file = BytesIO()
    write_archive(file, user, timezone.now())
    return ZipFile(file)


def data_of(user) -> dict:
    return json.loads(copy_of(user).read("data.json"))


def rows_of(user, table: str, column: str) -> list[dict]:
    return next(
        section["rows"]
        for section in data_of(user)["sections"]
        if (section["table"], section["column"]) == (table, column)
    )


def fetch(client_of, user, download) -> int:
    path = reverse("accounts:download", args=[download.pk])
    return client_of(user).get(path).status_code


def test_copy_is_made_by_the_worker_and_told(lena, client_of):
    """L-GD-01"""
    download = request_download(user=lena)
    assert download.state == DataDownload.State.REQUESTED

    assert downloads.make_due() == 1

    download.refresh_from_db()
    assert download.state == DataDownload.State.READY
    assert download.expires_at - download.ready_at == timedelta(days=7)
    assert Notice.objects.get(user=lena).kind == "download-ready"
    assert downloads.file_of(download).stat().st_size == download.size


def test_copy_holds_what_is_keyed_to_the_person(lena, helper):
    """L-GD-01"""
    question = make_question(author=lena, title="Why is it red?")
    answer = make_answer(question=question, author=helper)
    vote_answer(answer=answer, by=lena, value=1)
    mine = make_answer(author=lena, body="My own answer.")
    vote_answer(answer=mine, by=helper, value=1)

    assert [row["title"] for row in rows_of(lena, "community.question", "author")] == [
        "Why is it red?"
    ]
    assert rows_of(lena, "community.answer", "author")[0]["body"] == "My own answer."
    assert rows_of(lena, "community.vote", "voter")[0]["answer_id"] == answer.pk
    assert rows_of(lena, "accounts.reputationentry", "user")[0]["points"] > 0
    assert rows_of(lena, "account.emailaddress", "user")[0]["email"] == "lena@example.org"
    assert rows_of(lena, "accounts.user", "id")[0]["display_name"] == "Lena B."
    assert rows_of(lena, "accounts.declaration", "user")[0]["stance"] == "independent"


def test_copy_holds_nothing_of_others(lena, helper):
    """L-GD-01: not who voted, not what others wrote."""
    question = make_question(author=lena)
    make_answer(question=question, author=helper, body="A text of somebody else.")
    mine = make_answer(author=lena)
    vote_answer(answer=mine, by=helper, value=1)

    written = copy_of(lena).read("data.json").decode()

    assert "A text of somebody else." not in written
    assert "Heike" not in written
    columns = {
        name for section in data_of(lena)["sections"] for row in section["rows"] for name in row
    }
    assert not columns & {"voter", "voter_id", "caused_by", "caused_by_id", "answer_author_id"}


def test_copy_holds_no_secret(lena):
    """A-AZ-20"""
    written = copy_of(lena).read("data.json").decode()

    assert lena.password not in written
    for word in ("password", "session_key", "token", "secret", "recovery", "credential"):
        assert word not in written.lower()


def test_picture_is_in_it(lena):
    lena = set_avatar(user=lena, picture=b"a picture", by=lena)

    assert copy_of(lena).read("picture.webp") == b"a picture"


def test_shape_is_what_was_agreed(db):
    """A-AZ-20: a new column gets in on purpose; write the new shape into shape.json."""
    shape = {
        f"{entry.table}.{entry.field}": list(entry.export) for entry in declared() if entry.export
    }

    agreed = json.loads(Path(__file__).with_name("shape.json").read_text())
    assert shape == agreed


def test_page_for_readers_is_escaped(lena):
    make_question(author=lena, title="<script>alert(1)</script>", body="<img src=x>")

    page = copy_of(lena).read("index.html").decode()

    assert "<script>" not in page
    assert "<img" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert page.rstrip().endswith("</html>")


def test_page_speaks_the_language_of_its_reader(db):
    member = make_member(email="max@example.org", language="de")

    page = copy_of(member).read("index.html").decode()

    assert '<html lang="de">' in page


def test_copy_is_asked_for_once_a_day(lena):
    request_download(user=lena)
    first = request_download(user=lena)
    downloads.make_due()

    with pytest.raises(CannotDownload):
        request_download(user=lena)

    assert DataDownload.objects.get() == first
    assert request_download(user=lena, now=timezone.now() + timedelta(days=1, minutes=1))


def test_owner_alone_can_fetch_it(lena, helper, client_of):
    """A-AZ-01"""
    download = request_download(user=lena)
    downloads.make_due()

    assert fetch(client_of, helper, download) in {302, 404}
    assert re.fullmatch(r"[\w-]{43}\.zip", downloads.file_of(DataDownload.objects.get()).name)


def test_maker_that_was_killed_is_followed_by_another(lena, monkeypatch):
    """F-05: what it left behind is cleared away."""
    download = request_download(user=lena)

    def killed(file, *_args: object) -> None:
        file.write(b"half a file")
        raise SystemExit

    with monkeypatch.context() as dying:
        dying.setattr(downloads, "write_archive", killed)
        with pytest.raises(SystemExit):
            downloads.make_due()

    assert downloads.make_due() == 0
    later = timezone.now() + downloads.LEASE + timedelta(seconds=1)
    assert downloads.make_due(now=later) == 1
    download.refresh_from_db()
    assert download.attempts == 2
    folder = downloads.file_of(download).parent
    downloads.remove_files(now=later + downloads.LEASE)
    assert [path.name for path in folder.iterdir()] == [download.file_name]


def test_file_that_is_being_written_is_not_cleared_away(lena):
    """It has no row yet."""
    folder = Path(downloads.settings.EXPORT_DIR)
    folder.mkdir(parents=True)
    (folder / "abc.zip.unfinished").write_bytes(b"half a file")

    assert downloads.remove_files(now=timezone.now()) == 0
    assert downloads.remove_files(now=timezone.now() + 2 * downloads.LEASE) == 1


def test_copy_that_cannot_be_made_is_given_up_and_can_be_asked_for_again(lena, monkeypatch):
    download = request_download(user=lena)

    def broken(*_args: object) -> None:
        raise OperationalError

    monkeypatch.setattr(downloads, "write_archive", broken)
    now = timezone.now()
    for _ in range(downloads.MAX_ATTEMPTS):
        assert downloads.make_due(now=now) == 0
        now += downloads.LEASE + timedelta(seconds=1)

    download.refresh_from_db()
    assert download.state == DataDownload.State.FAILED
    assert request_download(user=lena).pk != download.pk


def test_file_is_gone_after_seven_days(lena, client_of):
    """L-GD-01: the link works for seven days."""
    download = request_download(user=lena)
    downloads.make_due()
    download.refresh_from_db()
    file = downloads.file_of(download)

    retain(now=timezone.now() + timedelta(days=6))
    assert file.exists()
    retain(now=timezone.now() + timedelta(days=7, minutes=1))

    assert not file.exists()
    assert not DataDownload.objects.exists()
    assert fetch(client_of, lena, download) in {302, 404}


def test_erasing_takes_the_copies_along(lena, erase):
    download = request_download(user=lena)
    downloads.make_due()
    download.refresh_from_db()
    file = downloads.file_of(download)

    erase(lena)

    assert not file.exists()
    assert not DataDownload.objects.exists()


def test_account_erased_while_its_copy_was_made_leaves_no_file(lena, erase, monkeypatch):
    """C-14"""
    request_download(user=lena)
    write = downloads.write_archive

    def erase_meanwhile(file, user, now) -> None:
        write(file, user, now)
        DataDownload.objects.all().delete()

    monkeypatch.setattr(downloads, "write_archive", erase_meanwhile)
    downloads.make_due()

    assert list(downloads.Path(downloads.settings.EXPORT_DIR).glob("*.zip")) == []


def test_big_account_needs_little_memory(lena):
    """20,000 posts are written some hundred at a time."""
    model = make_question(author=lena)
    kept = {
        field.attname: getattr(model, field.attname)
        for field in Question._meta.fields
        if field.name not in {"id", "submission"}
    }
    kept["body"] = "A line that is not short. " * 40
    Question.objects.bulk_create([Question(**kept) for _ in range(20_000)], batch_size=500)
    person = make_user()
    ReputationEntry.objects.filter(user=person).exists()

    tracemalloc.start()
    with open(downloads.settings.EXPORT_DIR.parent / "big.zip", "w+b") as file:
        write_archive(file, lena, timezone.now())
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert peak < 20_000_000
