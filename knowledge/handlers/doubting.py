"""What makes somebody look at an article again."""

from accounts.events import MemberErased
from community.events import (
    AcceptanceWithdrawn,
    AnswerEdited,
    ConfirmationWithdrawn,
    OfficialMarkEnded,
    PostHidden,
    PostRestored,
    QuestionEdited,
    TextsRemoved,
)
from config.events.bus import handles
from knowledge.actions.detaching import (
    detach_sources,
    doubt_edited,
    doubt_withdrawn,
    settle_sources,
)
from knowledge.actions.upkeep import doubt_without_keeper


@handles(TextsRemoved)
def let_go_of_removed_texts(event: TextsRemoved) -> None:
    detach_sources(answer_ids=event.answer_ids, question_ids=event.question_ids)


@handles(MemberErased)
def find_another_keeper(event: MemberErased) -> None:
    """Not only when somebody looks after all articles."""
    doubt_without_keeper()


@handles(QuestionEdited)
def look_again_at_quoting_articles(event: QuestionEdited) -> None:
    doubt_edited(kind="question", post_id=event.question_id)


@handles(AnswerEdited)
def look_again_at_its_article(event: AnswerEdited) -> None:
    doubt_edited(kind="answer", post_id=event.answer_id)


@handles(PostHidden)
def let_go_of_hidden_source(event: PostHidden) -> None:
    settle_sources(kind=event.kind, post_id=event.post_id)


@handles(PostRestored)
def take_restored_source_back(event: PostRestored) -> None:
    settle_sources(kind=event.kind, post_id=event.post_id)


@handles(AcceptanceWithdrawn)
def doubt_unaccepted_source(event: AcceptanceWithdrawn) -> None:
    doubt_withdrawn(answer_id=event.answer_id)


@handles(ConfirmationWithdrawn)
def doubt_unconfirmed_source(event: ConfirmationWithdrawn) -> None:
    doubt_withdrawn(answer_id=event.answer_id)


@handles(OfficialMarkEnded)
def doubt_unsigned_source(event: OfficialMarkEnded) -> None:
    doubt_withdrawn(answer_id=event.answer_id)
