"""Editors at the same post: one wins, the others are told, nothing is lost."""

from functools import partial
from uuid import uuid4

from community.actions.deleting import delete_post, undelete_post
from community.actions.drafts import keep_draft
from community.actions.editing import CannotEdit, EditConflict, edit_answer, edit_question
from community.actions.hiding import hide_post
from community.actions.proposals import (
    CannotDecideProposal,
    decline_proposal,
    propose_edit,
    take_proposal,
)
from community.models import Answer, Draft, EditProposal, Question, Revision, Tag
from community.models.reasons import HiddenFor
from tests.factories import make_answer, make_question, make_user
from tests.races.parallel import ROUNDS, THREADS, at_once, failures, times


def test_of_sixteen_editors_one_wins_and_the_others_see_his_text(helper):
    """C-07: measured without a version, seven of eight texts are lost."""
    answer = make_answer(author=helper)
    for number in range(1, ROUNDS + 1):
        results = at_once(
            partial(
                edit_answer,
                answer=answer,
                by=helper,
                version=number,
                body=f"Text {who} of round {number}.",
            )
            for who in range(THREADS)
        )

        conflicts = failures(results)
        assert [type(conflict) for conflict in conflicts] == [EditConflict] * (THREADS - 1)
        (saved,) = (result for result in results if isinstance(result, Answer))
        assert {conflict.post.body for conflict in conflicts} == {saved.body}
        answer.refresh_from_db()
        assert (answer.body, answer.version) == (saved.body, number + 1)
        assert Revision.objects.of(answer).count() == number + 1
        assert Revision.objects.of(answer).get(number=number + 1).body == saved.body


def test_tags_that_many_change_at_once_are_counted_once(asker):
    """C-07, C-12"""
    question = make_question(author=asker, tags=["led"])
    results = at_once(
        partial(
            edit_question,
            question=question,
            by=asker,
            version=1,
            title=question.title,
            body=question.body,
            tags=["wifi", f"tag-{who}"],
        )
        for who in range(THREADS)
    )

    assert len(failures(results)) == THREADS - 1
    assert all(isinstance(failure, EditConflict) for failure in failures(results))
    worn = {tag.name for tag in Question.objects.get().tags.all()}
    counted = {tag.name: tag.question_count for tag in Tag.objects.all() if tag.question_count}
    assert counted == dict.fromkeys(worn, 1)


def test_hiding_wins_over_edits_made_at_once(helper, moderator):
    """C-08: whatever came first, the post is hidden, and no edit falls in between unseen."""
    for _ in range(ROUNDS):
        answer = make_answer(author=helper, body=f"Hold the button {uuid4()}.")
        edits = [
            partial(edit_answer, answer=answer, by=helper, version=1, body=f"Text {who} {uuid4()}.")
            for who in range(THREADS - 1)
        ]
        hiding = partial(
            hide_post, post=answer, by=moderator, reason=HiddenFor.OTHER, explanation="No."
        )
        results = at_once([*edits, hiding])

        assert not isinstance(results[-1], Exception)
        assert all(isinstance(failure, CannotEdit) for failure in failures(results))
        saved = [result for result in results[:-1] if isinstance(result, Answer)]
        answer.refresh_from_db()
        assert answer.hidden_as == "moderator"
        assert len(saved) == answer.version - 1 <= 1


def test_proposal_sent_at_once_is_one(helper, stranger):
    """C-01"""
    for number in range(1, ROUNDS + 1):
        answer, key = make_answer(author=helper), uuid4()
        propose = partial(
            propose_edit, post=answer, by=stranger, version=1, body="Hold it.", submission=key
        )
        results = at_once(times(THREADS, propose))

        assert failures(results) == []
        assert len({proposal.pk for proposal in results}) == 1
        assert EditProposal.objects.count() == number


def test_taking_and_declining_at_once_ends_in_one_state(helper, stranger):
    """A-AZ-10, C-20"""
    for _ in range(ROUNDS):
        answer = make_answer(author=helper)
        proposal = propose_edit(post=answer, by=stranger, version=1, body="Hold it longer.")
        results = at_once(
            partial(act, proposal=proposal, by=helper)
            for act in (take_proposal, decline_proposal)
            for _ in range(THREADS // 2)
        )

        refused = failures(results)
        assert all(isinstance(failure, CannotDecideProposal) for failure in refused)
        proposal.refresh_from_db()
        answer.refresh_from_db()
        assert (proposal.state == "taken") == (answer.version == 2)
        assert len(refused) == THREADS // 2


def test_deleting_and_bringing_back_at_once_keeps_the_counters_true(helper):
    answer = make_answer(author=helper)
    for _ in range(ROUNDS):
        results = at_once(
            partial(act, post=answer, by=helper)
            for act in (delete_post, undelete_post)
            for _ in range(THREADS // 2)
        )

        assert failures(results) == []
        answer.refresh_from_db()
        count = Question.objects.get().answer_count
        assert count == (0 if answer.is_hidden else 1)


def test_drafts_kept_at_once_are_one(helper):
    results = at_once(
        partial(keep_draft, person=helper, place="ask", fields={"body": f"Text {number}"})
        for number in range(THREADS)
    )

    assert failures(results) == []
    assert Draft.objects.count() == 1


def test_edits_beside_votes_and_new_answers_do_not_wait_in_a_circle(asker):
    question = make_question(author=asker)
    people = [make_user() for _ in range(THREADS // 2)]
    answering = [partial(make_answer, question=question, author=person) for person in people]
    editing = [
        partial(
            edit_question,
            question=question,
            by=asker,
            version=1,
            title=f"Box blinks {number}",
            body=question.body,
            tags=["led", "wifi"],
        )
        for number in range(THREADS // 2)
    ]

    results = at_once([*answering, *editing])

    assert all(isinstance(failure, EditConflict) for failure in failures(results))
    assert Question.objects.get().answer_count == THREADS // 2
