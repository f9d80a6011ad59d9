"""Takes in what pages have left in the spool: each line once, whatever is killed meanwhile."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from config import spool
from config.spool import SpoolFile
from knowledge.models import SpoolMark

# A mark outlives its file where the worker was killed between removing the two.
MARKS_KEPT = timedelta(days=14)

Count = Callable[[date, Sequence[str]], None]


def take_in(kind: str, count: Count, *, now: datetime | None = None) -> int:
    """Give all new lines of `kind` to `count`, with their day; return how many.

    `count` writes in the transaction in which the mark moves on.
    """
    at = now or timezone.now()
    taken = sum(_take_file(file, count, at) for file in spool.files(kind))
    SpoolMark.objects.filter(taken_at__lt=at - MARKS_KEPT).delete()
    return taken


def _take_file(file: SpoolFile, count: Count, at: datetime) -> int:
    taken = 0
    while True:
        number, has_moved = _take_part(file, count, at)
        taken += number
        if not has_moved:
            break
    if file.is_over(at):
        file.path.unlink(missing_ok=True)
        SpoolMark.objects.filter(file=file.name).delete()
    return taken


@transaction.atomic
def _take_part(file: SpoolFile, count: Count, at: datetime) -> tuple[int, bool]:
    """How many lines, and whether there may be more; nobody else takes from the file meanwhile."""
    SpoolMark.objects.get_or_create(file=file.name, defaults={"taken_at": at})
    mark = SpoolMark.objects.select_for_update(no_key=True).get(file=file.name)
    lines, end = file.read(mark.taken_bytes)
    if end == mark.taken_bytes:
        return 0, False
    if lines:
        count(file.day, lines)
    mark.taken_bytes, mark.taken_at = end, at
    mark.save(update_fields=["taken_bytes", "taken_at"])
    return len(lines), True
