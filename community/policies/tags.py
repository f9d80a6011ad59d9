"""Who says what a question is about, and who keeps the tags themselves in order."""

from accounts import points
from accounts.privileges import Privilege, holds
from community.models import Question
from community.policies.closing import is_staff, is_writable


def can_retag(user, question: Question) -> bool:
    """The author, staff, and who has earned it, while anything may be written there."""
    if not (user.is_authenticated and user.is_active and is_writable(question)):
        return False
    return user.pk == question.author_id or is_staff(user) or holds(user, Privilege.EDIT_TAGS)


def may_be_offered_to_retag(user, question: Question) -> bool:
    """The same without a query, for a button: who speaks for the company learns more behind it."""
    if not (user.is_authenticated and user.is_active and is_writable(question)):
        return False
    needed = points.thresholds()[Privilege.EDIT_TAGS.value]
    return user.pk == question.author_id or is_staff(user) or user.shown_points >= needed


def can_keep_tags(user) -> bool:
    """Describe, rename and merge them, add synonyms and take them back (A-AZ-10)."""
    return user.is_authenticated and user.is_active and (user.is_curator or user.is_moderator)
