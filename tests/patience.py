"""Processor time that something may need: a hang fails the suite, the figure itself is held by
`python benchmarks/hostile_texts.py`, on a machine that does nothing else."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager

EXACT = bool(os.environ.get("EXACT_SECONDS"))
# A busy machine is a few times slower; a text that makes something hang takes thousands of times.
PATIENCE = 1 if EXACT else 50


@contextmanager
def processor_seconds(most: float) -> Iterator[None]:
    """Fail if what happens inside takes so long that it hangs rather than works.

    Args:
        most: Seconds of processor time that it may need; held exactly where EXACT_SECONDS is set.

    Raises:
        AssertionError: It took longer.
    """
    start = time.process_time()
    yield
    needed = time.process_time() - start
    assert needed < most * PATIENCE, f"{needed:.2f} s of processor time, {most} are enough"
