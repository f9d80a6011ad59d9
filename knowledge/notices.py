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


register(
    Kind(
        "became-article",
        _became_article,
        label=gettext_lazy("Your answer became an article"),
        group=Group.POSTS,
        icon="book",
    )
)
