from accounts.events import MemberErased
from accounts.notifications.actions import notify
from community.actions.masked_copies import register_keeper
from community.events import (
    AcceptanceWithdrawn,
    AnswerAccepted,
    AnswerConfirmed,
    AnswerEdited,
    AnswerPosted,
    AnswerSigned,
    ConfirmationWithdrawn,
    FeedbackGiven,
    OfficialMarkEnded,
    PersonalDataMasked,
    PostHidden,
    PostRestored,
    PostsMarked,
    PostsRewritten,
    QuestionAsked,
    QuestionChanged,
    QuestionEdited,
    QuestionsMerged,
    TagsChanged,
    TextsRemoved,
)
from community.models import Question
from config.events.bus import handles
from knowledge.actions.candidates import settle_candidate
from knowledge.actions.detaching import (
    ask_for_review,
    detach_sources,
    doubt_articles_from,
    doubt_articles_of,
    settle_sources,
)
from knowledge.actions.indexing import request_indexing
from knowledge.actions.journeys import take_journey_back
from knowledge.actions.masking import mask_articles
from knowledge.actions.merged_threads import follow_merged_threads
from knowledge.events import ArticleChanged, ArticlePublished
from knowledge.models import ArticleSource

register_keeper(mask_articles)


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


@handles(QuestionsMerged)
def follow_merged_question(event: QuestionsMerged) -> None:
    follow_merged_threads(question_ids=[event.merged_id, event.into_id])


@handles(QuestionEdited)
def index_edited_question(event: QuestionEdited) -> None:
    request_indexing([_question(event.question_id)])


@handles(QuestionEdited)
def look_again_at_quoting_articles(event: QuestionEdited) -> None:
    ask_for_review(question_ids=[event.question_id])


@handles(AnswerEdited)
def index_edited_answer(event: AnswerEdited) -> None:
    request_indexing([_question(event.question_id)])


@handles(AnswerEdited)
def look_again_at_its_article(event: AnswerEdited) -> None:
    """What was published stays as it is until a curator looks (A-VO-14)."""
    doubt_articles_from(answer_ids=[event.answer_id])


@handles(PersonalDataMasked)
def index_masked_question(event: PersonalDataMasked) -> None:
    request_indexing([_question(event.question_id)])


@handles(PostHidden)
def index_question_without_it(event: PostHidden) -> None:
    request_indexing([_question(event.question_id)])


@handles(PostRestored)
def index_question_with_it(event: PostRestored) -> None:
    request_indexing([_question(event.question_id)])


@handles(PostHidden)
def let_go_of_hidden_source(event: PostHidden) -> None:
    settle_sources(kind=event.kind, post_id=event.post_id)


@handles(PostRestored)
def take_restored_source_back(event: PostRestored) -> None:
    settle_sources(kind=event.kind, post_id=event.post_id)


@handles(MemberErased)
def find_another_keeper(event: MemberErased) -> None:
    doubt_articles_of(owner_id=event.user_id)
