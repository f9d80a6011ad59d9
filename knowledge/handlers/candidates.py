"""Which answers are put before the curators."""

from community.events import (
    AcceptanceWithdrawn,
    AnswerAccepted,
    AnswerConfirmed,
    AnswerEdited,
    AnswerSigned,
    ConfirmationWithdrawn,
    FeedbackGiven,
    OfficialMarkEnded,
    QuestionChanged,
    QuestionsMerged,
)
from config.events.bus import handles
from knowledge.actions.candidate_upkeep import value_thread
from knowledge.actions.candidates import settle_candidate
from knowledge.actions.covering import settle_covered
from knowledge.events import ArticleChanged, ArticlePublished


@handles(AnswerAccepted)
def propose_solution(event: AnswerAccepted) -> None:
    settle_candidate(answer_id=event.answer_id)


@handles(AcceptanceWithdrawn)
def withdraw_solution(event: AcceptanceWithdrawn) -> None:
    settle_candidate(answer_id=event.answer_id)


@handles(AnswerConfirmed)
def propose_confirmed(event: AnswerConfirmed) -> None:
    settle_candidate(answer_id=event.answer_id)


@handles(ConfirmationWithdrawn)
def withdraw_confirmed(event: ConfirmationWithdrawn) -> None:
    settle_candidate(answer_id=event.answer_id)


@handles(AnswerSigned)
def propose_official(event: AnswerSigned) -> None:
    settle_candidate(answer_id=event.answer_id)


@handles(OfficialMarkEnded)
def withdraw_official(event: OfficialMarkEnded) -> None:
    settle_candidate(answer_id=event.answer_id)


@handles(FeedbackGiven)
def propose_what_helped_many(event: FeedbackGiven) -> None:
    settle_candidate(answer_id=event.answer_id)


@handles(AnswerEdited)
def propose_what_says_more_now(event: AnswerEdited) -> None:
    """What was dismissed may be worth an article as it reads now."""
    settle_candidate(answer_id=event.answer_id)


@handles(QuestionChanged)
def value_changed_thread(event: QuestionChanged) -> None:
    value_thread(question_id=event.question_id)


@handles(QuestionsMerged)
def value_merged_thread(event: QuestionsMerged) -> None:
    value_thread(question_id=event.into_id)


@handles(ArticleChanged)
def show_changed_article(event: ArticleChanged) -> None:
    settle_covered(article_id=event.article_id)


@handles(ArticlePublished)
def show_published_article(event: ArticlePublished) -> None:
    settle_covered(article_id=event.article_id)
