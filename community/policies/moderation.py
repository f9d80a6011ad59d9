"""Who hides posts, shows them again, and lets held ones out."""

from accounts.models import User
from community.models import Answer, Comment, Question


def can_moderate(user) -> bool:
    """May he look at what is hidden, held or reported?"""
    return user.is_authenticated and user.is_active and user.is_moderator


def can_decide_about(user, author: User) -> bool:
    """May he decide about posts of `author`, in either direction? Nobody decides about himself,
    and about an administrator another administrator does (TRUST A-AZ-10, -11)."""
    if not can_moderate(user) or user.pk == author.pk:
        return False
    return user.is_administrator or not author.is_administrator


def can_hide(user, post: Question | Answer | Comment) -> bool:
    """What its author deleted, what waits or went elsewhere, may be hidden for a reason too."""
    return can_decide_about(user, post.author) and post.hidden_as != "moderator"


def can_restore(user, post: Question | Answer | Comment) -> bool:
    """What a moderator hid; the others wait for their author, or are read elsewhere."""
    return can_decide_about(user, post.author) and post.hidden_as == "moderator"


def can_release(user, post: Question | Answer | Comment) -> bool:
    """Of what is held: its text, or its links alone."""
    is_held = post.hidden_as == "held" or post.links_held_at is not None
    return is_held and can_decide_about(user, post.author)
