"""Articles that questions were asked about, by their title."""

from collections.abc import Iterable

from accounts.models import User
from accounts.post_links import PostLink, register
from knowledge.models import Article


def _articles(ids: Iterable[int], viewer: User) -> dict[int, PostLink]:
    shown = Article.objects.visible_to(viewer).published().filter(pk__in=ids).only("title", "slug")
    return {each.pk: PostLink(each.title, each.get_absolute_url()) for each in shown}


register("article", _articles)
