"""What stands of a leaver's texts and name beside the posts: in revisions, proposals, and what
was signed."""

from collections.abc import Callable

from django.db.models import QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from community.actions.forgetting import (
    TEXTS_AT_ONCE,
    containing,
    former_member,
    name_in_texts,
)
from community.markup import render
from community.markup.names import Name
from community.models import EditProposal, OfficialMark, Revision
from community.models.question import TITLE_LENGTH
from config.personal_data import Leaver, in_batches
from config.text import truncate

_POSTS = ("question", "answer__question", "comment__question")


def forget_names_in_earlier_texts(leaver: Leaver) -> int:
    """Write “Former member” in the place of his names; return how many texts were looked at."""
    looked_at = 0
    for plain in leaver.names:
        name = name_in_texts(plain, leaver)
        for texts in (Revision, EditProposal):
            found = containing(texts._base_manager.all(), ("title", "body"), plain)
            looked_at += in_batches(found, _forgetting(name), TEXTS_AT_ONCE)
    return looked_at


def _forgetting(name: Name) -> Callable[[QuerySet], None]:
    def forget(rows: QuerySet) -> None:
        for text in rows.select_related(*_POSTS):
            instead = former_member(_language(text.post))
            title = truncate(name.replaced_in(text.title, instead), TITLE_LENGTH)
            body = name.replaced_in(text.body, instead)
            if (title, body) != (text.title, text.body):
                text.title, text.body = title, body
                text.save(update_fields=["title", "body"])

    return forget


def remove_revisions(rows: QuerySet[Revision], leaver: Leaver) -> None:
    """Say in the place of each revision that it was removed; that there was one stays."""
    if leaver.keeps_texts:
        return
    for revision in rows.select_related(*_POSTS):
        with translation.override(_language(revision.post)):
            revision.body = _("This text was removed at its author's wish.")
            revision.title = _("Removed question") if revision.title else ""
        revision.reason = ""
        revision.save(update_fields=["title", "body", "reason"])


def remove_proposals(rows: QuerySet[EditProposal], leaver: Leaver) -> None:
    """Nobody decides any more on what he proposed or, with his texts, on what was proposed."""
    proposed = rows if not leaver.keeps_texts else rows.filter(proposed_by=leaver.pk)
    proposed.delete()


def remove_signed_texts(rows: QuerySet[OfficialMark], leaver: Leaver) -> None:
    """The company no longer stands behind a text that is not there."""
    if leaver.keeps_texts:
        return
    for mark in rows.select_related("answer__question"):
        with translation.override(mark.answer.question.language):
            mark.body_html = render(_("This text was removed at its author's wish.")).html
        if mark.ended_at is None and mark.declined_at is None:
            mark.declined_at = timezone.now()
        mark.save(update_fields=["body_html", "declined_at"])


def _language(post) -> str:
    return post.language if hasattr(post, "language") else post.question.language
