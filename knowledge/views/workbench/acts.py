"""What can be done with entries of a queue, one or many, and what undoes it."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from knowledge.actions.candidates import (
    CannotDecideCandidate,
    dismiss_candidate,
    restore_candidate,
)
from knowledge.actions.claiming import CannotClaim, claim, release
from knowledge.actions.covering import cover_candidate, uncover_candidate
from knowledge.actions.gaps import CannotDecideGap, dismiss_gap, restore_gap
from knowledge.actions.promotion import CannotPromote
from knowledge.actions.reviewing import CannotReview, confirm_article
from knowledge.actions.synonyms import undo_synonym_of_gap
from knowledge.actions.unconfirming import Check, check_of, take_back_confirmation
from knowledge.actions.writing_up import undo_writing_up
from knowledge.models import Article, Candidate, Gap
from knowledge.queues import KINDS, subject_of

REFUSALS = (
    CannotDecideCandidate,
    CannotDecideGap,
    CannotClaim,
    CannotReview,
    CannotPromote,
)
Undo = Callable[[Any, User, Any], object]
_EVERYTHING = frozenset(KINDS)


@dataclass(frozen=True)
class Act:
    """`do` gets the entry, who acts and why; what it returns fits into a session and is given to
    `undo`. `do` is None for what has a form of its own."""

    kinds: frozenset[str]
    do: Callable[[Any, User, str], Any] | None
    undo: Undo
    said: Callable[[int], str]


def _dismiss(candidate: Candidate, by: User, reason: str) -> None:
    dismiss_candidate(candidate=candidate, by=by, reason=reason)


def _restore(candidate: Candidate, by: User, _then: None) -> None:
    restore_candidate(candidate=candidate, by=by)


def _cover(candidate: Candidate, by: User, _reason: str) -> None:
    if candidate.likely_covered_by is None:
        raise CannotDecideCandidate(_("No article is proposed for it any more."))
    cover_candidate(candidate=candidate, article=candidate.likely_covered_by, by=by)


def _uncover(candidate: Candidate, by: User, _then: None) -> None:
    uncover_candidate(candidate=candidate, by=by)


def _confirm(article: Article, by: User, _reason: str) -> dict[str, Any]:
    former = asdict(check_of(article))
    confirmed = confirm_article(article=article, by=by)
    return {name: _written(value) for name, value in former.items()} | {
        "confirmed_at": _written(confirmed.checked_at)
    }


def _unconfirm(article: Article, by: User, then: dict[str, Any]) -> None:
    take_back_confirmation(
        article=article,
        by=by,
        confirmed_at=datetime.fromisoformat(then["confirmed_at"]),
        former=Check(then["by_id"], _read(then["at"]), _read(then["due_at"])),
    )


def _dismiss_gap(gap: Gap, by: User, _reason: str) -> None:
    dismiss_gap(gap=gap, by=by)


def _restore_gap(gap: Gap, by: User, _then: None) -> None:
    restore_gap(gap=gap, by=by)


def _claim(thing: Model, by: User, _reason: str) -> None:
    claim(subject=subject_of(thing), by=by)


def _release(thing: Model, by: User, _reason: str) -> None:
    release(subject=subject_of(thing), by=by)


def _discard(candidate: Candidate, by: User, then: int) -> None:
    undo_writing_up(article=Article(pk=then), by=by)


def _discard_for_gap(gap: Gap, by: User, then: int) -> None:
    undo_writing_up(article=Article(pk=then), by=by, gap=gap)


def _remove_synonym(gap: Gap, by: User, then: int) -> None:
    undo_synonym_of_gap(gap=gap, by=by, synonym_id=then)


def _written(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value


def _read(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


ACTS = {
    "dismiss": Act(
        frozenset({"candidate"}),
        _dismiss,
        _restore,
        lambda count: ngettext("%(count)s dismissed.", "%(count)s dismissed.", count),
    ),
    "cover": Act(
        frozenset({"candidate"}),
        _cover,
        _uncover,
        lambda count: ngettext(
            "Linked: the thread leads to the article now.",
            "%(count)s linked: their threads lead to the articles now.",
            count,
        ),
    ),
    "confirm": Act(
        frozenset({"article"}),
        _confirm,
        _unconfirm,
        lambda count: ngettext(
            "%(count)s article confirmed.", "%(count)s articles confirmed.", count
        ),
    ),
    "dismiss-gap": Act(
        frozenset({"gap"}),
        _dismiss_gap,
        _restore_gap,
        lambda count: ngettext("%(count)s dismissed.", "%(count)s dismissed.", count),
    ),
    "claim": Act(
        _EVERYTHING,
        _claim,
        _release,
        lambda count: ngettext(
            "You are on it for half an hour.",
            "You are on %(count)s entries for half an hour.",
            count,
        ),
    ),
    "release": Act(
        _EVERYTHING,
        _release,
        lambda thing, by, _then: claim(subject=subject_of(thing), by=by),
        lambda count: ngettext("%(count)s given free.", "%(count)s given free.", count),
    ),
    "write": Act(
        frozenset({"candidate"}),
        None,
        _discard,
        lambda _count: _("Draft saved."),
    ),
    "synonym-gap": Act(
        frozenset({"gap"}),
        None,
        _remove_synonym,
        lambda _count: _("Synonym saved: the next search knows it."),
    ),
    "write-gap": Act(
        frozenset({"gap"}),
        None,
        _discard_for_gap,
        lambda _count: _("Draft saved."),
    ),
    "submit": Act(
        frozenset({"candidate"}),
        None,
        _discard,
        lambda _count: _("Sent to review. A second person looks at it now."),
    ),
    "submit-gap": Act(
        frozenset({"gap"}),
        None,
        _discard_for_gap,
        lambda _count: _("Sent to review. A second person looks at it now."),
    ),
}
