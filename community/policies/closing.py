"""Who decides about a question: closing, locking, asking for details, duplicates, merging.

Votes and points close nothing by themselves: somebody decides, with a reason. The company's own
people answer and ask back; they close no question of a customer unless they hold a role for it.
"""

from accounts import points
from accounts.models import Affiliation, User, open_affiliation
from accounts.privileges import Privilege, holds
from community.models import Question

Closed = Question.Closed
Kind = Question.Kind
# A curator tidies what was asked; what offends is for the moderators.
CURATORS_CLOSE = {Closed.DUPLICATE, Closed.OUTDATED}
# After these the asker can say once that his case is different.
ASKER_OBJECTS_TO = {Closed.DUPLICATE, Closed.OFF_TOPIC, Closed.OUTDATED}


def is_writable(question: Question) -> bool:
    """May answers, comments and edits still come in?

    Reading goes on, and so do votes, “I have this too” and the asker's word on what solved it.
    """
    return question.hidden_at is None and question.closed_at is None and question.locked_at is None


def can_write(user, question: Question) -> bool:
    """As `is_writable`; moderators may add to a locked question."""
    if question.hidden_at is None and question.closed_at is None:
        return question.locked_at is None or (user.is_authenticated and user.is_moderator)
    return False


def reasons_to_close(user, question: Question) -> list[Closed]:
    """Those for which `user` may close it, in the order of `Question.Closed`."""
    return [reason for reason in Closed if can_close(user, question, reason)]


def can_close(user, question: Question, reason: str) -> bool:
    """Off topic and personal data are for moderators, and so is every complaint.

    A complaint is never off topic (PRODUCT, section 2).
    """
    if not (user.is_authenticated and user.is_active):
        return False
    if question.kind == Kind.COMPLAINT:
        return user.is_moderator and reason != Closed.OFF_TOPIC
    if user.is_moderator:
        return True
    if reason == Closed.DUPLICATE:
        return can_decide_duplicate(user, question)
    return user.is_curator and reason in CURATORS_CLOSE


def can_reopen(user, question: Question) -> bool:
    """Who may close for a reason may take it back (A-AZ-10)."""
    return question.closed_at is not None and can_close(user, question, question.closed_as)


def can_say_case_differs(user, question: Question) -> bool:
    """The asker, while it is closed; that he does so once only is for the action to see."""
    return (
        user.is_authenticated
        and user.pk == question.author_id
        and question.closed_as in ASKER_OBJECTS_TO
        and question.locked_at is None
    )


def can_lock(user) -> bool:
    """Locking and unlocking alike."""
    return user.is_authenticated and user.is_active and user.is_moderator


def can_ask_for_details(user, question: Question) -> bool:
    """Staff, and verified employees; nobody asks himself."""
    if not user.is_authenticated or user.pk == question.author_id:
        return False
    return is_staff(user) or is_employee(user)


def can_end_asking(user, question: Question) -> bool:
    """Who may ask, and the asker himself."""
    return user.is_authenticated and (
        user.pk == question.author_id or can_ask_for_details(user, question)
    )


def can_propose_duplicate(user, question: Question) -> bool:
    """The asker, whoever has earned it, staff and verified employees."""
    if not (user.is_authenticated and user.is_active):
        return False
    if user.pk == question.author_id:
        return True
    return is_staff(user) or has_earned(user, Privilege.PROPOSE_DUPLICATE) or is_employee(user)


def can_decide_duplicates(user) -> bool:
    """Curators, moderators, and who has earned the community's queues."""
    if not (user.is_authenticated and user.is_active):
        return False
    return user.is_curator or user.is_moderator or has_earned(user, Privilege.QUEUES)


def is_led_to_queues(user) -> bool:
    """Does his menu lead there? By role and points alone: a menu costs no query."""
    needed = points.thresholds()[Privilege.QUEUES.value]
    return user.is_curator or user.is_moderator or user.shown_points >= needed


def can_decide_duplicate(user, question: Question) -> bool:
    """No queue decides about a complaint: only a moderator does."""
    if question.kind == Kind.COMPLAINT:
        return user.is_authenticated and user.is_active and user.is_moderator
    return can_decide_duplicates(user)


def can_merge(user, question: Question) -> bool:
    """Curators and moderators; complaints are for moderators alone."""
    if not (user.is_authenticated and user.is_active):
        return False
    return user.is_moderator or (user.is_curator and question.kind != Kind.COMPLAINT)


def can_change_kind(user, question: Question) -> bool:
    """The asker, curators and moderators, but a complaint is no complaint by its asker's word
    alone: nobody turns it into something that can be closed more easily."""
    if not (user.is_authenticated and user.is_active):
        return False
    if user.pk == question.author_id:
        return is_writable(question)
    return question.kind != Kind.COMPLAINT and (user.is_curator or user.is_moderator)


def has_earned(user, privilege: Privilege) -> bool:
    """Does he hold one that takes points? No query for who has too few of them."""
    return user.shown_points >= points.thresholds()[privilege.value] and holds(user, privilege)


def is_staff(user) -> bool:
    """Does he hold any role?"""
    return user.is_authenticated and user.works_here


def is_employee(user) -> bool:
    """Does he speak for the company as its employee, proved and in force?"""
    mine = open_affiliation(user)
    return mine is not None and mine.is_active and mine.kind == Affiliation.Kind.EMPLOYEE


def role_of(user, question: Question) -> str:
    """In which role he decides about it: a role of staff, “employee”, “asker” or “member”."""
    for role in (User.Role.MODERATOR, User.Role.ADMINISTRATOR, User.Role.CURATOR):
        if user.has_role(role):
            return role.value
    if user.pk == question.author_id:
        return "asker"
    is_company = user.has_role(User.Role.EMPLOYEE) or is_employee(user)
    return "employee" if is_company else "member"
