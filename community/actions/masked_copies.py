"""Wherever the text of a post stands a second time: all of it is masked with the post."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from django.db.models import Model
from django.utils import timezone

from accounts.models import User
from community.actions.drafts import drafts_of
from community.actions.rewriting import change_columns, change_signed_texts
from community.markup.personal import Chosen
from community.models import (
    Answer,
    Comment,
    Decision,
    EditProposal,
    OfficialMark,
    Question,
    Revision,
)
from community.models.about import about

# Called with the questions whose threads are masked and by whom, in the transaction of the act.
Keeper = Callable[[Sequence[int], Chosen, User], None]
_keepers: list[Keeper] = []
_WORDING = ("title", "body", "reason", "tags")


def register_keeper(keeper: Keeper) -> None:
    """For the floors above, which make texts of their own out of posts."""
    _keepers.append(keeper)


def texts_of(post: Question | Answer | Comment) -> Iterator[str]:
    """Its own, and those of its earlier versions."""
    if isinstance(post, Question):
        yield post.title
    yield post.body
    for revision in Revision.objects.filter(**about(post)).values_list("title", "body"):
        yield from revision


def mask_copies(post: Question | Answer | Comment, chosen: Chosen) -> None:
    """What its history, the proposals and drafts to change it, the decisions about it and the
    company's signed texts hold."""
    for revision in Revision.objects.filter(**about(post)):
        mask_columns(revision, _WORDING, chosen, masked_at=timezone.now())
    for proposal in EditProposal.objects.filter(**about(post)):
        mask_columns(proposal, _WORDING, chosen)
    for decision in Decision.objects.filter(**about(post)):
        mask_columns(decision, ["explanation"], chosen)
    for draft in drafts_of([post]).select_for_update(no_key=True).order_by("pk"):
        mask_columns(draft, ["fields"], chosen)
    if isinstance(post, Answer):
        change_signed_texts(OfficialMark.objects.filter(answer=post), chosen.masked)


def mask_copies_above(question_ids: Sequence[int], chosen: Chosen, by: User) -> None:
    for keeper in _keepers:
        keeper(question_ids, chosen, by)


def mask_columns(row: Model, columns: Iterable[str], chosen: Chosen, **also: Any) -> bool:
    """As `change_columns`."""
    return change_columns(row, columns, chosen.masked, **also)
