"""Articles that readers find wanting: by their votes in the thread, or by their word below it."""

from django.db.models import CharField, Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Coalesce, Concat

from community.models import Answer
from knowledge.actions.ageing import Found
from knowledge.models import Article, ArticleFeedback, ArticleSource, Doubt

Cause = Doubt.Cause
# By so many points another answer of the thread is ahead of the source: three people at least, as
# a vote turned round makes two.
OUTVOTED_BY = 5
# So many readers since somebody last looked, and so large a part of all who said something.
UNHELPFUL_TO = 5
UNHELPFUL_SHARE = 0.4


def outvoted() -> Found:
    """Another answer of the thread, of which no article was made, stands higher than its source.

    About each such answer somebody is asked once.
    """
    better = Concat(
        Value("answer-"), Cast(Subquery(_better_answers().values("pk")[:1]), CharField())
    )
    sources = _public_sources().annotate(better=better)
    asked = Doubt.objects.filter(
        article=OuterRef("article"), cause=Cause.SOURCE_OUTVOTED, subject=OuterRef("better")
    )
    beaten = sources.exclude(better=Value("answer-")).exclude(better=None).exclude(Exists(asked))
    return ((source.article, source.better) for source in beaten.order_by("article_id", "pk"))


def _public_sources() -> QuerySet[ArticleSource]:
    public = ArticleSource.objects.filter(article__state__in=Article.PUBLIC_STATES)
    return public.readable().select_related("article")


def _better_answers() -> QuerySet[Answer]:
    ahead = Answer.objects.filter(
        question=OuterRef("question"),
        hidden_at=None,
        article_source=None,
        score__gte=OuterRef("answer__score") + OUTVOTED_BY,
    )
    return ahead.order_by("-score", "-pk")


def unhelpful() -> Found:
    """Many readers said since the last look that it did not help."""
    suspects = Article.objects.published().filter(did_not_help_count__gte=UNHELPFUL_TO)
    suspects = suspects.exclude(
        pk__in=Doubt.objects.open().filter(cause=Cause.DID_NOT_HELP).values("article")
    )
    looked = Coalesce("article__checked_at", "article__created_at")
    words = ArticleFeedback.objects.counted().filter(article__in=suspects, said_at__gt=looked)
    counted = words.values("article").annotate(said=Count("pk"), no=Count("pk", Q(helped=False)))
    wanting = counted.filter(no__gte=UNHELPFUL_TO).filter(no__gte=F("said") * UNHELPFUL_SHARE)
    articles = Article.objects.filter(pk__in=wanting.order_by().values("article"))
    return ((article, "") for article in articles.order_by("pk"))
