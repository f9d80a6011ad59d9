"""What a curator dismisses stays away until something changes."""

import pytest

from community.actions.editing import edit_answer
from community.actions.solutions import accept_answer, withdraw_acceptance
from config.audit.models import AuditRecord
from config.events.models import Event
from knowledge.actions.candidates import (
    CannotDecideCandidate,
    dismiss_candidate,
    propose_candidate,
    restore_candidate,
    settle_candidate,
)
from knowledge.actions.promotion import promote_answer
from knowledge.models import Candidate
from tests.factories import make_answer, make_user

State = Candidate.State


@pytest.fixture
def candidate(db):
    answer = make_answer()
    accept_answer(answer=answer, by=answer.question.author)
    settle_candidate(answer_id=answer.pk)
    return Candidate.objects.get()


def state_of(candidate: Candidate) -> str:
    candidate.refresh_from_db()
    return candidate.state


def test_dismissed_one_is_out_of_the_queue_with_its_reason(candidate, curator):
    dismiss_candidate(candidate=candidate, by=curator, reason="not-ours")

    candidate.refresh_from_db()
    assert not Candidate.objects.waiting().exists()
    assert (candidate.dismissed_as, candidate.decided_by) == ("not-ours", curator)
    assert candidate.dismissed_on == {"version": 1, "words": ["accepted"], "value": 0}
    assert candidate.decided_at is not None


def test_dismissal_is_told_and_recorded(candidate, curator):
    dismiss_candidate(candidate=candidate, by=curator, reason="not-ours")
    restore_candidate(candidate=candidate, by=curator)

    events = Event.objects.filter(name="knowledge.CandidateDecided")
    assert [event.payload for event in events] == [{"candidate_id": candidate.pk}] * 2
    acts = AuditRecord.objects.filter(subject=f"answer-{candidate.answer_id}").order_by("pk")
    assert [each.act for each in acts][-2:] == ["candidate-dismissed", "candidate-restored"]


def test_dismissing_twice_does_no_harm(candidate, curator):
    first = dismiss_candidate(candidate=candidate, by=curator, reason="not-ours")

    again = dismiss_candidate(candidate=candidate, by=make_user(roles="curator"), reason="not-true")

    assert (again.dismissed_as, again.decided_by) == ("not-ours", first.decided_by)


def test_dismissal_can_be_taken_back(candidate, curator):
    dismiss_candidate(candidate=candidate, by=curator, reason="not-ours")

    restore_candidate(candidate=candidate, by=curator)
    restore_candidate(candidate=candidate, by=curator)

    assert state_of(candidate) == State.WAITING
    assert (candidate.dismissed_as, candidate.dismissed_on, candidate.decided_by) == ("", {}, None)


@pytest.mark.parametrize("reason", ["", "because", "too-special "])
def test_reason_is_one_of_the_list(candidate, curator, reason):
    with pytest.raises(CannotDecideCandidate, match="reason"):
        dismiss_candidate(candidate=candidate, by=curator, reason=reason)
    assert state_of(candidate) == State.WAITING


@pytest.mark.parametrize("roles", ["", "employee", "moderator"])
def test_only_curators_dismiss_and_restore(candidate, curator, roles):
    person = make_user(roles=roles)

    with pytest.raises(CannotDecideCandidate):
        dismiss_candidate(candidate=candidate, by=person, reason="not-ours")
    dismiss_candidate(candidate=candidate, by=curator, reason="not-ours")
    with pytest.raises(CannotDecideCandidate):
        restore_candidate(candidate=candidate, by=person)
    assert state_of(candidate) == State.DISMISSED


def test_what_became_an_article_is_not_dismissed_any_more(candidate, curator):
    promote_answer(answer=candidate.answer, by=curator)

    with pytest.raises(CannotDecideCandidate, match="meanwhile"):
        dismiss_candidate(candidate=candidate, by=curator, reason="not-ours")
    assert state_of(candidate) == State.PROMOTED


def test_dismissed_one_can_become_an_article_all_the_same(candidate, curator):
    dismiss_candidate(candidate=candidate, by=curator, reason="not-ours")

    promote_answer(answer=candidate.answer, by=curator)

    assert state_of(candidate) == State.PROMOTED


def test_it_stays_away_when_nothing_has_changed(candidate, curator, deliver_events):
    dismiss_candidate(candidate=candidate, by=curator, reason="not-ours")
    deliver_events()

    propose_candidate(answer_id=candidate.answer_id)

    assert state_of(candidate) == State.DISMISSED


def test_it_stays_away_when_it_is_accepted_once_more(candidate, curator, deliver_events):
    dismiss_candidate(candidate=candidate, by=curator, reason="not-ours")
    question = candidate.question

    withdraw_acceptance(question=question, by=question.author)
    accept_answer(answer=candidate.answer, by=question.author)
    deliver_events()

    assert state_of(candidate) == State.DISMISSED


def test_it_comes_back_when_its_answer_is_edited(candidate, curator, deliver_events):
    dismiss_candidate(candidate=candidate, by=curator, reason="not-true")
    answer = candidate.answer
    answer.refresh_from_db()

    edit_answer(answer=answer, by=answer.author, version=answer.version, body="Hold it for 20 s.")
    deliver_events()

    assert state_of(candidate) == State.WAITING
    assert candidate.dismissed_as == ""


def test_it_comes_back_when_somebody_else_speaks_for_it(candidate, curator, deliver_events):
    """It was accepted then; now the company stands behind it as well."""
    dismiss_candidate(candidate=candidate, by=curator, reason="not-true")
    Candidate.objects.update(dismissed_on={"version": 1, "words": ["solved-too"], "value": 0})

    propose_candidate(answer_id=candidate.answer_id)

    assert state_of(candidate) == State.WAITING


def test_promoted_one_whose_article_is_gone_waits_again(candidate, curator):
    Candidate.objects.update(state=State.PROMOTED)

    settle_candidate(answer_id=candidate.answer_id)

    assert state_of(candidate) == State.WAITING


def test_restored_one_that_is_no_solution_any_more_does_not_wait(
    candidate, curator, deliver_events
):
    dismiss_candidate(candidate=candidate, by=curator, reason="not-ours")
    withdraw_acceptance(question=candidate.question, by=candidate.question.author)
    deliver_events()

    restore_candidate(candidate=candidate, by=curator)

    candidate.refresh_from_db()
    assert candidate.state == Candidate.State.WITHDRAWN
