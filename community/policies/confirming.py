"""When staff may say that an answer helps: where the asker has said nothing (PRODUCT, 2)."""

from datetime import datetime, timedelta

from accounts.models import Affiliation
from community.models import Answer, Question
from community.policies.threads import is_customer, is_of_own_side

# So long the asker alone has the word, from the day on which he was asked.
ASKERS_TIME = timedelta(days=7)


def may_confirm(user, affiliation: Affiliation | None) -> bool:
    """Moderators and verified employees; `affiliation` is that for which `user` speaks."""
    if not (user.is_authenticated and user.is_active):
        return False
    return user.is_moderator or is_verified_employee(affiliation)


def is_verified_employee(affiliation: Affiliation | None) -> bool:
    if affiliation is None or not affiliation.is_active:
        return False
    return affiliation.kind == Affiliation.Kind.EMPLOYEE


def is_open_to_confirmation(question: Question, answer: Answer, now: datetime) -> bool:
    """Has the asker neither spoken nor any time left to be waited for?"""
    has_spoken = question.is_solved or question.still_open_at is not None
    is_hidden = question.is_hidden or answer.is_hidden
    return not has_spoken and not is_hidden and answer.created_at + ASKERS_TIME <= now


def is_impartial(user, affiliation: Affiliation | None, answer: Answer) -> bool:
    """He neither wrote the answer nor speaks for the organisation of who did (A-BG-16)."""
    return user.pk != answer.author_id and not is_of_own_side(affiliation, answer)


def are_colleagues(one: Affiliation | None, other: Affiliation | None) -> bool:
    """Do both speak for the same organisation?"""
    if one is None or other is None or is_customer(one) or is_customer(other):
        return False
    return one.organisation_id == other.organisation_id


def can_confirm_answer(user, affiliation, question: Question, answer: Answer, now) -> bool:
    """What the page offers; the action looks closer."""
    return (
        may_confirm(user, affiliation)
        and user.pk != question.author_id
        and question.seeks_solution
        and is_open_to_confirmation(question, answer, now)
        and is_impartial(user, affiliation, answer)
    )


def can_say_still_open(user, question: Question) -> bool:
    return user.is_authenticated and user.pk == question.author_id
