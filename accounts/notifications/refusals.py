"""What the mail server's answers mean."""

import re
import smtplib
from dataclasses import dataclass

from accounts.notifications.bounces import Refusal
from accounts.notifications.dsn import is_about_us, is_hard
from accounts.notifications.smtp import NoWord

PERMANENT = 500
GOOD_BYE = 421
_ENHANCED = re.compile(rb"^\s*([245]\.\d{1,3}\.\d{1,3})\b")


@dataclass(frozen=True)
class Verdict:
    """`is_final` says that the same mail need not be tried again; `refusal` is what was said of
    the mailbox, if anything."""

    is_final: bool
    code: str
    refusal: Refusal | None


def verdict_on(error: Exception) -> Verdict | None:
    """How the server refused recipient or mail; None for whatever else went wrong.

    Only what is said of the recipient can make his address unusable: a server that dislikes our
    text, our network or our speed says nothing about him, however often.
    """
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, words = next(iter(error.recipients.values()), (0, b""))
        return _verdict(code, words, is_about_recipient=True)
    if isinstance(error, smtplib.SMTPDataError):
        return _verdict(error.smtp_code, error.smtp_error, is_about_recipient=False)
    return None


def has_hung_up(error: smtplib.SMTPException) -> bool:
    """Has the server ended the conversation before it had our text?"""
    good_bye = isinstance(error, smtplib.SMTPSenderRefused) and error.smtp_code == GOOD_BYE
    is_lost = isinstance(error, smtplib.SMTPServerDisconnected) and not isinstance(error, NoWord)
    return good_bye or is_lost


def _verdict(code: int, words: bytes | str, *, is_about_recipient: bool) -> Verdict:
    said = words if isinstance(words, bytes) else words.encode("utf-8", "replace")
    enhanced = _ENHANCED.match(said)
    status = enhanced.group(1).decode() if enhanced else str(code)
    is_final = code >= PERMANENT
    if is_about_us(status) or not (enhanced or is_about_recipient):
        return Verdict(is_final, status, None)
    is_gone = is_final and is_about_recipient and (enhanced is None or is_hard(status))
    return Verdict(is_final, status, Refusal(is_gone, status))
