"""Sources and candidates whose thread was merged into another one."""

from collections.abc import Collection

from django.db import transaction

from knowledge.actions.indexing import request_indexing
from knowledge.models import Article, ArticleSource, Candidate


@transaction.atomic
def follow_merged_threads(*, question_ids: Collection[int]) -> None:
    """Articles and the curators' queue name the thread in which the answers stand now.

    By what is true now: once more does no harm.
    """
    sources = ArticleSource.objects.filter(question__in=question_ids).select_related("answer")
    moved = [source for source in sources if source.question_id != source.answer.question_id]
    for source in moved:
        source.question_id = source.answer.question_id
    ArticleSource.objects.bulk_update(moved, ["question"])
    candidates = Candidate.objects.filter(question__in=question_ids).select_related("answer")
    waiting = [each for each in candidates if each.question_id != each.answer.question_id]
    for candidate in waiting:
        candidate.question_id = candidate.answer.question_id
    Candidate.objects.bulk_update(waiting, ["question"])
    articles = Article.objects.filter(sources__in=moved).values_list("pk", flat=True)
    request_indexing(
        [f"question-{pk}" for pk in question_ids] + [f"article-{pk}" for pk in articles]
    )
