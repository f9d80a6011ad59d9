"""Who may comment, and who may say whether a solution worked."""

from accounts.models import Affiliation
from accounts.privileges import Privilege, holds
from community.models import Answer, Question
from community.policies.closing import can_write, is_staff
from community.policies.threads import is_customer


def may_ever_comment(user, affiliation: Affiliation | None) -> bool:
    """Points shut out nobody who speaks for the company or helps to run the place: he can't earn
    them, or need not. Where commenting takes more than the first point, customers do."""
    return not is_customer(affiliation) or is_staff(user) or holds(user, Privilege.COMMENT)


def can_comment_on(user, question: Question) -> bool:
    """Is the thread open for it? What it takes beyond that is said to who tries."""
    return user.is_authenticated and user.is_active and can_write(user, question)


def can_tell_whether_it_helped(user, answer: Answer) -> bool:
    """Every reader, account or not, but who wrote it, who asked, and who is paid to be content;
    the question must be loaded."""
    if not user.is_authenticated:
        return True
    if user.pk in {answer.author_id, answer.question.author_id}:
        return False
    return not Affiliation.objects.paid().filter(user=user).exists()
