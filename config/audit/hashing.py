"""What is hashed, and how: whoever knows this file can check the record without the product."""

import hashlib
import json
from datetime import UTC, date, datetime

from config.audit.models import AuditRecord

# Before the first seal of all there is nothing.
BEGINNING = "0" * 64


def hash_of(text: str, *, salt: str) -> str:
    """SHA-256 of salt and text, in hexadecimal digits."""
    return hashlib.sha256(f"{salt}\n{text}".encode()).hexdigest()


def digest_of(record: AuditRecord, *, number: int, day: date, previous: str) -> str:
    """The digest of a seal: of its number and day, everything in its record, and the digest
    before it."""
    return hashlib.sha256(canonical([previous, number, day, *content_of(record)])).hexdigest()


def content_of(record: AuditRecord) -> list[object]:
    return [getattr(record, field.attname) for field in AuditRecord._meta.concrete_fields]


def canonical(content: object) -> bytes:
    """One spelling for one content, whatever the database and the machine."""
    return json.dumps(content, default=spelt, ensure_ascii=True, separators=(",", ":")).encode()


def spelt(value: object) -> str:
    """A day or a time as text, times in UTC to the microsecond."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no canonical spelling.")
