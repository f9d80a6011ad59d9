"""Who may do what. Every rule is a question that answers yes or no."""

from accounts.models import Affiliation, User
from accounts.policies import require
from community.models import Answer, Question


def can_answer(user, question: Question) -> bool:
    return user.is_authenticated and user.is_active and question.hidden_at is None


def can_accept_answer(user, question: Question) -> bool:
    return user.is_authenticated and user.pk == question.author_id


def is_customer(affiliation: Affiliation | None) -> bool:
    """Does he whom `affiliation` is about, or what was written under it, earn points?"""
    return affiliation is None or affiliation.earns_points


def is_of_own_side(affiliation: Affiliation | None, answer: Answer) -> bool:
    """Is it the answer of who speaks under `affiliation`, or a colleague's?

    Receiving perks from an organisation is no speaking for it.
    """
    if affiliation is None or is_customer(affiliation):
        return False
    if answer.author_id == affiliation.user_id:
        return True
    theirs = answer.affiliation
    if theirs is None or is_customer(theirs):
        return False
    return theirs.organisation_id == affiliation.organisation_id


def can_vote(user: User, answer: Answer) -> bool:
    return user.is_authenticated and user.pk != answer.author_id


def can_join_affected(user, question: Question) -> bool:
    return user.is_authenticated and user.pk != question.author_id


def can_see_missing_experts(user) -> bool:
    """Where the community lacks somebody who knows is for staff to look after."""
    return user.is_authenticated and user.works_here


__all__ = [
    "can_accept_answer",
    "can_answer",
    "can_join_affected",
    "can_see_missing_experts",
    "can_vote",
    "is_customer",
    "is_of_own_side",
    "require",
]
