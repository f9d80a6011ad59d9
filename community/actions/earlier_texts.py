"""What stands of a leaver's texts and name beside the posts: in revisions, proposals, reasons,
what was signed, and what others are writing."""

from collections.abc import Callable
from functools import partial

from django.db.models import Model, QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from community.actions.forgetting import (
    TEXTS_AT_ONCE,
    containing,
    former_member,
    name_in_texts,
)
from community.actions.removal import removed_text
from community.actions.rewriting import change_columns, change_signed_texts, lock_posts_of
from community.markup import render
from community.markup.names import Name
from community.models import Decision, Draft, EditProposal, OfficialMark, Revision
from config.personal_data import Leaver, in_batches

_POSTS = ("question", "answer__question", "comment__question")
_WORDING = ("title", "body", "reason")
_KEPT: dict[type[Model], tuple[str, ...]] = {
    Revision: _WORDING,
    EditProposal: _WORDING,
    Decision: ("explanation",),
}
_SIGNED = ("body_html", "valid_version", "ended_because")
_WRITTEN = tuple(f"fields__{name}" for name in _WORDING)

Forget = Callable[[QuerySet], None]


def forget_names_in_earlier_texts(leaver: Leaver) -> int:
    """Write “Former member” in the place of his names; return how many texts were looked at."""
    looked_at = 0
    for plain in leaver.names:
        name = name_in_texts(plain, leaver)
        for model, columns, forget in _places(name):
            found = containing(model._base_manager.all(), columns, plain)
            looked_at += in_batches(found, forget, TEXTS_AT_ONCE)
    return looked_at


def _places(name: Name) -> list[tuple[type[Model], tuple[str, ...], Forget]]:
    """What is looked through, by which columns; signed texts read as their revisions then do."""
    return [
        *((kept, columns, _in_kept(name, columns)) for kept, columns in _KEPT.items()),
        (OfficialMark, _SIGNED, partial(_in_signed, name)),
        (Draft, _WRITTEN, partial(_in_drafts, name)),
    ]


def _in_kept(name: Name, columns: tuple[str, ...]) -> Forget:
    def forget(rows: QuerySet) -> None:
        for text in lock_posts_of(rows).select_related(*_POSTS):
            change_columns(text, columns, _without(name, _language(text.post)))

    return forget


def _in_signed(name: Name, rows: QuerySet) -> None:
    for mark in lock_posts_of(rows, "answer").select_related("answer__question"):
        instead = _without(name, mark.answer.question.language)
        change_signed_texts(OfficialMark.objects.filter(pk=mark.pk), instead)


def _in_drafts(name: Name, rows: QuerySet) -> None:
    locked = rows.select_for_update(of=("self",), no_key=True).select_related("person")
    for draft in locked.order_by("pk"):
        change_columns(draft, ["fields"], _without(name, draft.person.language))


def _without(name: Name, language: str) -> Callable[[str], str]:
    return partial(name.replaced_in, instead=former_member(language))


def remove_revisions(rows: QuerySet[Revision], leaver: Leaver) -> None:
    """Say in the place of each revision that it was removed; that there was one stays."""
    if leaver.keeps_texts:
        return
    for revision in lock_posts_of(rows).select_related(*_POSTS):
        language = _language(revision.post)
        revision.body = removed_text(language)
        with translation.override(language):
            revision.title = _("Removed question") if revision.title else ""
        revision.reason = ""
        revision.save(update_fields=["title", "body", "reason"])


def remove_proposals(rows: QuerySet[EditProposal], leaver: Leaver) -> None:
    """Nobody decides any more on what he proposed or, with his texts, on what was proposed."""
    proposed = rows if not leaver.keeps_texts else rows.filter(proposed_by=leaver.pk)
    lock_posts_of(proposed)
    proposed.delete()


def remove_signed_texts(rows: QuerySet[OfficialMark], leaver: Leaver) -> None:
    """The company no longer stands behind a text that is not there."""
    if leaver.keeps_texts:
        return
    for mark in lock_posts_of(rows, "answer").select_related("answer__question"):
        mark.body_html = render(removed_text(mark.answer.question.language)).html
        if mark.ended_at is None and mark.declined_at is None:
            mark.declined_at = timezone.now()
        mark.save(update_fields=["body_html", "declined_at"])


def _language(post) -> str:
    return post.language if hasattr(post, "language") else post.question.language
