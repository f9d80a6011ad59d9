from dataclasses import dataclass


@dataclass(frozen=True)
class QuestionAsked:
    question_id: int


@dataclass(frozen=True)
class QuestionChanged:
    """Something that readers or the search see has changed: people affected, tags, visibility."""

    question_id: int


@dataclass(frozen=True)
class AnswerPosted:
    question_id: int
    answer_id: int


@dataclass(frozen=True)
class AnswerAccepted:
    question_id: int
    answer_id: int


@dataclass(frozen=True)
class AcceptanceWithdrawn:
    question_id: int
    answer_id: int
