"""The article that a curators' page is about."""

from django.shortcuts import get_object_or_404

from knowledge.models import Article


def article_at_work(article_id: int, viewer) -> Article:
    """With what its page shows; raises Http404 for what `viewer` may not see."""
    return get_object_or_404(Article.objects.visible_to(viewer).for_page(), pk=article_id)
