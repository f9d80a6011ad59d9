"""Who gives, ends and declines the company's official word (PRODUCT, section 2, “Official”)."""

from accounts.models import Affiliation
from accounts.policies import may_sign
from community.models import Answer, OfficialMark
from community.policies.threads import is_customer


def can_sign(user, affiliation: Affiliation | None) -> bool:
    """Who holds the right in force, under the affiliation that is his now (A-BG-11)."""
    if not (user.is_authenticated and user.is_active):
        return False
    return affiliation is not None and affiliation.user_id == user.pk and may_sign(affiliation)


def can_end_mark(user, affiliation: Affiliation | None, mark: OfficialMark) -> bool:
    """Whoever may sign for the organisation that stands behind it, and administrators."""
    if user.is_authenticated and user.is_administrator:
        return True
    if affiliation is None or affiliation.organisation_id != mark.affiliation.organisation_id:
        return False
    return can_sign(user, affiliation)


def can_decline_mark(user, mark: OfficialMark) -> bool:
    """The customer beside whose name the company stands; the answer must be loaded."""
    return user.is_authenticated and user.pk == mark.answer.author_id and quotes_customer(mark)


def quotes_customer(mark: OfficialMark) -> bool:
    """Is the signed text that of somebody who does not speak for the company?"""
    answer: Answer = mark.answer
    return answer.author_id != mark.signed_by_id and is_customer(answer.affiliation)
