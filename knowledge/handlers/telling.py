"""Who is told what became of an article."""

from accounts.notifications.actions import notify
from config.events.bus import handles
from knowledge.actions.pending import pending_of
from knowledge.events import ArticlePublished, ArticleReturned, DoubtRaised
from knowledge.models import Article, ArticleSource, Doubt


@handles(ArticlePublished)
def tell_answerers(event: ArticlePublished) -> None:
    sources = ArticleSource.objects.filter(article=event.article_id)
    notify(
        user_ids=sources.values_list("answer__author_id", flat=True),
        kind="became-article",
        subject_id=event.article_id,
        key=f"article:{event.article_id}",
    )


@handles(ArticleReturned)
def tell_writer(event: ArticleReturned) -> None:
    """While it is not with a reviewer again."""
    article = Article.objects.filter(pk=event.article_id).first()
    if article is None:
        return
    text = pending_of(article) or article
    newest = article.revisions.filter(number=text.version).first()
    if text.returned_note and newest is not None:
        notify(
            user_ids=[newest.author_id],
            kind="article-returned",
            subject_id=article.pk,
            key=f"returned:{article.pk}:{text.version}",
        )


@handles(DoubtRaised)
def tell_keeper(event: DoubtRaised) -> None:
    """Not who raised it himself."""
    doubt = Doubt.objects.open().filter(pk=event.doubt_id).select_related("article").first()
    if doubt is not None and doubt.raised_by_id != doubt.article.owner_id:
        notify(
            user_ids=[doubt.article.owner_id],
            kind="article-doubted",
            subject_id=doubt.pk,
            key=f"doubt:{doubt.pk}",
        )
