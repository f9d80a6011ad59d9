"""Articles whose ground has moved: their source was taken back, or their keeper has left."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Q

from community.actions.answers import mark_published, unmark_published
from config.events.bus import record
from knowledge.actions.candidates import settle_candidate
from knowledge.actions.publishing import canonical_path
from knowledge.events import ArticleChanged
from knowledge.models import Article, ArticleSource, Candidate


@transaction.atomic
def detach_sources(*, answer_ids: Sequence[int]) -> None:
    """Answers whose text is gone are no source and no candidate any more (TRUST A-AZ-09).

    What was published stays readable and goes to the curators; the thread no longer points there.
    """
    Candidate.objects.filter(answer__in=answer_ids, state=Candidate.State.WAITING).update(
        state=Candidate.State.WITHDRAWN
    )
    sources = ArticleSource.objects.filter(answer__in=answer_ids).select_related("answer")
    for source in sources.order_by("answer__question_id", "answer_id"):
        _doubt(Article.objects.filter(pk=source.article_id))
        if source.answer.article_url:
            unmark_published(answer=source.answer)
        source.delete()


@transaction.atomic
def ask_for_review(*, question_ids: Sequence[int]) -> None:
    """The askers' words, which their articles quote, have changed or are gone."""
    quoting = Q(sources__question__in=question_ids)
    _doubt(Article.objects.filter(quoting).distinct())


@transaction.atomic
def doubt_articles_from(*, answer_ids: Sequence[int]) -> None:
    """The answers that they were made of say something else now."""
    _doubt(Article.objects.filter(sources__answer__in=answer_ids).distinct())


@transaction.atomic
def settle_sources(*, kind: str, post_id: int) -> None:
    """By what is true now: a hidden source is named nowhere, its article goes to the curators, and
    it is no candidate; shown again, its thread points to the article again (TRUST A-AZ-09).

    `kind` and `post_id` name the post that was hidden or shown.
    """
    sources = ArticleSource.objects.select_related("article", "answer", "question")
    if kind in {"question", "answer"}:
        for source in sources.filter(**{kind: post_id}).order_by("question_id", "answer_id"):
            _settle(source)
        where = {"answer__question" if kind == "question" else "answer": post_id}
        for answer_id in Candidate.objects.filter(**where).values_list("answer", flat=True):
            settle_candidate(answer_id=answer_id)


def _settle(source: ArticleSource) -> None:
    article, answer = source.article, source.answer
    if answer.hidden_at or source.question.hidden_at:
        _doubt(Article.objects.filter(pk=article.pk))
        if answer.hidden_at and answer.article_url:
            unmark_published(answer=answer)
    elif article.is_public and not answer.article_url:
        mark_published(answer=answer, title=article.title, url=canonical_path(article))


@transaction.atomic
def doubt_articles_of(*, owner_id: int) -> None:
    """Nobody keeps them true any more."""
    _doubt(Article.objects.filter(owner=owner_id))


def _doubt(articles) -> None:
    """Put what is published into the curators' queue; it stays readable."""
    for pk in list(articles.values_list("pk", flat=True)):
        Article.objects.filter(pk=pk, state=Article.State.PUBLISHED).update(
            state=Article.State.NEEDS_REVIEW
        )
        record(ArticleChanged(pk))
