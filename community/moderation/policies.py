from accounts.models import User
from community.moderation.models import Report
from community.policies import moderation


def can_decide_report(user, report: Report, author: User | None) -> bool:
    """Not about himself, not about an administrator unless he is one, and not on his own report
    (TRUST A-AZ-11). `author` is whose content was reported, where that is known."""
    if not moderation.can_moderate(user) or report.reporter_id == user.pk:
        return False
    return author is None or moderation.can_decide_about(user, author)
