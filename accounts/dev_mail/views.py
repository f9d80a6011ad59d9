"""Mails that were written to var/mail instead of sent; there only on the loopback address."""

from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.access import public

SHOWN = 100
_END_OF_MAIL = b"-" * 79


@dataclass(frozen=True)
class StoredMail:
    name: str
    message: EmailMessage

    @property
    def subject(self) -> str:
        return self.message["Subject"] or ""

    @property
    def to(self) -> str:
        return self.message["To"] or ""

    @property
    def sent_at(self) -> datetime | None:
        """Django writes these in UTC, marked as -0000, which is read as a time without a zone."""
        date = self.message["Date"]
        return date.datetime.replace(tzinfo=UTC) if date else None

    @property
    def text(self) -> str:
        part = self.message.get_body(("plain",))
        return part.get_content() if part else ""


@public
@never_cache
@require_safe
def mailbox(request: HttpRequest) -> HttpResponse:
    newest = sorted(_folder().glob("*.log"), key=lambda file: file.stat().st_mtime_ns)[::-1]
    mails = [mail for file in newest[:SHOWN] for mail in reversed(_mails_in(file))]
    return render(request, "accounts/dev_mailbox.html", {"mails": mails[:SHOWN]})


@public
@never_cache
@require_safe
def mail(request: HttpRequest, name: str) -> HttpResponse:
    for file in _folder().glob("*.log"):
        for stored in _mails_in(file):
            if stored.name == name:
                return render(request, "accounts/dev_mail.html", {"mail": stored})
    raise Http404


def _folder() -> Path:
    return Path(settings.EMAIL_FILE_PATH)


def _mails_in(file: Path) -> list[StoredMail]:
    """Django's file backend appends the mails of one connection to one file."""
    *whole, _being_written = file.read_bytes().split(_END_OF_MAIL)
    return [
        StoredMail(f"{file.stem}-{number}", message_from_bytes(part.strip(), policy=policy.default))
        for number, part in enumerate(whole)
    ]
