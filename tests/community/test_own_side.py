"""Who speaks for an organisation solves nothing with its own word (A-BG-16, L-UW-05)."""

import pytest
from allauth.account.models import EmailAddress

from accounts.actions.declarations import declare_affiliated, declare_independent
from accounts.actions.members import create_member
from accounts.models import ReputationEntry
from community.actions.solutions import CannotAccept, accept_answer
from community.actions.votes import vote_answer
from tests.factories import (
    list_domain,
    make_affiliation,
    make_answer,
    make_organisation,
    make_question,
    make_user,
)

PAID = ["employee", "agency", "partner"]


@pytest.mark.parametrize("kind", PAID)
def test_own_answer_is_not_accepted_not_even_one_from_before_the_mark(helper, kind):
    question = make_question(author=helper)
    answer = make_answer(question=question, author=helper)
    make_affiliation(user=helper, kind=kind)

    with pytest.raises(CannotAccept):
        accept_answer(answer=answer, by=helper)


@pytest.mark.parametrize("kind", PAID)
def test_colleagues_answer_is_not_accepted(helper, stranger, kind):
    for person in helper, stranger:
        make_affiliation(user=person, kind=kind)
    question = make_question(author=helper)

    with pytest.raises(CannotAccept):
        accept_answer(answer=make_answer(question=question, author=stranger), by=helper)


def test_who_only_receives_perks_is_nobodys_colleague(helper, employee):
    """PRODUCT 1, rule 5: employees, agencies and partners; perk receivers are counted apart."""
    make_affiliation(user=helper, kind="perk")
    asked_by_helper, asked_by_employee = (
        make_question(author=helper),
        make_question(author=employee),
    )

    accept_answer(answer=make_answer(question=asked_by_helper, author=employee), by=helper)
    accept_answer(answer=make_answer(question=asked_by_employee, author=helper), by=employee)

    for question in asked_by_helper, asked_by_employee:
        question.refresh_from_db()
        assert question.is_solved


def test_answer_of_another_organisation_is_accepted(helper, employee):
    make_affiliation(
        user=helper,
        kind="partner",
        organisation=make_organisation(name="Hafen Elektro", relation="partner"),
    )
    question = make_question(author=employee)

    accept_answer(answer=make_answer(question=question, author=helper), by=employee)

    question.refresh_from_db()
    assert question.is_solved


@pytest.mark.parametrize("kind", PAID)
def test_vote_moves_neither_score_nor_points(helper, stranger, kind):
    answer = make_answer(author=stranger)
    make_affiliation(user=helper, kind=kind)

    vote_answer(answer=answer, by=helper, value=1)

    answer.refresh_from_db()
    assert answer.score == 0
    assert not ReputationEntry.objects.filter(user=stranger).exists()


@pytest.mark.parametrize("kind", PAID)
def test_nothing_is_earned(helper, asker, kind):
    make_affiliation(user=helper, kind=kind)
    answer = make_answer(author=helper, question=make_question(author=asker))

    vote_answer(answer=answer, by=make_user(), value=1)
    accept_answer(answer=answer, by=asker)

    assert not ReputationEntry.objects.filter(user=helper).exists()


def test_vote_and_solution_of_who_receives_perks_count(helper, stranger):
    make_affiliation(user=helper, kind="perk")
    answer = make_answer(author=stranger)

    vote_answer(answer=answer, by=helper, value=1)

    answer.refresh_from_db()
    assert answer.score == 1


def speaks_soon(user) -> None:
    """He says yes himself, and an administrator has not decided yet."""
    declare_affiliated(
        user=user,
        kind="employee",
        organisation=make_organisation(),
        role_title="Network engineering",
        full_name="Robin Neumann",
        explanation="Ask the head.",
    )


def has_a_mailbox_of_the_company(user) -> None:
    list_domain("corp.de")
    EmailAddress.objects.create(user=user, email="robin@corp.de", verified=True)


def waits_for_a_decision(user) -> None:
    has_a_mailbox_of_the_company(user)
    declare_independent(user=user)


@pytest.mark.parametrize("sign", [speaks_soon, has_a_mailbox_of_the_company, waits_for_a_decision])
def test_vote_counts_nowhere_while_something_says_that_he_speaks(stranger, sign):
    """L-UW-05: the company does not vote itself up before anybody has looked."""
    voter = create_member(display_name="Robin N.", email="robin@example.org")
    sign(voter)
    answer = make_answer(author=stranger)

    vote_answer(answer=answer, by=voter, value=1)

    answer.refresh_from_db()
    assert answer.score == 0


def test_vote_of_who_has_declared_nothing_is_a_customers(stranger):
    """Only posts ask for a declaration."""
    voter = create_member(display_name="Robin N.", email="robin@example.org")
    answer = make_answer(author=stranger)

    vote_answer(answer=answer, by=voter, value=1)

    answer.refresh_from_db()
    assert answer.score == 1
