"""Articles whose ground has moved: their source was taken back, or their keeper has left."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Q

from community.actions.answers import unmark_published
from config.events.bus import record
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
    """The askers' words, which their articles quote, are gone."""
    quoting = Q(sources__question__in=question_ids)
    _doubt(Article.objects.filter(quoting).distinct())


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
