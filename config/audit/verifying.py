"""Looks for anything in the record that was changed, taken out, put in or exchanged."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from django.db.models import Exists, OuterRef
from django.utils import timezone

from config.audit import files, protection, signing
from config.audit.hashing import BEGINNING, digest_of, hash_of
from config.audit.models import AuditPerson, AuditRecord, AuditRoot, AuditSeal, AuditWords, Unsealed

ROWS_AT_ONCE = 2000
# By then a day that is over has its root, if the workers run.
ROOT_DUE_AFTER = timedelta(hours=1)
# The sealer looks every second.
SEALED_WITHIN = timedelta(hours=1)


@dataclass(slots=True)
class Report:
    """What was looked at and what is wrong; `wordless` records gave their words away lawfully."""

    sealed: int = 0
    waiting: int = 0
    wordless: int = 0
    roots: int = 0
    problems: list[str] = field(default_factory=list)


def verify(root_files: Sequence[Path] = (), *, now: datetime | None = None) -> Report:
    """Check the whole record, and with it the roots in `root_files`, which were kept elsewhere."""
    at = now or timezone.now()
    report = Report(
        sealed=AuditSeal.objects.count(),
        waiting=Unsealed.objects.count(),
        wordless=AuditRecord.objects.filter(words=None).count(),
        roots=AuditRoot.objects.count(),
    )
    for problems in (
        _unprotected(),
        _broken_chain(),
        _never_sealed(),
        _waiting_in_vain(at),
        _other_words(),
        _other_people(),
        _wrong_roots(at),
        _cut_chain(),
        _contradictions([*files.kept_roots(), *root_files]),
    ):
        report.problems += problems
    return report


def _unprotected() -> Iterator[str]:
    for trigger in protection.missing():
        yield (
            f"Nothing keeps {trigger.table} from {trigger.verb}: `manage.py migrate` sets the"
            " trigger again."
        )


def _broken_chain() -> Iterator[str]:
    """Each seal is compared with what the one before it says, so one fault is told once."""
    seals = AuditSeal.objects.select_related("record").order_by("number")
    expected, previous, day = 1, BEGINNING, date.min
    for seal in seals.iterator(chunk_size=ROWS_AT_ONCE):
        if seal.number != expected:
            yield f"{_span(expected, seal.number - 1)} missing, with what was recorded there."
        elif _digest_of(seal, previous) != seal.digest:
            yield f"Number {seal.number} (record {seal.record_id}, {seal.day}) was changed."
        if seal.day < day:
            yield f"Number {seal.number} stands in an earlier day than the one before it."
        expected, previous, day = seal.number + 1, seal.digest, seal.day


def _digest_of(seal: AuditSeal, previous: str) -> str:
    return digest_of(seal.record, number=seal.number, day=seal.day, previous=previous)


def _never_sealed() -> Iterator[str]:
    """The sealer notes what it still has to do: what is in neither list was put in or cut loose."""
    waits = Unsealed.objects.filter(record=OuterRef("pk"))
    loose = AuditRecord.objects.filter(~Exists(waits), seal=None).order_by("pk")
    for pk in loose.values_list("pk", flat=True):
        yield f"Record {pk} stands in no chain and does not wait for it."


def _waiting_in_vain(now: datetime) -> Iterator[str]:
    """Until a record has its place, it can be taken out unseen: nobody may keep it waiting."""
    for pk in Unsealed.objects.exclude(record__seal=None).values_list("record_id", flat=True):
        yield f"Record {pk} waits for its place in the chain and has one already."
    late = Unsealed.objects.filter(record__seal=None, record__at__lt=now - SEALED_WITHIN)
    if oldest := late.order_by("record").first():
        yield f"The chain stands still: record {oldest.record_id} has waited for over an hour."


def _other_words() -> Iterator[str]:
    known = Exists(AuditRecord.objects.filter(pk=OuterRef("record_id")))
    for pk in AuditWords.objects.filter(~known).values_list("record_id", flat=True):
        yield f"There are words of record {pk}, which is missing."
    rows = AuditWords.objects.order_by("pk").values_list(
        "record_id", "salt", "why", "record__words_hash"
    )
    for pk, salt, why, words_hash in rows.iterator(chunk_size=ROWS_AT_ONCE):
        if hash_of(why, salt=salt) != words_hash:
            yield f"The words of record {pk} were changed."


def _other_people() -> Iterator[str]:
    for person in AuditPerson.objects.order_by("pk").iterator(chunk_size=ROWS_AT_ONCE):
        if hash_of(str(person.user_id), salt=person.salt) != person.pseudonym:
            yield f"The pseudonym {person.pseudonym} was given to another account."


def _wrong_roots(now: datetime) -> Iterator[str]:
    first = 1
    digests = _digests(AuditRoot.objects.values_list("last", flat=True))
    for root in AuditRoot.objects.order_by("day"):
        problem = signing.problem_with(root)
        if problem:
            yield f"The root of {root.day} is not to be trusted: {problem}."
        if root.first != first or digests.get(root.last) != root.digest:
            yield f"The root of {root.day} does not fit the chain."
        first = root.last + 1
    over = (now - ROOT_DUE_AFTER).astimezone(UTC).date()
    days = AuditSeal.objects.filter(number__gte=first, day__lt=over).values_list("day", flat=True)
    for day in sorted(set(days)):
        yield f"The root of {day} is missing."


def _cut_chain() -> Iterator[str]:
    """Of what was sealed lately no root tells yet, but the marks do."""
    marks = list(files.marks())
    digests = _digests(mark.number for mark in marks)
    for mark in marks:
        if digests.get(mark.number) != mark.digest:
            yield (
                f"{mark.file} knows number {mark.number}, and the database has"
                f" {'another one' if mark.number in digests else 'none'}."
            )


def _contradictions(paths: Sequence[Path]) -> Iterator[str]:
    for path in paths:
        try:
            problem = _contradiction(files.read_root(path))
        except files.UnreadableRoot as unreadable:
            problem = str(unreadable)
        if problem:
            yield f"{path}: {problem}."


def _contradiction(kept: AuditRoot) -> str:
    problem = signing.problem_with(kept)
    if problem:
        return problem
    if _digests([kept.last]).get(kept.last) != kept.digest:
        return f"the chain of {kept.day} in the database is another one"
    stored = AuditRoot.objects.filter(day=kept.day).first()
    if stored is None or signing.signed_content(stored) != signing.signed_content(kept):
        return f"the database has another root of {kept.day}"
    return ""


def _digests(numbers: Iterable[int]) -> dict[int, str]:
    wanted = sorted(set(numbers))
    found: dict[int, str] = {}
    for start in range(0, len(wanted), ROWS_AT_ONCE):
        batch = AuditSeal.objects.filter(number__in=wanted[start : start + ROWS_AT_ONCE])
        found.update(batch.values_list("number", "digest"))
    return found


def _span(first: int, last: int) -> str:
    return f"Number {first} is" if first == last else f"Numbers {first} to {last} are"
