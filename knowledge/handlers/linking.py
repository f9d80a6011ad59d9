"""What makes a link lead nowhere, or somewhere again; and translations fall behind."""

from community.events import PostHidden, PostRestored
from config.events.bus import handles
from knowledge.actions.falling_behind import compare_translations
from knowledge.actions.linking import settle_links, settle_links_to
from knowledge.events import ArticleChanged, ArticlePublished, ArticleRetired, ArticleUnpublished


@handles(ArticlePublished)
def compare_what_is_public_now(event: ArticlePublished) -> None:
    compare_translations(article_id=event.article_id)


@handles(ArticleChanged)
def compare_what_was_brought_back(event: ArticleChanged) -> None:
    compare_translations(article_id=event.article_id)


@handles(ArticleUnpublished)
def compare_what_was_taken_back(event: ArticleUnpublished) -> None:
    compare_translations(article_id=event.article_id)


@handles(ArticleRetired)
def compare_what_is_retired(event: ArticleRetired) -> None:
    compare_translations(article_id=event.article_id)


@handles(ArticlePublished)
def settle_links_of_published(event: ArticlePublished) -> None:
    _settle(event.article_id)


@handles(ArticleChanged)
def settle_links_of_changed(event: ArticleChanged) -> None:
    _settle(event.article_id)


@handles(ArticleUnpublished)
def settle_links_to_unpublished(event: ArticleUnpublished) -> None:
    _settle(event.article_id)


@handles(ArticleRetired)
def settle_links_to_retired(event: ArticleRetired) -> None:
    _settle(event.article_id)


@handles(PostHidden)
def settle_links_to_hidden(event: PostHidden) -> None:
    settle_links_to(document=f"question-{event.question_id}")


@handles(PostRestored)
def settle_links_to_shown(event: PostRestored) -> None:
    settle_links_to(document=f"question-{event.question_id}")


def _settle(article_id: int) -> None:
    settle_links(article_id=article_id)
    settle_links_to(document=f"article-{article_id}")
