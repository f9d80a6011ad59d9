"""Declaring, deciding and marking at once."""

from datetime import timedelta
from functools import partial

from allauth.account.models import EmailAddress
from django.utils import timezone

from accounts.actions.declarations import (
    CannotDecide,
    decide_dispute,
    declare_affiliated,
    declare_independent,
)
from accounts.actions.members import create_member
from accounts.models import Declaration
from community.actions.marking import mark_posts
from community.actions.posting import MustDeclare
from community.actions.solutions import CannotAccept, accept_answer, withdraw_acceptance
from community.actions.votes import vote_answer
from community.models import Answer, Vote
from config.recount import registered
from tests.factories import (
    list_domain,
    make_affiliation,
    make_answer,
    make_organisation,
    make_question,
    make_user,
)
from tests.races.parallel import ROUNDS, THREADS, at_once, failures, times


def assert_counters_are_true() -> None:
    moved = {"points", "score", "has_staff_answer"}
    counted = [recount for recount in registered() if recount.field in moved]
    assert [str(found) for recount in counted for found in recount.differences()] == []


def test_no_said_at_once_is_said_once(db):
    for number in range(ROUNDS):
        newcomer = create_member(display_name=f"Newcomer {number} Abc")
        results = at_once(times(THREADS, partial(declare_independent, user=newcomer)))
        assert failures(results) == []
        assert Declaration.objects.filter(user=newcomer).count() == 1


def test_yes_and_no_at_once_leave_nobody_who_posts_unmarked(db):
    """A-BG-13: whichever comes first, the no is not what counts in the end."""
    organisation = make_organisation()
    for number in range(ROUNDS):
        newcomer = create_member(display_name=f"Newcomer {number} Abc")
        yes = partial(
            declare_affiliated,
            user=newcomer,
            kind="employee",
            organisation=organisation,
            role_title="Network engineering",
            full_name="Robin Neumann",
            explanation="Ask the head.",
        )
        at_once([partial(declare_independent, user=newcomer), yes] * (THREADS // 2))

        (refused,) = failures(at_once([partial(make_answer, author=newcomer)]))
        assert isinstance(refused, MustDeclare)


def test_dispute_decided_at_once_is_decided_once(administrator):
    """Two administrators of two minds: the first word stands."""
    list_domain("corp.de")
    second = make_user(roles="administrator")
    for number in range(ROUNDS):
        newcomer = create_member(display_name=f"Newcomer {number} Abc")
        EmailAddress.objects.create(user=newcomer, email=f"newcomer{number}@corp.de", verified=True)
        disputed = declare_independent(user=newcomer)
        results = at_once(
            partial(
                decide_dispute,
                declaration=disputed,
                by=(administrator, second)[place % 2],
                independent=bool(place % 2),
                because="Because.",
            )
            for place in range(THREADS)
        )
        refused = failures(results)
        assert all(isinstance(problem, CannotDecide) for problem in refused)
        assert len(refused) == THREADS - 1


def test_marking_while_people_vote_and_solve_leaves_true_counts(administrator):
    """L-UW-02, C-01: no deadlock, and every counter is what its facts say."""
    month_ago = timezone.now() - timedelta(days=30)
    for _round in range(ROUNDS):
        hidden, asker = make_user(), make_user()
        question = make_question(author=asker)
        answers = [make_answer(question=question, author=hidden) for _ in range(3)]
        others = [make_answer(question=question) for _ in range(3)]
        for answer in others:
            vote_answer(answer=answer, by=hidden, value=1)
        affiliation = make_affiliation(user=hidden)
        mark = partial(
            mark_posts,
            affiliation=affiliation,
            since=month_ago,
            by=administrator,
            because="Found in the payroll.",
        )
        calls = [mark, mark]
        calls += [partial(vote_answer, answer=one, by=make_user(), value=1) for one in answers]
        calls += [partial(vote_answer, answer=one, by=hidden, value=-1) for one in others]
        calls += [partial(accept_answer, answer=one, by=asker) for one in answers]
        calls += [partial(withdraw_acceptance, question=question, by=asker)]

        problems = failures(at_once(calls))

        assert [problem for problem in problems if not isinstance(problem, CannotAccept)] == []
        assert not Answer.objects.filter(author=hidden, affiliation=None).exists()
        assert not Vote.objects.filter(voter=hidden, counts=True).exists()
        assert_counters_are_true()
