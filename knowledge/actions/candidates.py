"""Which answers wait for a curator: put before him, taken away, dismissed, and back again."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from community.models import Answer, OfficialMark
from config.audit.recording import record_act
from config.events.bus import record
from knowledge import policies
from knowledge.actions.valuing import value_candidates
from knowledge.events import CandidateDecided
from knowledge.models import ArticleSource, Candidate

# So many readers for whom it worked too say as much as the asker.
SOLVED_TOO_NEEDED = 5
# A dismissed one comes back when its value has grown by half, and by so many points at least.
LEAST_GROWTH = 5

State = Candidate.State


class CannotDecideCandidate(Exception):
    """The message is meant for the curator who tried."""


@transaction.atomic
def settle_candidate(*, answer_id: int) -> None:
    """Propose the answer, or take it from the queue, by what is true of it now (C-21).

    Its answer is locked: who makes an article of it just now is waited for.
    """
    _lock_answer(answer_id)
    if words_for(answer_id):
        propose_candidate(answer_id=answer_id)
    else:
        withdraw_candidates(answer_ids=[answer_id])


def _lock_answer(answer_id: int) -> None:
    list(Answer.objects.select_for_update(no_key=True).filter(pk=answer_id))


@transaction.atomic
def propose_candidate(*, answer_id: int) -> None:
    """Put a solution before the curators, unless it became an article already."""
    answer = Answer.objects.select_for_update(no_key=True).filter(pk=answer_id).first()
    if answer is None or ArticleSource.objects.filter(answer=answer).exists():
        return
    Candidate.objects.get_or_create(answer=answer, defaults={"question_id": answer.question_id})
    value_candidates(candidates=Candidate.objects.filter(answer=answer))
    candidate = Candidate.objects.select_related("answer").get(answer=answer)
    # Promoted without being a source: that article is gone.
    is_free = candidate.state in {State.WITHDRAWN, State.PROMOTED}
    if is_free or (candidate.state == State.DISMISSED and _has_changed(candidate)):
        put_back(candidate)


@transaction.atomic
def withdraw_candidates(*, answer_ids: Collection[int]) -> None:
    """Take them from the queue because nobody entitled says any longer that they help, their text
    or their article is gone."""
    found = Candidate.objects.filter(answer__in=answer_ids, answer__article_source=None)
    found = found.filter(state__in=(State.WAITING, State.PROMOTED))
    locked = found.select_for_update(of=("self",), no_key=True).order_by("pk")
    Candidate.objects.filter(pk__in=[each.pk for each in locked]).update(state=State.WITHDRAWN)


@transaction.atomic
def dismiss_candidate(
    *, candidate: Candidate, by: User, reason: str, now: datetime | None = None
) -> Candidate:
    """No article is made of it, for one of the reasons of `Candidate.Dismissal`.

    It comes back when its text changes, somebody entitled speaks for it anew, or its value has
    grown by half. Raises CannotDecideCandidate for no curator, an unknown reason, and where
    somebody was quicker.
    """
    candidate = locked_candidate(candidate, by)
    if reason not in Candidate.Dismissal.values:
        raise CannotDecideCandidate(_("Please choose a reason."))
    if candidate.state == State.DISMISSED:
        return candidate
    refuse_decided(candidate)
    candidate.state, candidate.dismissed_as = State.DISMISSED, reason
    candidate.dismissed_on = _true_now(candidate)
    candidate.decided_by, candidate.decided_at = by, now or timezone.now()
    candidate.save(
        update_fields=["state", "dismissed_as", "dismissed_on", "decided_by", "decided_at"]
    )
    _record_act("candidate-dismissed", candidate, by, why=reason)
    record(CandidateDecided(candidate.pk), actor=by)
    return candidate


@transaction.atomic
def restore_candidate(*, candidate: Candidate, by: User) -> Candidate:
    """Take a dismissal back; what nobody calls a solution any longer does not wait for that."""
    _lock_answer(candidate.answer_id)
    candidate = locked_candidate(candidate, by)
    if candidate.state == State.DISMISSED:
        put_back(candidate)
        _record_act("candidate-restored", candidate, by)
        record(CandidateDecided(candidate.pk), actor=by)
    return candidate


def words_for(answer_id: int) -> set[str]:
    """Who says that it helps: it was accepted, confirmed or signed, or it solved it for five others
    as well (PRODUCT, section 3, “Candidate”); empty where not everybody can read it."""
    official = OfficialMark.objects.in_force().filter(answer=OuterRef("pk"))
    readable = Answer.objects.filter(hidden_at=None, question__hidden_at=None, pk=answer_id)
    found = readable.annotate(is_official=Exists(official)).values(
        "accepted_for", "confirmed_for", "is_official", "solved_too_count"
    )
    said = {
        "accepted": any(row["accepted_for"] for row in found),
        "confirmed": any(row["confirmed_for"] for row in found),
        "official": any(row["is_official"] for row in found),
        "solved-too": any(row["solved_too_count"] >= SOLVED_TOO_NEEDED for row in found),
    }
    return {word for word, is_said in said.items() if is_said}


def has_grown(candidate: Candidate) -> bool:
    """Is it worth half as much again as when it was dismissed?"""
    then, now = candidate.dismissed_on["value"], candidate.value
    return 2 * now >= 3 * then and now - then >= LEAST_GROWTH


def put_back(candidate: Candidate) -> None:
    """Put it before the curators again, whatever was decided, if somebody still says that it helps;
    its row must be locked."""
    candidate.state = State.WAITING if words_for(candidate.answer_id) else State.WITHDRAWN
    candidate.dismissed_as, candidate.dismissed_on = "", {}
    candidate.decided_by = candidate.decided_at = candidate.covered_by = None
    candidate.save(
        update_fields=[
            *("state", "dismissed_as", "dismissed_on"),
            *("decided_by", "decided_at", "covered_by"),
        ]
    )


def locked_candidate(candidate: Candidate, by: User) -> Candidate:
    """Raises CannotDecideCandidate for who may not curate."""
    if not policies.can_curate(by):
        raise CannotDecideCandidate(_("Only curators can do this."))
    rows = Candidate.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("answer", "question").get(pk=candidate.pk)


def refuse_decided(candidate: Candidate) -> None:
    if candidate.state != State.WAITING:
        raise CannotDecideCandidate(_("This was decided meanwhile. Please reload the page."))


def _record_act(act: str, candidate: Candidate, by: User, *, why: str = "") -> None:
    record_act(act, by=by, subject=f"answer-{candidate.answer_id}", why=why)


def _has_changed(candidate: Candidate) -> bool:
    """Is something else true of it than when it was dismissed?"""
    then, now = candidate.dismissed_on, _true_now(candidate)
    is_edited, new_words = now["version"] != then["version"], {*now["words"]} - {*then["words"]}
    return is_edited or bool(new_words) or has_grown(candidate)


def _true_now(candidate: Candidate) -> dict:
    return {
        "version": candidate.answer.version,
        "words": sorted(words_for(candidate.answer_id)),
        "value": candidate.value,
    }
