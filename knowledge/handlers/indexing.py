"""What the search has to look at again."""

from community.events import (
    AcceptanceWithdrawn,
    AnswerAccepted,
    AnswerConfirmed,
    AnswerEdited,
    AnswerPosted,
    ConfirmationWithdrawn,
    PersonalDataMasked,
    PostHidden,
    PostRestored,
    PostsMarked,
    PostsRewritten,
    QuestionAsked,
    QuestionChanged,
    QuestionEdited,
    TagsChanged,
)
from community.models import Question
from config.events.bus import handles
from knowledge.actions.indexing import request_indexing
from knowledge.events import ArticleChanged, ArticlePublished, ArticleReused
from knowledge.models import ArticleSource


def _question(question_id: int) -> str:
    return f"question-{question_id}"


def _with_its_original(question_id: int) -> list[str]:
    """How many lead to a question is part of its place among the hits."""
    named = Question.objects.filter(pk=question_id).values_list("duplicate_of", "merged_into")
    originals = [pk for pair in named for pk in pair if pk is not None]
    return [_question(pk) for pk in (*originals, question_id)]


@handles(QuestionAsked)
def index_new_question(event: QuestionAsked) -> None:
    request_indexing([_question(event.question_id)])


@handles(QuestionChanged)
def index_changed_question(event: QuestionChanged) -> None:
    request_indexing(_with_its_original(event.question_id))


@handles(AnswerPosted)
def index_answered_question(event: AnswerPosted) -> None:
    request_indexing([_question(event.question_id)])


@handles(TagsChanged)
def index_questions_of_tags(event: TagsChanged) -> None:
    request_indexing(map(_question, event.question_ids))


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


@handles(AnswerConfirmed)
def index_confirmed_question(event: AnswerConfirmed) -> None:
    request_indexing([_question(event.question_id)])


@handles(ConfirmationWithdrawn)
def index_unconfirmed_question(event: ConfirmationWithdrawn) -> None:
    request_indexing([_question(event.question_id)])


@handles(ArticleReused)
def index_reused_article(event: ArticleReused) -> None:
    request_indexing([f"article-{event.article_id}"])


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


@handles(PostsRewritten)
def index_rewritten_questions(event: PostsRewritten) -> None:
    request_indexing(map(_question, event.question_ids))


@handles(QuestionEdited)
def index_edited_question(event: QuestionEdited) -> None:
    request_indexing([_question(event.question_id)])


@handles(AnswerEdited)
def index_edited_answer(event: AnswerEdited) -> None:
    request_indexing([_question(event.question_id)])


@handles(PersonalDataMasked)
def index_masked_question(event: PersonalDataMasked) -> None:
    request_indexing([_question(event.question_id)])


@handles(PostHidden)
def index_question_without_it(event: PostHidden) -> None:
    request_indexing(_with_its_original(event.question_id))


@handles(PostRestored)
def index_question_with_it(event: PostRestored) -> None:
    request_indexing(_with_its_original(event.question_id))
