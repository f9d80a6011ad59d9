"""Articles that nobody touched and that may be out of date all the same."""

import re
from collections.abc import Iterator
from datetime import date

from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat

from community.models import Product
from knowledge.models import Article, Doubt, EndedVersion

Cause = Doubt.Cause
# An article, and what the doubt about it is about.
Found = Iterator[tuple[Article, str]]


def review_due(today: date) -> Found:
    """Somebody wanted to look again on that day, and nobody has been asked since."""
    asked = _doubts_of_each(Cause.REVIEW_DUE).filter(opened_at__date__gte=OuterRef("review_on"))
    due = Article.objects.published().filter(review_on__lte=today).exclude(Exists(asked))
    return ((article, "") for article in due.order_by("pk"))


def no_longer_valid(today: date) -> Found:
    """It was to hold until a day that is over."""
    asked = _doubts_of_each(Cause.VERSION_ENDED).filter(
        subject="", opened_at__date__gt=OuterRef("valid_until")
    )
    ended = Article.objects.published().filter(valid_until__lt=today).exclude(Exists(asked))
    return ((article, "") for article in ended.order_by("pk"))


def of_ended_versions(today: date) -> Found:
    """They say that they hold for a version that is no longer in use."""
    for ended in EndedVersion.objects.filter(ended_on__lte=today).select_related("product"):
        for article in valid_for(ended).exclude(Exists(_asked_about(ended))):
            if names_version(article.valid_for, ended.version):
                yield article, ended.version


def valid_for(ended: EndedVersion) -> QuerySet[Article]:
    """Public articles about the product, or one below it, that may name the version."""
    products = Product.objects.under(ended.product)
    found = Article.objects.published().filter(product__in=products)
    return found.filter(valid_for__icontains=ended.version).order_by("pk")


def names_version(valid_for: str, version: str) -> bool:
    """As a whole: “7.2” stands in “from v7.2”, but not in “7.29”, “17.2” or “7.2.1”."""
    before = r"(?<!\d)(?<!\d[.,])" if version[0].isdigit() else r"(?<!\w)"
    whole = rf"{before}{re.escape(version)}(?!\w|[.,]\d)"
    return re.search(whole, valid_for, re.IGNORECASE) is not None


def without_keeper() -> Found:
    """Whoever kept them has left, is locked out, or works here no longer; asked once for each."""
    gone = Q(owner__is_active=False) | Q(owner__roles="")
    articles = Article.objects.exclude(state=Article.State.RETIRED).filter(gone)
    kept_by = Concat(Value("owner-"), Cast("owner", CharField()))
    articles = articles.select_related("owner").annotate(kept_by=kept_by)
    asked = _doubts_of_each(Cause.OWNER_LEFT).filter(subject=OuterRef("kept_by"))
    return ((each, each.kept_by) for each in articles.exclude(Exists(asked)).order_by("pk"))


def _asked_about(ended: EndedVersion) -> QuerySet[Doubt]:
    return _doubts_of_each(Cause.VERSION_ENDED).filter(subject=ended.version)


def _doubts_of_each(cause: str) -> QuerySet[Doubt]:
    return Doubt.objects.filter(article=OuterRef("pk"), cause=cause)
