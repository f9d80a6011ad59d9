from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from community.markup import render
from community.models import Product
from config.events.bus import record
from config.slugs import slugify
from knowledge import policies
from knowledge.actions.publishing import show_in_threads
from knowledge.events import ArticleChanged
from knowledge.models import Article, Revision

PARTS = ("applies", "cause", "solution")


class CannotEdit(Exception):
    """The message is meant for the curator who tried."""


class ChangedMeanwhile(CannotEdit):
    """Somebody else saved first; `article` is what stands now."""

    def __init__(self, article: Article) -> None:
        super().__init__(_("Somebody else changed this article while you were writing."))
        self.article = article


@transaction.atomic
def edit_article(
    *,
    article: Article,
    by: User,
    version: int,
    title: str,
    applies: str,
    cause: str,
    solution: str,
    product: Product | None,
    valid_for: str,
    search_phrases: str,
    now: datetime | None = None,
) -> Article:
    """Save a new revision on top of `version`.

    Raises ChangedMeanwhile if another one was saved since, CannotEdit for a retired article or
    someone who may not curate, TooComplex for a text that would cost too much.
    """
    article = Article.objects.select_for_update(no_key=True).get(pk=article.pk)
    if not policies.can_curate(by) or article.state == Article.State.RETIRED:
        raise CannotEdit(_("This article can't be edited."))
    if article.version != version:
        raise ChangedMeanwhile(article)
    article.title = title
    article.slug = slugify(title)
    for part, text in zip(PARTS, (applies, cause, solution), strict=True):
        rendered = render(text)
        setattr(article, part, text)
        setattr(article, f"{part}_html", rendered.html)
        article.renderer_version = rendered.version
    article.product = product
    article.valid_for = valid_for
    article.search_phrases = search_phrases
    article.version += 1
    article.save()
    write_revision(article, by=by, at=now or timezone.now())
    if article.is_public:
        show_in_threads(article)
    record(ArticleChanged(article.pk), actor=by)
    return article


def write_revision(article: Article, *, by: User, at: datetime) -> Revision:
    """Keep the article's text as it stands now under its version number."""
    return Revision.objects.create(
        article=article,
        number=article.version,
        title=article.title,
        applies=article.applies,
        cause=article.cause,
        solution=article.solution,
        author=by,
        created_at=at,
    )
