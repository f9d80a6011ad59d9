"""Merges at once, and while others write: no circle, nothing lost, counters as the facts say."""

from functools import partial

from community.actions.answers import answer_question
from community.actions.closing import close_question
from community.actions.comments import post_comment
from community.actions.deciding import CannotDecide
from community.actions.duplicates import decide_duplicate, propose_duplicate
from community.actions.following import follow_question
from community.actions.merging import merge_questions
from community.actions.posting import CannotPost
from community.actions.questions import join_affected
from community.actions.solutions import CannotAccept, accept_answer
from community.actions.votes import vote_answer
from community.models import Affected, Answer, Comment, Following, Question
from config.recount import compared
from tests.factories import make_answer, make_question, make_user
from tests.races.parallel import ROUNDS, THREADS, at_once, failures


def assert_nothing_is_wrong() -> None:
    found = [each for comparison in compared() for each in comparison.differences()]
    assert [str(each) for each in found if each.field != "roles"] == []


def reachable(question: Question) -> Question:
    """Where its address leads: in one hop, and not in a circle."""
    question.refresh_from_db()
    target = question.merged_into or question
    assert target.merged_into is None
    assert target.hidden_at is None
    return target


def test_two_questions_merged_into_each_other_make_no_circle(moderator):
    """C-13"""
    for _ in range(ROUNDS):
        first, second = make_answer().question, make_answer().question
        results = at_once(
            [
                partial(merge_questions, question=first, into=second, by=moderator),
                partial(merge_questions, question=second, into=first, by=moderator),
            ]
            * 4
        )

        refused = failures(results)
        assert len(refused) == 7
        assert all(isinstance(problem, CannotDecide) for problem in refused)
        assert reachable(first) == reachable(second)
        assert Answer.objects.filter(question=reachable(first)).count() == 2
    assert_nothing_is_wrong()


def test_chain_merged_at_once_is_one_hop(moderator):
    """C-13: A into B while B goes into C and C into A."""
    for _ in range(ROUNDS):
        chain = [make_answer().question for _ in range(3)]
        results = at_once(
            partial(merge_questions, question=one, into=other, by=moderator)
            for one, other in zip(chain, chain[1:] + chain[:1], strict=True)
        )

        assert all(isinstance(problem, CannotDecide) for problem in failures(results))
        targets = {reachable(question).pk for question in chain}
        assert Answer.objects.filter(question__in=targets).count() == 3
        Answer.objects.update(moved_from=None)
    assert_nothing_is_wrong()


def test_everything_written_while_two_are_merged_is_there(moderator):
    for _ in range(ROUNDS):
        answer = make_answer()
        question, into = answer.question, make_question()
        people = [make_user() for _ in range(8)]
        calls = [partial(answer_question, question=question, by=who, body="So.") for who in people]
        calls += [partial(vote_answer, answer=answer, by=who, value=1) for who in people]
        calls += [partial(follow_question, question=question, by=who) for who in people]
        calls += [partial(join_affected, question=question, by=who) for who in people]
        calls += [partial(post_comment, question=question, by=who, body="Yes.") for who in people]
        calls += [partial(accept_answer, answer=answer, by=question.author)]
        calls += [partial(merge_questions, question=question, into=into, by=moderator)]
        results = at_once(calls)

        refused = failures(results)
        assert [each for each in refused if not isinstance(each, CannotPost | CannotAccept)] == []
        question.refresh_from_db()
        assert question.merged_into == into
        for rows in (Answer, Comment, Following, Affected):
            assert not rows.objects.filter(question=question).exists()
        followers = Following.objects.filter(question=into, person__in=people)
        assert followers.count() == len(people)
    assert_nothing_is_wrong()


def test_of_many_decisions_about_a_duplicate_the_first_counts(moderator):
    for _ in range(ROUNDS):
        question, original = make_question(), make_question()
        row = propose_duplicate(question=question, original=original, by=moderator)
        results = at_once(
            partial(decide_duplicate, proposal=row, by=moderator, is_taken=bool(number % 2))
            for number in range(THREADS)
        )

        assert len(failures(results)) == THREADS - 1
        assert all(isinstance(problem, CannotDecide) for problem in failures(results))
        row.refresh_from_db()
        question.refresh_from_db()
        assert bool(question.duplicate_of) == (row.state == "taken")


def test_two_questions_closed_as_each_others_duplicate_make_no_circle(moderator):
    for _ in range(ROUNDS):
        first, second = make_question(), make_question()
        close = partial(close_question, by=moderator, reason="duplicate")
        results = at_once(
            [
                partial(close, question=first, original=second),
                partial(close, question=second, original=first),
            ]
            * 4
        )

        assert all(isinstance(problem, CannotDecide) for problem in failures(results))
        first.refresh_from_db()
        second.refresh_from_db()
        assert [first.closed_at, second.closed_at].count(None) == 1
