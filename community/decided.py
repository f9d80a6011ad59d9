"""What was decided about a question, for its page, and what its reader may decide there."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from accounts.privileges import Privilege
from community.actions.closing import CASE_DIFFERS
from community.models import Decision, Question
from community.policies import closing as policies

Act = Decision.Act
SHOWN = {Act.CLOSE, Act.LOCK, Act.ASK_DETAILS, Act.REOPEN}
# A question is not decided about more often than that, and if it is, the newest are what counts.
DECISIONS_READ = 50
MERGED_SHOWN = 10


@dataclass(frozen=True)
class Rights:
    """What the reader of a question may decide about it now."""

    close: bool = False
    reopen: bool = False
    say_case_differs: bool = False
    lock: bool = False
    ask_for_details: bool = False
    end_asking: bool = False
    propose_duplicate: bool = False
    merge: bool = False
    change_kind: bool = False


@dataclass(frozen=True)
class Decided:
    """The newest decision of each sort that still holds; None where there is none."""

    rights: Rights
    can_write: bool
    closing: Decision | None = None
    locking: Decision | None = None
    asking: Decision | None = None
    differing: Decision | None = None
    original: Question | None = None
    merged: Sequence[Question] = field(default_factory=list)
    duplicate_count: int = 0


def decided_about(question: Question, viewer) -> Decided:
    """For a question of `for_page`: no query where nothing was decided and nobody is signed in,
    at most three for what was decided, and two for what a member may do."""
    decisions = _decisions(question)
    newest = {decision.act: decision for decision in reversed(decisions)}
    objected = [row for row in decisions if row.reason == CASE_DIFFERS]
    merged, duplicate_count = _that_lead_here(question, viewer)
    return Decided(
        rights=_rights(question, viewer, has_objected=bool(objected)),
        can_write=policies.can_write(viewer, question),
        closing=newest.get(Act.CLOSE) if question.closed_at else None,
        locking=newest.get(Act.LOCK) if question.locked_at else None,
        asking=newest.get(Act.ASK_DETAILS) if question.needs_details_at else None,
        differing=objected[0] if objected and not question.closed_at else None,
        original=_original(question, viewer),
        merged=merged,
        duplicate_count=duplicate_count,
    )


def _decisions(question: Question) -> list[Decision]:
    if not question.was_decided:  # type: ignore[attr-defined]
        return []
    rows = Decision.objects.filter(question=question, act__in=SHOWN)
    return list(rows.order_by("-id")[:DECISIONS_READ])


def _original(question: Question, viewer) -> Question | None:
    if question.duplicate_of_id is None:
        return None
    readable = Question.objects.visible_to(viewer).with_speaker()
    return readable.filter(pk=question.duplicate_of_id).first()


def _that_lead_here(question: Question, viewer) -> tuple[list[Question], int]:
    """The latest that were merged into it, and how many are closed as its duplicates."""
    if not question.leads_here:  # type: ignore[attr-defined]
        return [], 0
    merged = Question.objects.read_where_they_went(viewer).filter(merged_into=question)
    shown = list(merged.with_speaker().order_by("-id")[:MERGED_SHOWN])
    return shown, Question.objects.filter(duplicate_of=question, hidden_at=None).count()


def _rights(question: Question, viewer, *, has_objected: bool) -> Rights:
    if not (viewer.is_authenticated and viewer.is_active):
        return Rights()
    is_closed = question.closed_at is not None
    may_ask = policies.can_ask_for_details(viewer, question)
    may_propose = (
        may_ask
        or viewer.pk == question.author_id
        or policies.has_earned(viewer, Privilege.PROPOSE_DUPLICATE)
    )
    return Rights(
        close=not is_closed and bool(policies.reasons_to_close(viewer, question)),
        reopen=policies.can_reopen(viewer, question),
        say_case_differs=not has_objected and policies.can_say_case_differs(viewer, question),
        lock=policies.can_lock(viewer),
        ask_for_details=may_ask and policies.is_writable(question),
        end_asking=question.needs_details_at is not None
        and (may_ask or viewer.pk == question.author_id),
        propose_duplicate=may_propose and not is_closed,
        merge=policies.can_merge(viewer, question),
        change_kind=policies.can_change_kind(viewer, question),
    )
