"""Sources and candidates whose thread was merged into another one."""

from collections.abc import Collection

from django.db import transaction
from django.db.models import Q

from knowledge.actions.covering import move_reuse_count
from knowledge.actions.indexing import request_indexing
from knowledge.models import Article, ArticleSource, Candidate, Reuse


@transaction.atomic
def follow_merged_threads(*, question_ids: Collection[int]) -> None:
    """Articles and the curators' queue name the thread in which the answers stand now.

    By what is true now: once more does no harm.
    """
    _lock_articles(question_ids)
    sources = ArticleSource.objects.filter(question__in=question_ids).select_related("answer")
    moved = [source for source in sources if source.question_id != source.answer.question_id]
    for source in moved:
        source.question_id = source.answer.question_id
    ArticleSource.objects.bulk_update(moved, ["question"])
    candidates = Candidate.objects.filter(question__in=question_ids).select_related("answer")
    candidates = candidates.select_for_update(of=("self",), no_key=True).order_by("pk")
    waiting = [each for each in candidates if each.question_id != each.answer.question_id]
    for candidate in waiting:
        candidate.question_id = candidate.answer.question_id
    Candidate.objects.bulk_update(waiting, ["question"])
    _move_reuses(question_ids)
    articles = Article.objects.filter(sources__in=moved).values_list("pk", flat=True)
    request_indexing(
        [f"question-{pk}" for pk in question_ids] + [f"article-{pk}" for pk in articles]
    )


def _lock_articles(question_ids: Collection[int]) -> None:
    """Those that are made of these threads, and those that answer them."""
    named = Q(sources__question__in=question_ids) | Q(reuses__question__in=question_ids)
    ids = list(Article.objects.filter(named).values_list("pk", flat=True))
    list(Article.objects.locked().filter(pk__in=ids))


def _move_reuses(question_ids: Collection[int]) -> None:
    """What an article answered twice is one thread now."""
    merged = Reuse.objects.filter(question__in=question_ids).exclude(question__merged_into=None)
    for reuse in merged.select_related("question").order_by("article_id", "pk"):
        into = reuse.question.merged_into_id
        if Reuse.objects.filter(article=reuse.article_id, question=into).exists():
            reuse.delete()
            move_reuse_count(reuse.article_id, -1)
        else:
            reuse.question_id = into
            reuse.save(update_fields=["question"])
