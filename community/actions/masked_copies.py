"""Wherever the text of a post stands a second time: all of it is masked with the post."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.db.models import Model, QuerySet
from django.utils import timezone

from community.actions.forgetting import render_again
from community.markup.personal import Chosen
from community.models import (
    Answer,
    Comment,
    Decision,
    Draft,
    EditProposal,
    OfficialMark,
    Question,
    Revision,
)
from community.models.about import about

# Called with the questions whose threads are masked, in the transaction of the act.
Keeper = Callable[[Sequence[int], Chosen], None]
_keepers: list[Keeper] = []
_WORDING = ("title", "body", "reason", "tags")


def register_keeper(keeper: Keeper) -> None:
    """For the floors above, which make texts of their own out of posts."""
    _keepers.append(keeper)


def mask_copies(post: Question | Answer | Comment, chosen: Chosen) -> None:
    """What its history, the proposals and drafts to change it, the decisions about it and the
    company's signed texts hold."""
    for revision in Revision.objects.filter(**about(post)):
        mask_columns(revision, _WORDING, chosen, masked_at=timezone.now())
    for proposal in EditProposal.objects.filter(**about(post)):
        mask_columns(proposal, _WORDING, chosen)
    for decision in Decision.objects.filter(**about(post)):
        mask_columns(decision, ["explanation"], chosen)
    for draft in Draft.objects.filter(place=f"edit-{post._meta.model_name}:{post.pk}"):
        mask_columns(draft, ["fields"], chosen)
    if isinstance(post, Answer):
        _sign_again(OfficialMark.objects.filter(answer=post).select_related("revision"), chosen)


def mask_copies_above(question_ids: Sequence[int], chosen: Chosen) -> None:
    for keeper in _keepers:
        keeper(question_ids, chosen)


def mask_columns(row: Model, columns: Iterable[str], chosen: Chosen, **also: Any) -> bool:
    """Mask texts, lists and records of texts of one row; `also` is set where any has changed."""
    masked = {column: _masked(getattr(row, column), chosen) for column in columns}
    changed = {column: value for column, value in masked.items() if value != getattr(row, column)}
    if changed:
        type(row)._base_manager.filter(pk=row.pk).update(**changed, **also)
    return bool(changed)


def _masked(value: Any, chosen: Chosen) -> Any:
    if isinstance(value, list):
        return [_masked(each, chosen) for each in value]
    if isinstance(value, dict):
        return {name: _masked(each, chosen) for name, each in value.items()}
    return chosen.masked(value) if isinstance(value, str) else value


def _sign_again(marks: QuerySet[OfficialMark], chosen: Chosen) -> None:
    """The signed text is that of its revision, which is masked by now."""
    for mark in marks:
        if chosen.in_text(mark.revision.body) or chosen.in_text(mark.body_html):
            OfficialMark.objects.filter(pk=mark.pk).update(
                body_html=render_again(chosen.masked(mark.revision.body))
            )
        mask_columns(mark, ("valid_version", "ended_because"), chosen)
