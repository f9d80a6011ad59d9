"""Who takes personal data out of what others wrote."""

from collections.abc import Collection

from community.markup.personal import Chosen, ChosenFinds
from community.models import Answer, Comment, Question
from community.policies.moderation import can_decide_about, can_moderate


def can_mask(user) -> bool:
    """In any post, his own and an administrator's too: whose number stands there can't wait for
    who may decide about its author (TRUST L-GD-13)."""
    return can_moderate(user)


def can_choose_freely(user, post: Question | Answer | Comment) -> bool:
    """Whatever he types may be masked: where he may not decide about the author, that would be
    an edit of a post that is not his to edit (TRUST A-AZ-10, -11)."""
    return can_decide_about(user, post.author)


def chosen_in(post: Question | Answer | Comment, strings: Collection[str], *, by) -> Chosen:
    """What of `strings` may be masked in `post`: anything, or what the guard finds alone."""
    return Chosen(strings) if can_choose_freely(by, post) else ChosenFinds(strings)
