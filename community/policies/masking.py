"""Who takes personal data out of what others wrote."""

from community.policies.moderation import can_moderate


def can_mask(user) -> bool:
    """In any post, his own and an administrator's too: whose number stands there can't wait for
    who may decide about its author (TRUST L-GD-13)."""
    return can_moderate(user)
