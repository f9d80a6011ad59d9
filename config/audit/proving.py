"""Does the record say that this was the text?"""

from config.audit.hashing import hash_of
from config.audit.models import AuditRecord


def record_of_text(text: str, *, subject: str) -> AuditRecord | None:
    """The newest record about `subject` after whose act it said exactly `text`; with its seal."""
    records = AuditRecord.objects.filter(subject=subject, words__isnull=False)
    for record in records.select_related("words", "seal").order_by("-id"):
        if hash_of(text, salt=record.words.salt) == record.after_hash:
            return record
    return None
