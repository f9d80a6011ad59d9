"""One run of an importer: batch by batch, leaving out what is known or broken."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from django.db import IntegrityError

from community.importing.conversion import ConvertedThread, LanguageOf, convert
from community.importing.known import QUESTION, known_ids
from community.importing.linking import write_links
from community.importing.records import Broken, DuplicateLink, ForeignThread, Record
from community.importing.writing import Announce, write_threads

MOST_THREADS = 200
MOST_ANSWERS = 1_000
MOST_LINKS = 1_000
MOST_HTML_CHARACTERS = 4_000_000
MOST_BROKEN_LISTED = 1_000


@dataclass
class Outcome:
    """What a run did; `broken` lists the first ones, `broken_count` counts all."""

    threads: int = 0
    answers: int = 0
    people: int = 0
    links: int = 0
    known: int = 0
    broken_count: int = 0
    broken: list[Broken] = field(default_factory=list)

    def add_broken(self, record: Broken) -> None:
        self.broken_count += 1
        if len(self.broken) < MOST_BROKEN_LISTED:
            self.broken.append(record)


class Session:
    """Reads on and on, and writes what is not known from an earlier run.

    A batch is one transaction, so a killed run leaves whole threads, and the next one goes on
    behind them. A rehearsal reads and converts everything and writes nothing.
    """

    def __init__(
        self,
        *,
        source: str,
        language_of: LanguageOf,
        announce: Announce,
        is_rehearsal: bool = False,
    ) -> None:
        self.outcome = Outcome()
        self._source = source
        self._language_of = language_of
        self._announce = announce
        self._is_rehearsal = is_rehearsal
        self._rehearsed: set[str] = set()

    def run(self, records: Iterable[Record]) -> Outcome:
        for threads, links in _batches(self._sound(records)):
            self._take_threads(threads)
            if not self._is_rehearsal:
                self.outcome.links += write_links(links, source=self._source)
        return self.outcome

    def _sound(self, records: Iterable[Record]) -> Iterator[ForeignThread | DuplicateLink]:
        for record in records:
            if isinstance(record, Broken):
                self.outcome.add_broken(record)
            else:
                yield record

    def _take_threads(self, threads: Sequence[ForeignThread]) -> None:
        unknown = self._unknown(threads)
        converted = [convert(thread, language_of=self._language_of) for thread in unknown]
        if self._is_rehearsal:
            self._rehearsed.update(thread.external_id for thread in unknown)
        else:
            self.outcome.people += self._write(converted)
        self.outcome.known += len(threads) - len(unknown)
        self.outcome.threads += len(unknown)
        self.outcome.answers += sum(len(thread.answers) for thread in unknown)

    def _unknown(self, threads: Sequence[ForeignThread]) -> list[ForeignThread]:
        """The first of each id that is not here yet."""
        by_id = {thread.external_id: thread for thread in reversed(threads)}
        known = self._rehearsed | known_ids(self._source, QUESTION, by_id.keys()).keys()
        return [
            thread
            for thread in threads
            if thread.external_id not in known and by_id[thread.external_id] is thread
        ]

    def _write(self, threads: Sequence[ConvertedThread]) -> int:
        try:
            return self._write_once(threads)
        except IntegrityError:
            # Somebody took one of the names in the meantime; the second time it is known.
            return self._write_once(threads)

    def _write_once(self, threads: Sequence[ConvertedThread]) -> int:
        return write_threads(threads, source=self._source, announce=self._announce)


Batch = tuple[list[ForeignThread], list[DuplicateLink]]


def _batches(records: Iterable[ForeignThread | DuplicateLink]) -> Iterator[Batch]:
    """As many as fit in one transaction and in memory."""
    threads: list[ForeignThread] = []
    links: list[DuplicateLink] = []
    weight = 0.0
    for record in records:
        if isinstance(record, ForeignThread):
            threads.append(record)
            weight += _weight(record)
        else:
            links.append(record)
            weight += 1 / MOST_LINKS
        if weight >= 1:
            yield threads, links
            threads, links, weight = [], [], 0.0
    if threads or links:
        yield threads, links


def _weight(thread: ForeignThread) -> float:
    """Its share of a batch, by what it has most of."""
    return max(
        1 / MOST_THREADS, len(thread.answers) / MOST_ANSWERS, thread.size / MOST_HTML_CHARACTERS
    )
