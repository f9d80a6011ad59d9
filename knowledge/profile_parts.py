"""What somebody's profile shows of the knowledge base: articles that grew out of his answers."""

from django.db.models import Exists, OuterRef, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.profile_parts import Part, register
from config.paging import Page, keyset_page
from knowledge.models import Article, ArticleSource


def _sources(viewer) -> QuerySet[ArticleSource]:
    """One for each article and each person whose answer stands in it, as far as the viewer may
    read both."""
    readable = Article.objects.visible_to(viewer).published()
    sources = ArticleSource.objects.visible_to(viewer).filter(article__in=readable)
    person, article = OuterRef("answer__author"), OuterRef("article")
    earlier = sources.filter(answer__author=person, article=article, pk__lt=OuterRef("pk"))
    return sources.exclude(Exists(earlier))


def _page_of_articles(person: User, viewer, query: QueryDict) -> Page:
    grown = _sources(viewer).filter(answer__author=person).values("article")
    articles = Article.objects.visible_to(viewer).filter(pk__in=grown).for_reading()
    return keyset_page(articles, query, key="published_at")


register(
    Part(
        name="articles",
        label=_("Articles from answers"),
        template="knowledge/_articles_of_a_member.html",
        rows=_sources,
        owner="answer__author",
        load=_page_of_articles,
    )
)
