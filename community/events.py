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
class SomeTopicFollowersTold:
    """The same for followers of tags, products and members; `kind` is question or answer."""

    kind: str
    post_id: int
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


@dataclass(frozen=True)
class QuestionEdited:
    """Its title, text or tags have changed."""

    question_id: int


@dataclass(frozen=True)
class AnswerEdited:
    question_id: int
    answer_id: int


@dataclass(frozen=True)
class EditProposed:
    proposal_id: int


@dataclass(frozen=True)
class EditDecided:
    """The author took or declined a proposal, or it was made by somebody who may edit."""

    proposal_id: int


@dataclass(frozen=True)
class PostEditedByOther:
    """Somebody else changed a post: its author is told and can undo it."""

    revision_id: int


@dataclass(frozen=True)
class CommentPosted:
    """`answer_id` is None under the question itself."""

    question_id: int
    answer_id: int | None
    comment_id: int


@dataclass(frozen=True)
class MembersMentioned:
    """`kind` is question, answer or comment."""

    kind: str
    post_id: int
    user_ids: list[int]


@dataclass(frozen=True)
class PostHidden:
    """Nobody but moderators sees the post any more, for whatever reason."""

    kind: str
    post_id: int
    question_id: int


@dataclass(frozen=True)
class PostRestored:
    kind: str
    post_id: int
    question_id: int


@dataclass(frozen=True)
class PostDecided:
    """Somebody entitled decided about a post: its author is told, with the reason."""

    decision_id: int


@dataclass(frozen=True)
class DuplicateProposed:
    proposal_id: int


@dataclass(frozen=True)
class QuestionsMerged:
    """The answers, followers and people affected of one went to the other."""

    merged_id: int
    into_id: int


@dataclass(frozen=True)
class AnswerConfirmed:
    question_id: int
    answer_id: int


@dataclass(frozen=True)
class ConfirmationWithdrawn:
    question_id: int
    answer_id: int


@dataclass(frozen=True)
class AnswerSigned:
    question_id: int
    answer_id: int
    mark_id: int


@dataclass(frozen=True)
class OfficialMarkEnded:
    """Withdrawn by the company, declined by the author, or its time is over."""

    question_id: int
    answer_id: int
    mark_id: int


@dataclass(frozen=True)
class FeedbackGiven:
    """A reader said whether a solution worked for him."""

    question_id: int
    answer_id: int


@dataclass(frozen=True)
class AnswerCalledDangerous:
    """A vote said so: the moderators look at it."""

    answer_id: int
    voter_id: int


@dataclass(frozen=True)
class TagsChanged:
    """Tags were renamed, merged or put elsewhere on these questions."""

    question_ids: list[int]


@dataclass(frozen=True)
class PersonalDataMasked:
    kind: str
    post_id: int
    question_id: int


@dataclass(frozen=True)
class ImageRemoved:
    """By a moderator, who decided about each post that shows it or once did."""

    image_id: int
    decision_ids: list[int]
