"""Delivery status notifications (RFC 3464): what a mail server says about a mail of ours.

Anybody can write such a mail. It counts only if it returns the Message-ID that we gave to the mail
and names the address that we sent it to; the rest of its text is never looked at.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import Message

from accounts.mailbox import UnacceptableMailbox, canonical_mailbox

LARGEST = 500_000
MOST_PARTS = 50
_STATUS = re.compile(r"\b([245])\.(\d{1,3})\.(\d{1,3})\b", re.ASCII)
_MESSAGE_ID = re.compile(r"^message-id:\s*(<[!-;=?-~]{1,180}>)", re.IGNORECASE | re.MULTILINE)
_RETURNED = {"message/rfc822", "text/rfc822-headers", "message/global", "message/global-headers"}
_REPORTS = {"message/delivery-status", "message/global-delivery-status"}


@dataclass(frozen=True)
class Report:
    """One recipient whom one of our mails did not reach; `status` is like 5.1.1."""

    message_id: str
    addresses: frozenset[str]
    status: str

    @property
    def is_hard(self) -> bool:
        return is_hard(self.status)


def read_reports(raw: bytes) -> list[Report]:
    """What `raw` reports; empty for everything that is no report about one of our mails."""
    if len(raw) > LARGEST:
        return []
    parts = list(_parts(message_from_bytes(raw, policy=policy.compat32)))
    message_id = next((found for part in parts if (found := _returned_id(part))), "")
    if not message_id:
        return []
    blocks = [block for part in parts for block in _blocks(part)]
    reports = (_report(block, message_id) for block in blocks)
    return [report for report in reports if report]


def is_hard(status: str) -> bool:
    """Will no later try succeed? Policies (5.7.x), full mailboxes and the like may pass."""
    found = _STATUS.search(status)
    if found is None:
        return False
    sort, subject, detail = found.groups()
    is_about_mailbox = subject == "1" or (subject == "2" and detail not in {"2", "3"})
    return sort == "5" and (is_about_mailbox or (subject, detail) == ("0", "0"))


def is_about_us(status: str) -> bool:
    """Does it speak of our protocol, text or network (x.5 to x.7), and not of the mailbox?"""
    found = _STATUS.search(status)
    return found is not None and found.group(2) in {"5", "6", "7"}


def _parts(message: Message) -> Iterator[Message]:
    for number, part in enumerate(message.walk()):
        if number >= MOST_PARTS:
            return
        yield part


def _returned_id(part: Message) -> str:
    if part.get_content_type() not in _RETURNED:
        return ""
    payload = part.get_payload()
    returned = payload[:1] if isinstance(payload, list) else [payload]
    text = "".join(str(each) for each in returned)
    found = _MESSAGE_ID.search(text)
    return found.group(1) if found else ""


def _blocks(part: Message) -> list[Message]:
    """The first block is about the mail, each further one about a recipient."""
    if part.get_content_type() not in _REPORTS or not part.is_multipart():
        return []
    return [block for block in part.get_payload() if isinstance(block, Message)][1:]


def _report(block: Message, message_id: str) -> Report | None:
    action = str(block.get("Action", "")).strip().lower()
    status = _STATUS.search(str(block.get("Status", "")))
    if action != "failed" or status is None:
        return None
    named = (block.get(name) for name in ("Final-Recipient", "Original-Recipient"))
    addresses = frozenset(address for name in named if (address := _address(name)))
    return Report(message_id, addresses, status.group(0)) if addresses else None


def _address(field: object) -> str:
    """`rfc822; name@example.org` as we store it."""
    try:
        return canonical_mailbox(str(field or "").partition(";")[2].strip().strip("<>"))
    except UnacceptableMailbox:
        return ""
