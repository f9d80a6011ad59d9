"""Which foreign record is which row here: what makes a second run add nothing."""

from collections.abc import Collection, Iterable, Iterator

from community.models import ImportedRecord

PERSON, QUESTION, ANSWER = "person", "question", "answer"
DUPLICATE_LINK = "duplicate-link"


def known_ids(source: str, kind: str, external_ids: Collection[str]) -> dict[str, int]:
    """The ids here, by those that the source gave."""
    records = ImportedRecord.objects.filter(source=source, kind=kind, external_id__in=external_ids)
    return dict(records.values_list("external_id", "object_id"))


def remember(source: str, kind: str, ids: Iterable[tuple[str, int]]) -> None:
    """Raises IntegrityError where another import was faster."""
    ImportedRecord.objects.bulk_create(_records(source, kind, ids))


def remember_first(source: str, kind: str, ids: Iterable[tuple[str, int]]) -> None:
    """Of several with the same foreign id, the first is kept."""
    ImportedRecord.objects.bulk_create(_records(source, kind, ids), ignore_conflicts=True)


def _records(source: str, kind: str, ids: Iterable[tuple[str, int]]) -> Iterator[ImportedRecord]:
    for external_id, object_id in ids:
        yield ImportedRecord(source=source, kind=kind, external_id=external_id, object_id=object_id)
