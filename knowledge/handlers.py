from accounts.events import MemberErased
from accounts.notifications.actions import notify
from community.events import (
    AcceptanceWithdrawn,
    AnswerAccepted,
    AnswerPosted,
    PostsMarked,
    PostsRewritten,
    QuestionAsked,
    QuestionChanged,
    TextsRemoved,
)
from community.models import Question
from config.events.bus import handles
from knowledge.actions.candidates import propose_candidate, withdraw_candidate
from knowledge.actions.detaching import ask_for_review, detach_sources, doubt_articles_of
from knowledge.actions.indexing import request_indexing
from knowledge.actions.journeys import take_journey_back
from knowledge.events import ArticleChanged, ArticlePublished
from knowledge.models import ArticleSource


def _question(question_id: int) -> str:
    return f"question-{question_id}"


@handles(QuestionAsked)
def index_new_question(event: QuestionAsked) -> None:
    request_indexing([_question(event.question_id)])


@handles(QuestionAsked)
def forget_what_was_not_enough(event: QuestionAsked) -> None:
    take_journey_back(question_id=event.question_id)


@handles(QuestionChanged)
def index_changed_question(event: QuestionChanged) -> None:
    request_indexing([_question(event.question_id)])


@handles(AnswerPosted)
def index_answered_question(event: AnswerPosted) -> None:
    request_indexing([_question(event.question_id)])


@handles(PostsMarked)
def index_marked_questions(event: PostsMarked) -> None:
    marked = Question.objects.marked_for(event.affiliation_id)
    request_indexing(map(_question, marked.values_list("pk", flat=True)))


@handles(AnswerAccepted)
def index_solved_question(event: AnswerAccepted) -> None:
    request_indexing([_question(event.question_id)])


@handles(AcceptanceWithdrawn)
def index_reopened_question(event: AcceptanceWithdrawn) -> None:
    request_indexing([_question(event.question_id)])


@handles(AnswerAccepted)
def propose_solution(event: AnswerAccepted) -> None:
    """By what is true now: the acceptance may have moved on before this was delivered (C-21)."""
    if Question.objects.filter(pk=event.question_id, accepted_answer=event.answer_id).exists():
        propose_candidate(answer_id=event.answer_id)


@handles(AcceptanceWithdrawn)
def withdraw_solution(event: AcceptanceWithdrawn) -> None:
    if not Question.objects.filter(pk=event.question_id, accepted_answer=event.answer_id).exists():
        withdraw_candidate(answer_id=event.answer_id)


@handles(ArticleChanged)
def index_changed_article(event: ArticleChanged) -> None:
    _index_article(event.article_id)


@handles(ArticlePublished)
def index_published_article(event: ArticlePublished) -> None:
    _index_article(event.article_id)


def _index_article(article_id: int) -> None:
    """The article, and its threads, which now show it or no longer do."""
    threads = ArticleSource.objects.filter(article=article_id).values_list("question_id", flat=True)
    request_indexing([f"article-{article_id}", *(_question(pk) for pk in threads)])


@handles(ArticlePublished)
def tell_answerers(event: ArticlePublished) -> None:
    sources = ArticleSource.objects.filter(article=event.article_id)
    notify(
        user_ids=sources.values_list("answer__author_id", flat=True),
        kind="became-article",
        subject_id=event.article_id,
        key=f"article:{event.article_id}",
    )


@handles(PostsRewritten)
def index_rewritten_questions(event: PostsRewritten) -> None:
    request_indexing(map(_question, event.question_ids))


@handles(TextsRemoved)
def let_go_of_removed_texts(event: TextsRemoved) -> None:
    detach_sources(answer_ids=event.answer_ids)
    ask_for_review(question_ids=event.question_ids)


@handles(MemberErased)
def find_another_keeper(event: MemberErased) -> None:
    doubt_articles_of(owner_id=event.user_id)
