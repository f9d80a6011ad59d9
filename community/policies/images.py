from datetime import datetime

from accounts.models import User
from community.models import EditProposal, Image
from community.policies.editing import can_decide_proposal


def can_remove_image(user: User, image: Image) -> bool:
    return user.is_active and (user.pk == image.owner_id or user.is_moderator)


def can_see_proposed(user, image: Image, now: datetime) -> bool:
    """For what no post shows him: he may decide a proposal of its owner that would show it."""
    if image.removed_at:
        return False
    proposals = EditProposal.objects.visible_to(user).open().showing(image)
    return any(can_decide_proposal(user, each, now) for each in proposals.for_listing())
