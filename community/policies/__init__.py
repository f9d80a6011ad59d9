"""Who may do what. Every rule is a question that answers yes or no."""

from community.policies.threads import (
    can_accept_answer,
    can_answer,
    can_join_affected,
    can_see_missing_experts,
    can_vote,
    is_customer,
    is_of_own_side,
    require,
)

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
