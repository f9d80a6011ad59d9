"""Medals for what outlives the thread: answers that became articles."""

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime, timedelta

from django.db.models import Count, F, Q, QuerySet, Value, Window
from django.db.models.functions import RowNumber
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.medals import Level, Medal, register, register_counts, register_movers
from accounts.models import Affiliation
from config.events.models import Event
from knowledge.models import Article, ArticleSource

IN_USE = timedelta(days=365)

_AS_CUSTOMER = Q(answer__affiliation=None) | Q(answer__affiliation__kind=Affiliation.Kind.PERK)


def _sources_of(people: Collection[int]) -> QuerySet[ArticleSource]:
    """Articles that are public, by those whose answers they grew out of."""
    public = ArticleSource.objects.filter(
        _AS_CUSTOMER, answer__author__in=people, article__state__in=Article.PUBLIC_STATES
    )
    return public.readable()


def _articles(number: int):
    def earned(people: Collection[int]) -> QuerySet:
        place = Window(
            RowNumber(),
            partition_by="answer__author",
            order_by=["article__published_at", "pk"],
        )
        placed = _sources_of(people).annotate(
            place=place, subject=Value(""), moment=F("article__published_at")
        )
        return placed.filter(place=number).values_list("answer__author_id", "subject", "moment")

    return earned


def _in_use_for_a_year(people: Collection[int]) -> QuerySet:
    lasting = _sources_of(people).filter(article__published_at__lte=timezone.now() - IN_USE)
    moments = lasting.annotate(subject=Value(""), moment=F("article__published_at") + IN_USE)
    return moments.values_list("answer__author_id", "subject", "moment")


def _counts_of(user_id: int) -> Mapping[str, int]:
    count = _sources_of([user_id]).aggregate(n=Count("pk"))["n"]
    return {"ten-articles": count}


def _moved_since(since: datetime) -> Iterator[int]:
    events = Event.objects.filter(
        name__in=["knowledge.ArticlePublished", "knowledge.ArticleChanged"], occurred_at__gte=since
    )
    articles = {payload["article_id"] for payload in events.values_list("payload", flat=True)}
    sources = ArticleSource.objects.filter(article__in=articles)
    yield from sources.values_list("answer__author_id", flat=True)


register(
    Medal(
        "article",
        Level.SILVER,
        _("In the knowledge base"),
        _("An answer of yours became an article."),
        _articles(1),
    ),
    Medal(
        "lasting-article",
        Level.SILVER,
        _("Still true"),
        _("An article that grew out of your answer has been in use for a year."),
        _in_use_for_a_year,
    ),
    Medal(
        "ten-articles",
        Level.GOLD,
        _("Ten articles"),
        _("Ten articles grew out of your answers."),
        _articles(10),
        goal=10,
    ),
)
register_counts(_counts_of)
register_movers(_moved_since)
