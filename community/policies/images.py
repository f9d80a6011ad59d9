from accounts.models import User
from community.models import Image


def can_remove_image(user: User, image: Image) -> bool:
    return user.is_active and (user.pk == image.owner_id or user.is_moderator)
