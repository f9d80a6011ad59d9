"""Who speaks for the company earns nothing and moves nothing: also while he is suspended, and with
what he wrote for it also after leaving (PRODUCT, section 1, rule 5)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.actions.leaderboards import CannotJoin, join_leaderboards
from accounts.models import Affiliation, ReputationEntry, User
from accounts.privileges import Privilege, holds
from community.actions.experts import find_experts
from community.actions.solutions import CannotAccept, accept_answer
from community.actions.votes import vote_answer
from community.experts import experts_in
from tests.factories import (
    make_affiliation,
    make_answer,
    make_article,
    make_product,
    make_question,
    make_user,
)

OUT_OF_FORCE = {
    "suspended": {"suspended_at": timezone.now()},
    "not proved again": {"valid_until": timezone.localdate() - timedelta(days=1)},
}


@pytest.fixture(params=OUT_OF_FORCE)
def put_out_of_force(request, db):
    """Somebody who still works there, but may not post for the moment."""

    def put_out(user: User, kind: str = "employee") -> Affiliation:
        affiliation = make_affiliation(user=user, kind=kind)
        Affiliation.objects.filter(pk=affiliation.pk).update(**OUT_OF_FORCE[request.param])
        return affiliation

    return put_out


def points_of(user: User) -> int:
    user.refresh_from_db(fields=["points"])
    return user.points


def answer_written_for_the_company(by: User, *, asker: User | None = None):
    """Its author has left since."""
    affiliation = make_affiliation(user=by)
    answer = make_answer(author=by, question=make_question(author=asker))
    Affiliation.objects.filter(pk=affiliation.pk).update(ended_at=timezone.now())
    return answer


def test_suspended_vote_counts_nowhere(put_out_of_force, stranger):
    """A-BG-16"""
    put_out_of_force(stranger)
    answer = make_answer()

    assert vote_answer(answer=answer, by=stranger, value=1).score == 0
    assert points_of(answer.author) == 0


def test_suspended_earns_nothing(put_out_of_force, helper, stranger):
    answer = make_answer(author=helper)
    put_out_of_force(helper)

    vote_answer(answer=answer, by=stranger, value=1)

    assert points_of(helper) == 0


def test_suspended_cannot_accept_a_colleagues_answer(put_out_of_force, asker, employee):
    """A-BG-16"""
    answer = make_answer(author=employee, question=make_question(author=asker))
    put_out_of_force(asker)

    with pytest.raises(CannotAccept):
        accept_answer(answer=answer, by=asker)


def test_suspended_holds_nothing_that_is_earned(put_out_of_force):
    rich = make_user(points=5000)
    put_out_of_force(rich)

    assert not holds(rich, Privilege.EDIT_POSTS)


@pytest.mark.parametrize("kind", ["employee", "perk"])
def test_suspended_stands_on_no_list(put_out_of_force, helper, kind):
    product = make_product()
    for _ in range(3):
        asker = make_user()
        question = make_question(author=asker, product=product)
        accept_answer(answer=make_answer(author=helper, question=question), by=asker)
    join_leaderboards(user=helper)
    find_experts()
    assert experts_in(product)
    put_out_of_force(helper, kind)

    assert experts_in(product) == []
    assert not ReputationEntry.objects.leaders()
    assert find_experts() == 0
    with pytest.raises(CannotJoin):
        join_leaderboards(user=helper)


def test_answer_for_the_company_earns_nothing_after_leaving(helper, asker, stranger, curator):
    answer = answer_written_for_the_company(helper, asker=asker)

    vote_answer(answer=answer, by=stranger, value=1)
    accept_answer(answer=answer, by=asker)
    make_article(answer=answer, by=curator)

    assert points_of(helper) == 0
    assert points_of(asker) == 2


def test_answer_for_the_company_costs_nothing_after_leaving(helper):
    answer = answer_written_for_the_company(helper)
    for _ in range(3):
        vote_answer(answer=answer, by=make_user(), value=-1)

    assert points_of(helper) == 0


def test_question_for_the_company_earns_nothing_after_leaving(asker, helper):
    affiliation = make_affiliation(user=asker)
    answer = make_answer(author=helper, question=make_question(author=asker))
    Affiliation.objects.filter(pk=affiliation.pk).update(ended_at=timezone.now())

    accept_answer(answer=answer, by=asker)

    assert (points_of(asker), points_of(helper)) == (0, 25)


def test_same_two_people_earn_three_times_in_thirty_days_also_with_the_company(asker, employee):
    for _ in range(4):
        question = make_question(author=asker)
        accept_answer(answer=make_answer(author=employee, question=question), by=asker)

    assert points_of(asker) == 6
