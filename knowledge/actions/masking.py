"""Articles that quote a thread in which personal data is masked."""

from collections.abc import Sequence

from django.db.models import F

from accounts.models import User
from accounts.notifications.actions import notify
from community.actions.masked_copies import mask_columns
from community.actions.rendering import render_again
from community.markup.personal import Chosen
from config.events.bus import record
from config.slugs import slugify
from knowledge.actions.editing import PARTS
from knowledge.actions.publishing import show_in_threads
from knowledge.events import ArticleChanged
from knowledge.models import Article, Revision

_TEXTS = ("title", *PARTS, "search_phrases", "valid_for")


def mask_articles(question_ids: Sequence[int], chosen: Chosen, by: User) -> None:
    """Mask it in the articles made from these threads and in all their revisions, whatever their
    state; what was published goes to the curators, and its keeper is told."""
    articles = Article.objects.filter(sources__question__in=question_ids).order_by("pk")
    ids = articles.values_list("pk", flat=True).distinct()
    rows = Article.objects.select_for_update(no_key=True).filter(pk__in=list(ids))
    for article in rows.order_by("pk"):
        for revision in article.revisions.all():
            mask_columns(revision, ("title", *PARTS), chosen)
        if mask_columns(article, _TEXTS, chosen):
            _publish_again(Article.objects.get(pk=article.pk))


def _publish_again(article: Article) -> None:
    """As it reads now, with a new version: whoever edits it as it was has to look again."""
    article.slug = slugify(article.title)
    for part in PARTS:
        setattr(article, f"{part}_html", render_again(getattr(article, part)))
    if article.state == Article.State.PUBLISHED:
        article.state = Article.State.NEEDS_REVIEW
    Revision.objects.filter(article=article, number=article.version).update(number=F("number") + 1)
    article.version += 1
    article.save()
    if article.is_public:
        show_in_threads(article)
    key = f"masked:{article.pk}:{article.version}"
    notify(user_ids=[article.owner_id], kind="article-masked", subject_id=article.pk, key=key)
    record(ArticleChanged(article.pk))
