"""How a notice becomes a mail: in its reader's language, with what he may see at this moment."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation

from accounts.notifications.models import Notice, OutgoingMail
from accounts.notifications.reading import in_words


class Unsendable(Exception):
    """Nothing is to be sent any more; the text says why, for operators."""


def compose(mail: OutgoingMail) -> EmailMultiAlternatives:
    """The finished message; raises Unsendable if its reader or its subject is gone."""
    if mail.notice_id is None:
        return _message(mail, to=mail.to, subject=mail.subject, text=mail.text, html=mail.html)
    notice = Notice.objects.select_related("user").get(pk=mail.notice_id)
    reader = notice.user
    if not (reader.is_active and reader.email):
        raise Unsendable("the reader has no address")
    with translation.override(reader.language):
        entries = in_words([notice], viewer=reader)
        if not entries:
            raise Unsendable("the reader may not see it")
        return _of_entry(mail, reader, entries[0])


def _of_entry(mail: OutgoingMail, reader, entry) -> EmailMultiAlternatives:
    context = {
        "reader": reader,
        "told": entry.told,
        "base_url": settings.BASE_URL,
        "community": settings.COMMUNITY,
        "language": reader.language,
    }
    message = _message(
        mail,
        to=reader.email,
        subject=f"{entry.told.sentence}: {entry.told.title}",
        text=render_to_string("mail/notice.txt", context),
        html=render_to_string("mail/notice.html", context),
    )
    if entry.told.thread:
        thread = f"<{entry.told.thread}@{urlsplit(settings.BASE_URL).hostname}>"
        message.extra_headers |= {"References": thread, "In-Reply-To": thread}
    return message


def _message(
    mail: OutgoingMail, *, to: str, subject: str, text: str, html: str
) -> EmailMultiAlternatives:
    message = EmailMultiAlternatives(
        subject=" ".join(subject.split()),
        body=text,
        to=[to],
        headers={"Message-ID": mail.message_id, "Auto-Submitted": "auto-generated"},
    )
    if html:
        message.attach_alternative(html, "text/html")
    return message
