"""Shows how far an import has come: a bar on a terminal, now and then a line elsewhere."""

from collections.abc import Iterator

from django.core.management.base import OutputWrapper
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

from community.importing import ForeignThread
from community.importing.records import Reader, Record

THREADS_PER_LINE = 1_000


def shown(reader: Reader, *, on: OutputWrapper) -> Iterator[Record]:
    """The records of `reader`, as they come."""
    return _with_bar(reader) if on.isatty() else _with_lines(reader, on)


def _with_bar(reader: Reader) -> Iterator[Record]:
    columns = (
        *(TextColumn("{task.description}"), BarColumn(), TaskProgressColumn()),
        *(TextColumn("{task.fields[threads]:,} threads"), TimeRemainingColumn()),
    )
    with Progress(*columns, transient=True) as progress:
        bar = progress.add_task("Importing", total=1.0, threads=0)
        for count, record in _counted(reader):
            progress.update(bar, completed=reader.share_read, threads=count)
            yield record


def _with_lines(reader: Reader, output: OutputWrapper) -> Iterator[Record]:
    for count, record in _counted(reader):
        if isinstance(record, ForeignThread) and count % THREADS_PER_LINE == 0:
            output.write(f"{count:,} threads read …")
            output.flush()
        yield record


def _counted(reader: Reader) -> Iterator[tuple[int, Record]]:
    count = 0
    for record in reader:
        count += isinstance(record, ForeignThread)
        yield count, record
