"""The worker's part of a download: takes what is asked for by lease and writes its file."""

import os
import secrets
from datetime import datetime, timedelta
from pathlib import Path

import structlog
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.notifications.actions import notify
from accounts.privacy.archive import write_archive
from accounts.privacy.models import DataDownload
from config.audit.recording import about_person, record_act

log = structlog.get_logger(__name__)
LEASE = timedelta(minutes=15)
MAX_ATTEMPTS = 5
KEPT_FOR = timedelta(days=7)
_UNFINISHED = ".unfinished"


def make_due(*, now: datetime | None = None) -> int:
    """Make every copy that is asked for; return how many became ready."""
    made = 0
    while (download := _claim(now or timezone.now())) is not None:
        try:
            _make(download, now or timezone.now())
            made += 1
        except Exception:  # the next one is still to be made; this one comes back
            log.exception("download.failed", download=download.pk, attempts=download.attempts)
            _give_up_if_hopeless(download)
    return made


def file_of(download: DataDownload) -> Path:
    return Path(settings.EXPORT_DIR) / download.file_name


def remove_files(*, now: datetime) -> int:
    """Delete the files whose time is over or whose row is gone; return how many."""
    there = set(DataDownload.objects.there(now).values_list("file_name", flat=True))
    folder = Path(settings.EXPORT_DIR)
    over = [path for path in folder.glob("*") if path.name not in there and _is_old(path, now)]
    for path in over:
        path.unlink(missing_ok=True)
    return len(over)


def _claim(now: datetime) -> DataDownload | None:
    if not DataDownload.objects.due(now).exists():
        return None
    with transaction.atomic():
        due = DataDownload.objects.due(now).order_by("not_before", "id")
        download = due.select_for_update(skip_locked=True).first()
        if download is not None:
            download.attempts += 1
            download.not_before = now + LEASE
            download.save(update_fields=["attempts", "not_before"])
    return download


def _make(download: DataDownload, now: datetime) -> None:
    """Write the file whole under another name first: what has its name is complete."""
    user = User.objects.get(pk=download.user_id)
    download.file_name = f"{secrets.token_urlsafe(32)}.zip"
    path = file_of(download)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    unfinished = path.with_name(path.name + _UNFINISHED)
    with os.fdopen(os.open(unfinished, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "w+b") as file:
        write_archive(file, user, now)
        os.fsync(file.fileno())
    unfinished.replace(path)
    if not _announce(download, path.stat().st_size, now):
        path.unlink()


@transaction.atomic
def _announce(download: DataDownload, size: int, now: datetime) -> bool:
    """False where nobody waits for it any more: the account was erased meanwhile."""
    waiting = DataDownload.objects.filter(pk=download.pk, state=DataDownload.State.REQUESTED)
    if not waiting.update(
        state=DataDownload.State.READY,
        file_name=download.file_name,
        size=size,
        ready_at=now,
        expires_at=now + KEPT_FOR,
    ):
        return False
    record_act("copy-made", by=None, subject=about_person(download.user))
    notify(
        user_ids=[download.user_id],
        kind="download-ready",
        subject_id=download.pk,
        key=f"download:{download.pk}",
    )
    return True


def _give_up_if_hopeless(download: DataDownload) -> None:
    if download.attempts >= MAX_ATTEMPTS:
        DataDownload.objects.filter(pk=download.pk).update(state=DataDownload.State.FAILED)


def _is_old(path: Path, now: datetime) -> bool:
    """What is being written at this moment has no row yet."""
    try:
        written_at = datetime.fromtimestamp(path.stat().st_mtime, tz=now.tzinfo)
    except FileNotFoundError:
        return False
    return now - written_at > LEASE
