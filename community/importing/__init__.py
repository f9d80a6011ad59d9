"""Threads of a former community, taken in many at once; docs/importing.md describes the formats.

Readers turn a file into `ForeignThread`s, a `Session` writes them. Both work on one batch
at a time, so that the size of the file does not matter.
"""

from community.importing.neutral import ThreadFile
from community.importing.records import Broken, CannotRead, ForeignThread
from community.importing.session import Outcome, Session
from community.importing.stackexchange import Dump

__all__ = [
    "Broken",
    "CannotRead",
    "Dump",
    "ForeignThread",
    "Outcome",
    "Session",
    "ThreadFile",
]
