"""The name of somebody who was erased, in articles and in what was written about them."""

from functools import partial

from django.db.models import Model, QuerySet

from community.actions.forgetting import (
    TEXTS_AT_ONCE,
    containing,
    former_member,
    name_in_texts,
)
from community.actions.rewriting import change_columns
from community.markup.names import Name
from community.models import Draft
from config.personal_data import Leaver, in_batches
from knowledge.actions.forgetting_words import OF_CURATORS, OF_READERS, forget_words
from knowledge.actions.rewriting import (
    AROUND,
    COLUMNS,
    WRITTEN,
    change_texts,
    drafts_of_forms,
    lock_to_change,
)
from knowledge.models import Article

_TYPED = tuple(f"fields__{name}" for name in (*WRITTEN, "summary"))


def forget_names(leaver: Leaver) -> int:
    """Write “Former member” in the place of his names; return how many texts were looked at."""
    return sum(_forget(name_in_texts(name, leaver), name) for name in leaver.names)


def _forget(name: Name, plain: str) -> int:
    articles = Article._base_manager.filter(pk__in=_articles_with(plain))
    typed = Name(plain.casefold())
    drafts = containing(drafts_of_forms(), _TYPED, plain)
    return (
        in_batches(articles, lambda rows: _in_articles(rows, name), TEXTS_AT_ONCE)
        + in_batches(drafts, lambda rows: _in_drafts(rows, name), TEXTS_AT_ONCE)
        + sum(_in_words(model, each, plain, typed) for model, each in OF_READERS.items())
        + sum(_in_words(model, each, plain, name) for model, each in OF_CURATORS.items())
    )


def _articles_with(plain: str) -> set[int]:
    """Those that hold the name, or have something about them that does."""
    found = set(containing(Article._base_manager.all(), COLUMNS[Article], plain).values_list("pk"))
    for model in AROUND:
        rows = containing(model._base_manager.all(), COLUMNS[model], plain)
        found.update(rows.values_list("article"))
    return {pk for (pk,) in found}


def _in_articles(rows: QuerySet[Article], name: Name) -> None:
    for article in lock_to_change(rows.values_list("pk", flat=True)):
        instead = former_member(article.language)
        change_texts(article, partial(name.replaced_in, instead=instead))


def _in_drafts(rows: QuerySet[Draft], name: Name) -> None:
    for draft in rows.select_for_update(of=("self",)).select_related("person").order_by("pk"):
        instead = former_member(draft.person.language)
        change_columns(draft, COLUMNS[Draft], partial(name.replaced_in, instead=instead))


def _in_words(model: type[Model], columns: tuple[str, ...], plain: str, name: Name) -> int:
    rows = containing(model._base_manager.all(), columns, plain)
    return in_batches(rows, lambda found: forget_words(found, name.stands_in))
