"""Analyses the documents of a large rebuild in processes of their own, while this one reads on.

Analysis takes most of a rebuild's processor time. Documents come out in the order they came in.
"""

import os
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import chain, islice
from multiprocessing import current_process, get_context
from multiprocessing.connection import Connection

import tantivy

from knowledge.search.analysis import remember_more_words
from knowledge.search.compounds import use_learned
from knowledge.search.engine import Document
from knowledge.search.schema import as_stored

BATCH = 500
MOST_PROCESSES = 3
# Up to 150 MB in each of the processes, which end with the rebuild.
WORDS_REMEMBERED = 400_000


def analysed(documents: Iterable[Document], learned: frozenset[str]) -> Iterator[tantivy.Document]:
    """As the index stores them, their compounds split by the learned parts too."""
    batches = _in_batches(documents)
    first = next(batches, [])
    processes = _process_count()
    if len(first) < BATCH or not processes:
        yield from chain.from_iterable(
            _analyse(batch, learned) for batch in chain([first], batches)
        )
        return
    with _analysers(processes, learned) as analysers:
        yield from _spread(chain([first], batches), analysers)


def _process_count() -> int:
    """Half of the processors are left to those who search; a daemon may have no children."""
    return 0 if current_process().daemon else min(MOST_PROCESSES, (os.cpu_count() or 1) // 2)


def _in_batches(documents: Iterable[Document]) -> Iterator[list[Document]]:
    remaining = iter(documents)
    while batch := list(islice(remaining, BATCH)):
        yield batch


def _analyse(batch: list[Document], learned: frozenset[str]) -> list[tantivy.Document]:
    use_learned(learned)  # in the meantime this process may have written to the old index
    return [as_stored(document) for document in batch]


def _spread(
    batches: Iterator[list[Document]], analysers: list[Connection]
) -> Iterator[tantivy.Document]:
    idle, busy = deque(analysers), deque[Connection]()
    for batch in batches:
        done: list[tantivy.Document] = []
        if not idle:
            done = _received(busy[0])
            idle.append(busy.popleft())
        busy.append(idle.popleft())
        busy[-1].send(batch)
        yield from done
    for analyser in busy:
        yield from _received(analyser)


def _received(analyser: Connection) -> list[tantivy.Document]:
    try:
        return analyser.recv()
    except EOFError as problem:
        raise OSError("A process that analyses texts has ended.") from problem


@contextmanager
def _analysers(count: int, learned: frozenset[str]) -> Iterator[list[Connection]]:
    """They end when their connection does, however this process ends."""
    context = get_context("spawn")
    ours, processes = [], []
    try:
        for _ in range(count):
            our, theirs = context.Pipe()
            process = context.Process(target=_serve, args=(theirs, learned), daemon=True)
            process.start()
            theirs.close()
            ours.append(our)
            processes.append(process)
        yield ours
    finally:
        for our in ours:
            our.close()
        for process in processes:
            process.join()


def _serve(connection: Connection, learned: frozenset[str]) -> None:
    remember_more_words(WORDS_REMEMBERED)
    try:
        while True:
            connection.send(_analyse(connection.recv(), learned))
    except (EOFError, OSError):
        return
