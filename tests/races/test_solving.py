"""Votes and acceptances at once: one truth, no lost and no double points, no deadlock."""

import random
from functools import partial

from django.db.models import Sum

from accounts.models import ReputationEntry, User
from community.actions.solutions import accept_answer, withdraw_acceptance
from community.actions.votes import vote_answer
from community.models import Question, Vote
from tests.factories import make_answer, make_question, make_user
from tests.races.parallel import ROUNDS, THREADS, at_once, failures, times


def assert_ledgers_add_up() -> None:
    for user in User.objects.annotate(sum=Sum("reputation__points")):
        assert user.points == (user.sum or 0), user


def assert_score_is_right(answer) -> None:
    answer.refresh_from_db()
    sum_of_votes = Vote.objects.filter(answer=answer).aggregate(sum=Sum("value"))["sum"]
    assert answer.score == (sum_of_votes or 0)


def test_same_vote_sixteen_times_is_one_vote(stranger):
    """C-05, A-VO-02"""
    for _ in range(ROUNDS):
        answer = make_answer()
        results = at_once(times(THREADS, partial(vote_answer, answer=answer, by=stranger, value=1)))
        assert failures(results) == []
        assert Vote.objects.filter(answer=answer).count() == 1
        assert_score_is_right(answer)
        assert answer.score == 1
    assert_ledgers_add_up()


def test_thirty_two_people_make_a_score_of_thirty_two(helper):
    """C-05"""
    people = [make_user() for _ in range(32)]
    for _ in range(ROUNDS):
        answer = make_answer(author=helper)
        results = at_once(
            partial(vote_answer, answer=answer, by=person, value=1) for person in people
        )
        assert failures(results) == []
        answer.refresh_from_db()
        assert answer.score == 32
        assert ReputationEntry.objects.filter(subject_id=answer.pk).count() == 10
    assert_ledgers_add_up()


def test_up_down_and_back_at_once_ends_in_what_the_votes_say():
    """C-05, A-VO-03"""
    dice = random.Random(7)  # noqa: S311
    answer = make_answer()
    people = [make_user() for _ in range(4)]
    for _ in range(ROUNDS):
        results = at_once(
            partial(vote_answer, answer=answer, by=person, value=dice.choice([1, 0, -1]))
            for person in people * 4
        )
        assert failures(results) == []
        assert_score_is_right(answer)
        assert_ledgers_add_up()


def test_of_two_answers_accepted_at_once_one_is_the_solution(asker):
    """C-04"""
    for _ in range(ROUNDS):
        question = make_question(author=asker)
        answers = [make_answer(question=question) for _ in range(2)]
        results = at_once(
            partial(accept_answer, answer=answer, by=asker) for answer in answers * (THREADS // 2)
        )
        assert failures(results) == []
        question.refresh_from_db()
        solution = question.accepted_answer
        (other,) = set(answers) - {solution}
        assert solution.author.points in (25, 0)  # 0 once the same two people met too often
        assert User.objects.get(pk=other.author_id).points == 0
        assert_ledgers_add_up()


def test_accepting_and_taking_back_at_once_leaves_points_for_the_solution_alone(asker):
    """C-04, C-09"""
    question = make_question(author=asker)
    answers = [make_answer(question=question) for _ in range(3)]
    for _ in range(ROUNDS):
        calls = [partial(accept_answer, answer=answer, by=asker) for answer in answers * 4]
        calls += times(4, partial(withdraw_acceptance, question=question, by=asker))
        results = at_once(calls)
        assert failures(results) == []
        question = Question.objects.get(pk=question.pk)
        for answer in answers:
            is_solution = answer.pk == question.accepted_answer_id
            author = User.objects.get(pk=answer.author_id)
            assert author.points == (25 if is_solution else 0)
        assert_ledgers_add_up()


def test_pairs_that_reward_each_other_crosswise_do_not_wait_for_ever():
    """C-17: A solves B's question while B solves A's."""
    people = [make_user() for _ in range(4)]
    for _ in range(ROUNDS):
        calls = []
        for asker in people:
            for solver in people:
                if asker != solver:
                    answer = make_answer(question=make_question(author=asker), author=solver)
                    calls.append(partial(accept_answer, answer=answer, by=asker))
                    calls.append(partial(vote_answer, answer=answer, by=asker, value=1))
        results = at_once(calls)
        assert failures(results) == []
    assert_ledgers_add_up()


def test_votes_while_the_same_answer_is_accepted_do_not_wait_for_ever(asker, helper):
    """C-17"""
    people = [make_user() for _ in range(8)]
    for _ in range(ROUNDS):
        answer = make_answer(question=make_question(author=asker), author=helper)
        calls = [partial(vote_answer, answer=answer, by=person, value=1) for person in people]
        calls += times(4, partial(accept_answer, answer=answer, by=asker))
        calls += times(4, partial(withdraw_acceptance, question=answer.question, by=asker))
        results = at_once(calls)
        assert failures(results) == []
        assert_score_is_right(answer)
    assert_ledgers_add_up()
