"""Suggested edits: the author decides, after a while the community's queue may."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from accounts.models import User
from community.actions.editing import CannotEdit, EditConflict, edit_answer
from community.actions.proposals import (
    CannotDecideProposal,
    decline_proposal,
    propose_edit,
    take_proposal,
    withdraw_proposal,
)
from community.actions.retagging import retag_question
from community.models import EditProposal, Revision
from config.events.models import Event
from tests.factories import hide, make_answer, make_question, make_user

pytestmark = pytest.mark.django_db
State = EditProposal.State


def propose(post, by, body="Hold the button for twelve seconds.", **values) -> EditProposal:
    defaults = {"post": post, "by": by, "version": post.version, "body": body}
    return propose_edit(**(defaults | values))


def events(name: str) -> list[dict]:
    return list(Event.objects.filter(name=f"community.{name}").values_list("payload", flat=True))


@pytest.fixture
def answer(helper):
    return make_answer(author=helper, body="Hold the button.")


@pytest.fixture
def worker(db):
    """Somebody who has earned the community's queues."""
    person = make_user()
    User.objects.filter(pk=person.pk).update(points=1000)
    person.refresh_from_db()
    return person


@pytest.fixture
def later():
    return timezone.now() + timedelta(days=4)


def test_author_takes_a_proposal(answer, helper, stranger):
    proposal = propose(answer, stranger, reason="How long?")

    take_proposal(proposal=proposal, by=helper)

    answer.refresh_from_db()
    proposal.refresh_from_db()
    assert answer.body == "Hold the button for twelve seconds."
    assert (proposal.state, proposal.decided_by) == (State.TAKEN, helper)
    revision = Revision.objects.get(number=2)
    assert (revision.editor, revision.reason) == (stranger, "How long?")
    assert events("EditProposed") == events("EditDecided") == [{"proposal_id": proposal.pk}]
    assert events("PostEditedByOther") == []


def test_author_declines_a_proposal(answer, helper, stranger):
    proposal = propose(answer, stranger)

    decline_proposal(proposal=proposal, by=helper)

    answer.refresh_from_db()
    proposal.refresh_from_db()
    assert (answer.body, answer.version) == ("Hold the button.", 1)
    assert proposal.state == State.DECLINED


@pytest.mark.parametrize("act", [take_proposal, decline_proposal])
def test_nobody_else_decides(answer, stranger, asker, moderator, act):
    """A-AZ-10: taking and declining need the same right."""
    proposal = propose(answer, stranger)

    for person in (stranger, asker, moderator):
        with pytest.raises(CannotDecideProposal):
            act(proposal=proposal, by=person)

    proposal.refresh_from_db()
    assert proposal.is_open


@pytest.mark.parametrize("act", [take_proposal, decline_proposal])
def test_queue_decides_after_three_days(answer, stranger, worker, later, act):
    """A-AZ-10"""
    proposal = propose(answer, stranger)

    with pytest.raises(CannotDecideProposal):
        act(proposal=proposal, by=worker)
    act(proposal=proposal, by=worker, now=later)

    proposal.refresh_from_db()
    assert proposal.decided_by == worker


def test_author_is_told_what_the_queue_took(answer, stranger, worker, later):
    take_proposal(proposal=propose(answer, stranger), by=worker, now=later)

    revision = Revision.objects.get(number=2)
    assert events("PostEditedByOther") == [{"revision_id": revision.pk}]


def test_queue_decides_at_once_where_the_author_is_gone(answer, helper, stranger, worker):
    User.objects.filter(pk=helper.pk).update(is_active=False)

    take_proposal(proposal=propose(answer, stranger), by=worker)

    answer.refresh_from_db()
    assert answer.version == 2


def test_queue_never_decides_for_an_organisation(employee, stranger, worker, later):
    proposal = propose(make_answer(author=employee), stranger)

    with pytest.raises(CannotDecideProposal):
        take_proposal(proposal=proposal, by=worker, now=later)


