from dataclasses import dataclass


@dataclass(frozen=True)
class QuestionAsked:
    question_id: int


@dataclass(frozen=True)
class QuestionChanged:
    """Something that readers or the search see has changed: people affected, tags, visibility."""

    question_id: int


@dataclass(frozen=True)
class PostsMarked:
    """It came out later for whom somebody spoke: his earlier posts now say so."""

    user_id: int
    affiliation_id: int


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


@dataclass(frozen=True)
class SomeFollowersTold:
    """A batch of followers was told of an answer; those behind `last_person_id` still wait."""

    question_id: int
    answer_id: int
    last_person_id: int


@dataclass(frozen=True)
class PostsRewritten:
    """A rule has changed texts, as an erasure does: who made something of them looks again."""

    question_ids: list[int]


@dataclass(frozen=True)
class TextsRemoved:
    """Their author wanted them gone; the posts stay as places in their threads."""

    question_ids: list[int]
    answer_ids: list[int]
