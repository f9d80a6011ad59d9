"""The words and headers of our mails. The sender is always ours, whatever anybody wrote."""

from textwrap import shorten
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from accounts.notifications.kinds import Group, Kind, Told
from accounts.notifications.models import OutgoingMail
from accounts.notifications.reading import Entry
from accounts.notifications.tokens import Unsubscribing, unsubscribe_url

LONGEST_SUBJECT = 200
_END_OF_TEXT = "\n--\n"


def notice_mail(mail: OutgoingMail, reader: User, kind: Kind, told: Told) -> EmailMultiAlternatives:
    stop_url = unsubscribe_url(Unsubscribing(reader.pk, group=kind.group))
    context = _context() | {
        "reader": reader,
        "told": told,
        "preheader": " ".join(told.excerpt.split())[:120],
        "group": kind.group.label,
        "stop_url": stop_url,
        "mute_url": unsubscribe_url(Unsubscribing(reader.pk, thread=told.thread))
        if told.thread
        else "",
    }
    message = _message(mail, to=reader.email or "", subject=f"{told.sentence}: {told.title}")
    _fill(message, "mail/notice", context)
    message.extra_headers |= _list_headers(kind.group, stop_url)
    if told.thread:
        thread = f"<{told.thread}@{_host()}>"
        message.extra_headers |= {"References": thread, "In-Reply-To": thread}
    return message


def digest_mail(mail: OutgoingMail, reader: User, entries: list[Entry]) -> EmailMultiAlternatives:
    stop_url = unsubscribe_url(Unsubscribing(reader.pk, group=Group.DIGEST))
    count = ngettext("%(count)d thing", "%(count)d things", len(entries)) % {"count": len(entries)}
    context = _context() | {
        "reader": reader,
        "entries": entries,
        "preheader": entries[0].told.title,
        "stop_url": stop_url,
    }
    subject = _("%(count)s new at %(name)s") % {
        "count": count,
        "name": settings.COMMUNITY["name"],
    }
    message = _message(mail, to=reader.email or "", subject=subject)
    _fill(message, "mail/digest", context)
    message.extra_headers |= _list_headers(Group.DIGEST, stop_url)
    return message


def account_mail(mail: OutgoingMail) -> EmailMultiAlternatives:
    """A finished text, in the same frame; nobody can unsubscribe from his own password."""
    message = _message(mail, to=mail.to, subject=mail.subject)
    message.body = mail.text
    message.reply_to = [mail.reply_to] if mail.reply_to else []
    with translation.override(mail.language or settings.LANGUAGE_CODE):
        message.extra_headers["Content-Language"] = translation.get_language()
        html = mail.html or render_to_string("mail/account.html", _context() | _parts_of(mail))
    message.attach_alternative(html, "text/html")
    return message


def _parts_of(mail: OutgoingMail) -> dict:
    """The paragraphs of the text; one that is nothing but an address becomes a button."""
    text = mail.text.partition(_END_OF_TEXT)[0]
    paragraphs = [part.strip() for part in text.split("\n\n") if part.strip()]
    links = {part for part in paragraphs if part.startswith(("http://", "https://"))}
    return {
        "subject": mail.subject,
        "paragraphs": [(part, part in links and " " not in part) for part in paragraphs],
    }


def _message(mail: OutgoingMail, *, to: str, subject: str) -> EmailMultiAlternatives:
    return EmailMultiAlternatives(
        subject=shorten(subject, LONGEST_SUBJECT, placeholder=" …"),
        from_email=settings.EMAIL_RETURN_PATH or settings.DEFAULT_FROM_EMAIL,
        to=[to],
        headers={
            "From": settings.DEFAULT_FROM_EMAIL,
            "Message-ID": mail.message_id,
            "Auto-Submitted": "auto-generated",
            "X-Auto-Response-Suppress": "OOF, AutoReply",
        },
    )


def _fill(message: EmailMultiAlternatives, template: str, context: dict) -> None:
    message.body = render_to_string(f"{template}.txt", context)
    message.attach_alternative(render_to_string(f"{template}.html", context), "text/html")
    message.extra_headers["Content-Language"] = translation.get_language()


def _list_headers(group: Group, stop_url: str) -> dict[str, str]:
    """RFC 2919, 2369 and 8058: mail programs show a button of their own."""
    ways = [f"<{stop_url}>"]
    if settings.UNSUBSCRIBE_EMAIL:
        ways.append(f"<mailto:{settings.UNSUBSCRIBE_EMAIL}?subject=unsubscribe>")
    return {
        "List-Id": f"<{group.value}.notices.{_host()}>",
        "List-Unsubscribe": ", ".join(ways),
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def _context() -> dict:
    return {
        "base_url": settings.BASE_URL,
        "community": settings.COMMUNITY,
        "language": translation.get_language(),
        "settings_url": settings.BASE_URL + reverse("accounts:notification-settings"),
    }


def _host() -> str:
    return urlsplit(settings.BASE_URL).hostname or "localhost"
