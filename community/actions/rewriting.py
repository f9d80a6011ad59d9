"""Changing texts that are kept beside a post, wherever in a row they stand."""

from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import Model, QuerySet

from community.actions.rendering import html_of
from community.actions.thread_locks import lock_rows
from community.markup import plain_text, render_literally
from community.models import OfficialMark
from config.text import truncate

Change = Callable[[str], str]
# In the order in which they are locked.
_POSTS = ("question", "answer", "comment")


def change_columns(row: Model, columns: Iterable[str], change: Change, **also: Any) -> bool:
    """Change texts, lists and records of texts of one row; `also` is set where any has changed."""
    changed: dict[str, Any] = {}
    for column in columns:
        before = getattr(row, column)
        after = _fitting(row, column, _changed(before, change))
        if after != before:
            changed[column] = after
    if changed:
        type(row)._base_manager.filter(pk=row.pk).update(**changed, **also)
    return bool(changed)


def change_signed_texts(marks: QuerySet[OfficialMark], change: Change) -> None:
    """Call it once the posts and revisions are changed: what was signed reads as they do.

    A revision that was removed says no more what was signed; that text then loses its form.
    """
    for mark in marks.select_related("answer", "revision").order_by("pk"):
        change_columns(mark, ["valid_version", "ended_because"], change)
        if change(mark.body_html) != mark.body_html or _changes(mark.body_html, change):
            html = _html_of_signed(mark, change(plain_text(mark.body_html)))
            OfficialMark.objects.filter(pk=mark.pk).update(body_html=html)


def lock_posts_of(rows: QuerySet, *fields: str) -> QuerySet:
    """Rows about posts, read once the posts are locked, as whoever edits or masks them does.

    `fields` lead to the posts, where not to all three kinds.
    """
    for field in fields or _POSTS:
        model = rows.model._meta.get_field(field).related_model
        lock_rows(model._base_manager.filter(pk__in=rows.values(field)))
    return rows.order_by("pk")


def _changed(value: Any, change: Change) -> Any:
    if isinstance(value, list):
        return [_changed(each, change) for each in value]
    if isinstance(value, dict):
        return {name: _changed(each, change) for name, each in value.items()}
    return change(value) if isinstance(value, str) else value


def _fitting(row: Model, column: str, value: Any) -> Any:
    longest = getattr(row._meta.get_field(column), "max_length", None)
    return truncate(value, longest) if longest and isinstance(value, str) else value


def _changes(html: str, change: Change) -> bool:
    words = plain_text(html)
    return change(words) != words


def _html_of_signed(mark: OfficialMark, words: str) -> str:
    for html in (mark.answer.body_html, html_of(mark.answer, mark.revision.body)):
        if plain_text(html) == words:
            return html
    return render_literally(words).html
