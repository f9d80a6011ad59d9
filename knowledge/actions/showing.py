"""What an article does in the conversation: it is named in its threads, and earns them points."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import translation

from accounts import points
from accounts.actions import reputation
from accounts.models import ReputationEntry, User
from community.actions.answers import mark_published, unmark_published
from community.models import Answer, Question
from community.policies import is_customer
from knowledge.models import Article, ArticleSource
from knowledge.models.article import ArticleSourceQuerySet

# So long a source gives its points back when the article turns out to be wrong (PRODUCT, 3).
ON_PROBATION = timedelta(days=30)


def sources_of(article: Article) -> ArticleSourceQuerySet:
    """In the order in which their rows are locked."""
    return (
        ArticleSource.objects.filter(article=article)
        .select_related("question", "answer__affiliation")
        .order_by("question_id", "answer_id")
    )


def show_in_threads(article: Article) -> None:
    """Say in the threads it grew out of what the article is called and where it stands.

    Everybody reads a thread, so it names only what everybody may read.
    """
    if not article.is_for_everybody:
        hide_in_threads(article)
        return
    lock_threads_of([article.pk])
    for source in sources_of(article):
        if not source.answer.hidden_at:
            mark_published(answer=source.answer, title=article.title, url=canonical_path(article))


def hide_in_threads(article: Article) -> None:
    lock_threads_of([article.pk])
    for source in sources_of(article):
        if source.answer.article_url:
            unmark_published(answer=source.answer)


def lock_threads_of(
    article_ids: Collection[int],
    *,
    answers: Collection[int] = (),
    questions: Collection[int] = (),
) -> None:
    """Those of all sources of these articles, and of these `answers` and `questions`: whoever goes
    on to several threads locks them together, the questions first."""
    sources = ArticleSource.objects.filter(article__in=article_ids)
    ids = {*answers, *sources.values_list("answer_id", flat=True)}
    named = Answer._base_manager.filter(pk__in=ids).order_by("pk")
    while not _lock_in_order(named, questions):
        pass


@transaction.atomic
def _lock_in_order(answers: QuerySet[Answer], questions: Collection[int]) -> bool:
    """False, and nothing is locked, where one was merged into another thread while its former one
    was waited for."""
    above = {*questions, *answers.values_list("question_id", flat=True)}
    list(Question.objects.select_for_update(no_key=True).filter(pk__in=above).order_by("pk"))
    is_above = above.issuperset(answers.values_list("question_id", flat=True))
    if is_above:
        list(answers.select_for_update(no_key=True))
    else:
        transaction.set_rollback(True)
    return is_above


def canonical_path(article: Article) -> str:
    """The address in the article's own language."""
    with translation.override(article.language):
        return article.get_absolute_url()


def credit(article: Article, *, by: User, at: datetime) -> None:
    """What was written for the company earns nothing, not even after leaving; nor does what is
    hidden, until it is shown again."""
    shown = sources_of(article).readable()
    by_customers = [row for row in shown if is_customer(row.answer.affiliation)]
    reputation.lock(source.answer.author_id for source in by_customers)
    for source in by_customers:
        reputation.award(_award(source, by), now=at)


def take_credit_back(article: Article, sources: Iterable[ArticleSource], *, at: datetime) -> None:
    """It was wrong from the start, not only in the end: the sources' points go back."""
    if article.published_at is None or at > article.published_at + ON_PROBATION:
        return
    reputation.reverse_all([_key(source) for source in sources], now=at)


def _award(source: ArticleSource, by: User) -> reputation.Award:
    return reputation.Award(
        source.answer.author_id,
        ReputationEntry.Reason.ARTICLE_SOURCE,
        points.ARTICLE_SOURCE,
        _key(source),
        "answer",
        source.answer_id,
        by.pk,
        # Once for each answer, however many articles grow out of it.
        at_most=points.ARTICLE_SOURCE,
    )


def _key(source: ArticleSource) -> str:
    return f"article:{source.article_id}:{source.answer_id}"
