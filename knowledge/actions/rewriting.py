"""Texts that a rule changes where they stand: a moderator masks, somebody is erased."""

from collections.abc import Collection, Iterator

from django.conf import settings
from django.db.models import F, Model, Q, QuerySet

from community.actions.rendering import render_again
from community.actions.rewriting import Change, change_columns
from community.markup import RENDERER_VERSION
from community.models import Draft
from config.events.bus import record
from config.slugs import slugify
from knowledge.actions.article_text import PARTS
from knowledge.actions.pending import text_to_edit
from knowledge.actions.showing import lock_threads_of, show_in_threads
from knowledge.events import ArticleChanged
from knowledge.models import Article, Doubt, ForeignSource, PendingRevision, Revision

WRITTEN = ("title", *PARTS, "search_phrases", "valid_for")
# Where each of the tables around an article holds words.
COLUMNS: dict[type[Model], tuple[str, ...]] = {
    Article: (*WRITTEN, "returned_note"),
    PendingRevision: (*WRITTEN, "summary", "returned_note"),
    Revision: (*WRITTEN, "summary"),
    Doubt: ("note",),
    ForeignSource: ("title", "credit"),
    Draft: ("fields",),
}
# The places of drafts are those of `knowledge.views.drafting`.
_FORMS = ("edit-article", *(f"translate-{language}" for language, _name in settings.LANGUAGES))
# Those that name their article.
AROUND = (PendingRevision, Revision, Doubt, ForeignSource)


def lock_to_change(
    article_ids: Collection[int], *, questions: Collection[int] = ()
) -> list[Article]:
    """Those of these articles that are still there, locked with their translations, which follow
    them, and then with their threads and these `questions`."""
    wanted = set(article_ids)
    locked = list(Article.objects.locked().filter(Q(pk__in=wanted) | Q(original__in=wanted)))
    lock_threads_of(wanted, questions=questions)
    return [article for article in locked if article.pk in wanted]


def change_texts(article: Article, change: Change) -> bool:
    """Change all that was ever written in the locked `article` or about it; did its own text?"""
    for row in _around(article):
        change_columns(row, COLUMNS[type(row)], change)
    is_changed = change_columns(article, COLUMNS[Article], change)
    if is_changed:
        _show_again(Article.objects.get(pk=article.pk))
    return is_changed


def _around(article: Article) -> Iterator[Model]:
    for model in AROUND:
        yield from model._base_manager.filter(article=article)
    yield from drafts_of_forms().filter(place__endswith=f":{article.pk}")


def drafts_of_forms() -> QuerySet[Draft]:
    """What somebody types just now to change an article, or to translate one."""
    return Draft.objects.filter(place__regex=rf"^({'|'.join(_FORMS)}):")


def _show_again(article: Article) -> None:
    """As it reads now."""
    article.slug = slugify(article.title)
    for part in PARTS:
        setattr(article, f"{part}_html", render_again(getattr(article, part)))
    article.renderer_version = RENDERER_VERSION
    article.save()
    move_version(article)
    if article.is_public:
        show_in_threads(article)
    record(ArticleChanged(article.pk))


def move_version(article: Article) -> None:
    """Whoever edits the text as it was has to look again: its newest state is another version."""
    text = text_to_edit(article)
    revisions = article.revisions.filter(number=text.version)
    revisions.update(number=F("number") + 1)
    if isinstance(text, Article):
        _follow(text)
    text.version += 1
    text.save(update_fields=["version"])


def _follow(original: Article) -> None:
    """Its translations say the same text as before, under its new number."""
    said = {"original_version": original.version}
    moved = {"original_version": original.version + 1}
    Article.objects.filter(original=original, **said).update(**moved)
    Revision.objects.filter(article__original=original, **said).update(**moved)