def test_queue_does_not_decide_its_own_proposals(answer, worker, later):
    proposal = propose(answer, worker)

    with pytest.raises(CannotDecideProposal):
        take_proposal(proposal=proposal, by=worker, now=later)


def test_own_post_is_edited_not_proposed(answer, helper):
    with pytest.raises(CannotEdit, match="your own"):
        propose(answer, helper)


def test_proposal_that_changes_nothing_is_refused(answer, stranger):
    with pytest.raises(CannotEdit, match="different"):
        propose(answer, stranger, body="Hold  the button.")


def test_proposal_for_an_older_version_is_a_conflict(answer, helper, stranger):
    """C-07"""
    edit_answer(answer=answer, by=helper, version=1, body="Hold the red button.")

    with pytest.raises(EditConflict):
        propose(answer, stranger, version=1)


def test_edit_makes_open_proposals_outdated(answer, helper, stranger):
    proposal = propose(answer, stranger)

    edit_answer(answer=answer, by=helper, version=1, body="Hold the red button.")

    proposal.refresh_from_db()
    assert (proposal.state, proposal.decided_by) == (State.OUTDATED, None)
    assert events("EditDecided") == [{"proposal_id": proposal.pk}]
    with pytest.raises(CannotDecideProposal, match="changed meanwhile"):
        take_proposal(proposal=proposal, by=helper)


def test_taking_one_ends_the_others(answer, helper, stranger, asker):
    first, second = propose(answer, stranger), propose(answer, asker, body="Hold it, please.")

    take_proposal(proposal=first, by=helper)

    second.refresh_from_db()
    assert second.state == State.OUTDATED


def test_hidden_post_takes_no_proposal(answer, helper, stranger):
    """C-08"""
    proposal = propose(answer, stranger)
    hide(answer)

    with pytest.raises(CannotEdit, match="hidden"):
        take_proposal(proposal=proposal, by=helper)
    with pytest.raises(CannotEdit, match="hidden"):
        propose(answer, stranger, body="Another one.")


def test_form_sent_twice_is_one_proposal(answer, stranger):
    """C-01"""
    key = uuid4()

    first, again = (propose(answer, stranger, submission=key) for _ in range(2))

    assert first == again
    assert EditProposal.objects.count() == 1


def test_second_thought_replaces_the_first(answer, stranger):
    first = propose(answer, stranger)
    second = propose(answer, stranger, body="Hold the button for ten seconds.")

    first.refresh_from_db()
    assert (first.state, second.state) == (State.WITHDRAWN, State.OPEN)


def test_deciding_twice_does_no_harm(answer, helper, stranger):
    proposal = propose(answer, stranger)

    for _ in range(2):
        take_proposal(proposal=proposal, by=helper)

    assert Revision.objects.count() == 2
    with pytest.raises(CannotDecideProposal, match="already"):
        decline_proposal(proposal=proposal, by=helper)


def test_only_its_maker_withdraws(answer, helper, stranger):
    proposal = propose(answer, stranger)

    with pytest.raises(CannotDecideProposal):
        withdraw_proposal(proposal=proposal, by=helper)
    withdraw_proposal(proposal=proposal, by=stranger)

    proposal.refresh_from_db()
    assert proposal.state == State.WITHDRAWN


def test_title_and_tags_of_a_question_can_be_proposed(asker, stranger):
    question = make_question(author=asker, title="Box blinks", tags=["led"])
    proposal = propose(
        question, stranger, title="Box blinks red at night", body=question.body, tags=["led", "box"]
    )

    take_proposal(proposal=proposal, by=asker)

    question.refresh_from_db()
    assert question.title == "Box blinks red at night"
    assert sorted(tag.name for tag in question.tags.all()) == ["box", "led"]


def test_other_tags_make_open_proposals_outdated(asker, stranger):
    question = make_question(author=asker, title="Box blinks", tags=["led"])
    proposal = propose(question, stranger, title="Box blinks red at night", body=question.body)

    retag_question(question=question, by=asker, tags=["wifi"])

    proposal.refresh_from_db()
    assert proposal.state == State.OUTDATED
