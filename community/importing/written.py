from collections.abc import Iterator
from dataclasses import dataclass

from community.importing.conversion import ConvertedThread
from community.importing.records import ForeignAnswer, ForeignThread
from community.models import Answer, Question


@dataclass(frozen=True, slots=True)
class WrittenThread:
    """A foreign thread and the rows that it has become."""

    converted: ConvertedThread
    question: Question
    answers: list[Answer]

    @property
    def foreign(self) -> ForeignThread:
        return self.converted.thread

    @property
    def pairs(self) -> Iterator[tuple[ForeignAnswer, Answer]]:
        return zip(self.foreign.answers, self.answers, strict=True)

    @property
    def solution(self) -> Answer | None:
        wanted = self.foreign.accepted_id
        return next((row for answer, row in self.pairs if answer.external_id == wanted), None)
