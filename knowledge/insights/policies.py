"""Who may see and enter what."""

from accounts.models import User
from knowledge.policies import is_insider


def can_set_targets(user) -> bool:
    """Whoever answers for the figures; curators read them only."""
    if not user.is_authenticated:
        return False
    return user.is_administrator or user.has_role(User.Role.ANALYST)


def can_report_returns(user) -> bool:
    """Whoever may talk to customers for the company: by role or by affiliation."""
    return is_insider(user)


def can_enter_costs(user) -> bool:
    return user.is_authenticated and user.is_administrator
