"""Asks the search whether an article says already what a candidate says; a curator decides.

In the worker alone, never in a request: it reads the index, outside any transaction.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from django.db.models import F, Max, Q, QuerySet
from django.utils import timezone

from knowledge.models import Article, Candidate
from knowledge.search.documents import documents_of
from knowledge.search.engine import Document, IndexUnavailable, Kind
from knowledge.search.hits import Hit, document_key
from knowledge.search.index import engine

# So many a minute: ten thousand are looked up within two hours of a new article.
AT_ONCE = 100
LOOKED_UP_FOR = timedelta(days=1)
LOOKED_THROUGH = 10
# How like the thread the article must be, where the thread itself is 1: in the demo the articles
# that grew out of a thread mostly reach it, and hardly any other does.
LIKELY_FROM = 0.33


def propose_covering(*, limit: int = AT_ONCE, now: datetime | None = None) -> int:
    """Look up those for which it was not done since the newest article went public, or for a day;
    return how many. Without an index there are none: they wait."""
    at = now or timezone.now()
    due = list(_due(at)[:limit])
    for candidate in due:
        try:
            likely = likely_article(candidate.question_id)
        except IndexUnavailable:
            return 0
        rows = Candidate.objects.filter(pk=candidate.pk, state=Candidate.State.WAITING)
        rows.update(likely_covered_by=likely, looked_up_at=at)
    return len(due)


def likely_article(question_id: int) -> Article | None:
    """The public article in the thread's language that says most of it, if any does."""
    thread = next(iter(documents_of([document_key(Kind.QUESTION, question_id)])), None)
    if thread is None:
        return None
    # Under no number of its own the thread finds itself too: how like itself it is, is the scale.
    asked = replace(thread, object_id=0)
    hits = engine().similar(asked, kinds=(Kind.ARTICLE,), limit=LOOKED_THROUGH)
    itself = _likeness_of(thread, engine().similar(asked, kinds=(Kind.QUESTION,)))
    near = [hit.object_id for hit in hits if itself and hit.score >= LIKELY_FROM * itself]
    readable = Article.objects.published().filter(
        pk__in=near, language=thread.language, audience=Article.Audience.PUBLIC
    )
    found = {article.pk: article for article in readable}
    return next((found[pk] for pk in near if pk in found), None)


def _likeness_of(thread: Document, hits: Sequence[Hit]) -> float:
    return next((hit.score for hit in hits if hit.object_id == thread.object_id), 0.0)


def _due(at: datetime) -> QuerySet[Candidate]:
    """Those never looked up first."""
    public = Article.objects.published()
    moved = public.aggregate(published=Max("published_at"), revised=Max("revised_at"))
    since = max([at - LOOKED_UP_FOR, *filter(None, moved.values())])
    is_due = Q(looked_up_at=None) | Q(looked_up_at__lt=since)
    return (
        Candidate.objects.waiting()
        .filter(is_due)
        .order_by(F("looked_up_at").asc(nulls_first=True), "id")
    )
