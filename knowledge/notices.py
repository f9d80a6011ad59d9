"""The knowledge base's notices in words."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.notifications.kinds import Group, Kind, Told, register
from knowledge.models import Article


def _became_article(ids: Iterable[int], viewer: User) -> dict[int, Told]:
    articles = Article.objects.visible_to(viewer).published().filter(pk__in=ids)
    return {
        article.pk: Told(
            sentence=_("Your answer became an article"),
            title=article.title,
            url=article.get_absolute_url(),
        )
        for article in articles
    }


def _article_masked(ids: Iterable[int], viewer: User) -> dict[int, Told]:
    """To the one who keeps it."""
    articles = Article.objects.visible_to(viewer).filter(pk__in=ids, owner=viewer)
    return {
        article.pk: Told(
            sentence=_("Personal data was masked in your article: please look at it again"),
            title=article.title,
            url=article.get_absolute_url(),
        )
        for article in articles
    }


register(
    Kind(
        "became-article",
        _became_article,
        label=gettext_lazy("Your answer became an article"),
        group=Group.POSTS,
        icon="book",
    )
)
register(
    Kind(
        "article-masked",
        _article_masked,
        label=gettext_lazy("Personal data is masked in an article you keep"),
        group=Group.POSTS,
        icon="shield",
    )
)
