"""Links between articles, and from articles to threads: kept, so that broken ones are noticed."""

import re
from collections.abc import Iterator
from html import unescape
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.db.models import QuerySet
from django.urls import Resolver404, resolve
from django.utils import timezone, translation
from django.utils.translation import get_language_from_path

from community.models import Question
from config.events.bus import record
from knowledge.actions.article_text import PARTS
from knowledge.actions.doubting import raise_doubt, settle_doubts
from knowledge.events import ArticleChanged
from knowledge.models import Article, ArticleLink, Doubt

Audience = Article.Audience
Cause = Doubt.Cause

_HREF = re.compile(r'<a [^<>]*?href="([^"]*)"')
# Who reads what is for one of these reads what is for those before it as well.
_WIDENING = (Audience.PUBLIC, Audience.MEMBERS, Audience.STAFF)
_ADDRESSED = {"article_id": "article", "question_id": "question"}
# No row has a number beyond it.
_LARGEST = 2**63 - 1


@transaction.atomic
def settle_links(*, article_id: int) -> None:
    """Keep which pages of this community the article's text names, and doubt it for broken ones."""
    linking = ArticleLink.objects.filter(document=f"article-{article_id}")
    # Whoever looks at this article's links goes on to those that lead to it.
    ids = [article_id, *linking.values_list("article_id", flat=True)]
    found = Article.objects.locked().in_bulk(ids).get(article_id)
    if found is None:
        return
    documents = set(_documents_in(found))
    _forget(found, found.links.exclude(document__in=documents))
    ArticleLink.objects.bulk_create(
        (ArticleLink(article=found, document=each) for each in sorted(documents)),
        ignore_conflicts=True,
    )
    for document in sorted(documents):
        _settle(found.links.filter(document=document), document)


@transaction.atomic
def settle_links_to(*, document: str) -> None:
    """By what is true now of "article-3" or "question-12": doubt the articles whose readers a link
    leads nowhere, and doubt those no longer whose link works again."""
    links = ArticleLink.objects.filter(document=document)
    Article.objects.locked().in_bulk(list(links.values_list("article_id", flat=True)))
    _settle(links, document)


def audience_reached(document: str) -> str | None:
    """For whom there is something to read at the document's address; None for nobody."""
    kind, _dash, number = document.partition("-")
    if kind == "question":
        return Audience.PUBLIC if _is_readable_question(int(number)) else None
    article = Article.objects.filter(pk=number).first()
    while article is not None and article.state == Article.State.RETIRED:
        article = article.successor
    return article.audience if article is not None and article.is_public else None


def _is_readable_question(pk: int) -> bool:
    nobody = AnonymousUser()
    there = Question.objects.visible_to(nobody) | Question.objects.read_where_they_went(nobody)
    return there.filter(pk=pk).exists()


def _settle(links: QuerySet[ArticleLink], document: str) -> None:
    reached = audience_reached(document)
    reading = _WIDENING[_WIDENING.index(Audience(reached)) :] if reached else ()
    public = links.filter(article__state__in=Article.PUBLIC_STATES).select_related("article")
    broken = public.filter(broken_at=None).exclude(article__audience__in=reading)
    for link in list(broken.order_by("article_id")):
        raise_doubt(article=link.article, cause=Cause.LINK_BROKEN, subject=document)
        ArticleLink.objects.filter(pk=link.pk).update(broken_at=timezone.now())
    mended = public.filter(broken_at__isnull=False, article__audience__in=reading)
    for link in list(mended.order_by("article_id")):
        _mend(Article.objects.locked().get(pk=link.article_id), document)
        ArticleLink.objects.filter(pk=link.pk).update(broken_at=None)


def _forget(article: Article, links: QuerySet[ArticleLink]) -> None:
    """They were taken out of the text; so is what was in doubt about them."""
    for link in list(links):
        if link.broken_at:
            _mend(article, link.document)
        link.delete()


def _mend(article: Article, document: str) -> None:
    state = article.state
    settle_doubts(article, None, timezone.now(), [Cause.LINK_BROKEN], document)
    if article.state != state:
        record(ArticleChanged(article.pk))


def _documents_in(article: Article) -> Iterator[str]:
    own = f"article-{article.pk}"
    for part in PARTS:
        for address in _HREF.findall(getattr(article, f"{part}_html")):
            document = document_at(unescape(address))
            if document and document != own:
                yield document


def document_at(address: str) -> str:
    """The article or thread of this community at a web address; empty for anything else."""
    try:
        parts = urlsplit(address)
        path = unquote(parts.path)
    except ValueError:
        return ""
    if parts.netloc.lower() not in {"", urlsplit(settings.BASE_URL).netloc}:
        return ""
    named = _named_at(path)
    for name, kind in _ADDRESSED.items():
        if isinstance(named.get(name), int) and named[name] <= _LARGEST:
            return f"{kind}-{named[name]}"
    return ""


def _named_at(path: str) -> dict[str, Any]:
    """What the address says of which page; without a language readers are led to their own."""
    language = get_language_from_path(path)
    with translation.override(language or settings.LANGUAGE_CODE):
        try:
            return resolve(path if language else f"/{translation.get_language()}{path}").kwargs
        except Resolver404:
            return {}
