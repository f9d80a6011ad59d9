"""Notices about edits in words, as far as everybody may read the post."""

from collections.abc import Callable, Iterable

from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.notifications.kinds import Group, Kind, Told, register
from community.models import Answer, Comment, EditProposal, Following, Question, Revision

State = EditProposal.State
Row = EditProposal | Revision


def _proposed(ids: Iterable[int], viewer: User) -> dict[int, Told]:
    said = {
        "question": _("Somebody suggests an edit to your question"),
        "answer": _("Somebody suggests an edit to your answer"),
        "comment": _("Somebody suggests an edit to your comment"),
    }
    return _told(_proposals(ids), viewer, lambda row: said[_kind(row.post)], _proposal_url)


def _decided(ids: Iterable[int], viewer: User) -> dict[int, Told]:
    said = {
        State.TAKEN: _("Your edit was taken"),
        State.DECLINED: _("Your edit was declined"),
        State.OUTDATED: _("The post was changed before your edit was looked at"),
    }
    decided = [row for row in _proposals(ids) if row.state in said]
    return _told(decided, viewer, lambda row: said[State(row.state)], _proposal_url)


def _edited(ids: Iterable[int], viewer: User) -> dict[int, Told]:
    """It leads to the history, where the author can undo it."""
    said = {
        "question": _("Your question was edited. You can undo it."),
        "answer": _("Your answer was edited. You can undo it."),
        "comment": _("Your comment was edited. You can undo it."),
    }
    rows = Revision.objects.visible_to(AnonymousUser()).with_post().for_page().filter(pk__in=ids)
    return _told(list(rows), viewer, lambda row: said[_kind(row.post)], _history_url)


def _proposals(ids: Iterable[int]) -> list[EditProposal]:
    readable = EditProposal.objects.visible_to(AnonymousUser())
    return list(readable.for_listing().filter(pk__in=ids))


def _told(
    rows: Iterable, viewer: User, sentence: Callable[..., str], url: Callable[..., str]
) -> dict[int, Told]:
    threads = {row.pk: _question_of(row.post) for row in rows}
    muted = (
        Following.objects.of(viewer).exclude(muted_at=None).filter(question__in=threads.values())
    )
    silent = set(muted.values_list("question", flat=True)) if threads else set()
    return {
        row.pk: Told(
            sentence=sentence(row),
            title=threads[row.pk].title,
            url=url(row),
            post=row,
            excerpt=row.reason,
            thread=f"question-{threads[row.pk].pk}",
            is_muted=threads[row.pk].pk in silent,
        )
        for row in rows
    }


def _question_of(post: Question | Answer | Comment) -> Question:
    return post if isinstance(post, Question) else post.question


def _kind(post: Question | Answer | Comment) -> str:
    return post._meta.model_name or ""


def _proposal_url(proposal: EditProposal) -> str:
    return reverse("community:proposal", args=[proposal.pk])


def _history_url(revision: Revision) -> str:
    name = f"community:{_kind(revision.post)}-history"
    return reverse(name, args=[revision.post.pk])


register(
    Kind(
        "edit-proposed",
        _proposed,
        label=gettext_lazy("Somebody suggests an edit to a post of yours"),
        group=Group.POSTS,
        icon="pencil",
    )
)
register(
    Kind(
        "edit-decided",
        _decided,
        label=gettext_lazy("An edit that you suggested was decided"),
        group=Group.POSTS,
        icon="check",
    )
)
register(
    Kind(
        "post-edited",
        _edited,
        label=gettext_lazy("Somebody edited a post of yours"),
        group=Group.POSTS,
        icon="pencil",
    )
)
