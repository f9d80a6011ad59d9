"""A moderator hides a post, or shows it again: with a reason that its author reads."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actions.reputation import lift_penalty
from accounts.models import User
from community.actions.announcing import announce_decision
from community.actions.visibility import P, bring_back, lock_post, withhold
from community.models import Answer, Comment, Decision, Question
from community.models.about import about
from community.models.post import Post
from community.models.reasons import HiddenFor
from community.policies import moderation
from config.text import is_blank

Act = Decision.Act


class CannotHide(Exception):
    """The message is meant for the moderator who tried."""


class CannotRestore(Exception):
    """The message is meant for the moderator who tried."""


@transaction.atomic
def hide_post(
    *,
    post: Question | Answer | Comment,
    by: User,
    reason: str,
    explanation: str,
    now: datetime | None = None,
) -> Decision:
    """Hide `post` for one of `HiddenFor`; its author reads the reason and the `explanation`.

    Hidden twice, the first decision stands. Raises CannotHide for who may not decide about this
    author, and without a reason or an explanation. A merged question is read where it went, and
    is hidden there.
    """
    _question, post = lock_post(post)
    if not moderation.can_decide_about(by, post.author):
        raise CannotHide(_("You can't decide about this post. Another moderator has to do this."))
    if reason not in HiddenFor or is_blank(explanation):
        raise CannotHide(_("Please say why: its author reads it."))
    if post.hidden_as == Post.Hidden.BY_MODERATOR:
        return newest_decision(post, Act.HIDE)
    at = now or timezone.now()
    post = withhold(post=post, hidden_as=Post.Hidden.BY_MODERATOR, by=by, at=at)
    return decide(post, Act.HIDE, by=by, reason=reason, explanation=explanation, at=at)


@transaction.atomic
def restore_post(
    *,
    post: Question | Answer | Comment,
    by: User,
    explanation: str,
    now: datetime | None = None,
) -> Decision:
    """Show what a moderator hid; points, also what an upheld report cost, are given back.

    Raises CannotRestore for who may not decide about this author, without an explanation, and for
    a post that is hidden for another cause than a moderator's word.
    """
    _question, post = lock_post(post)
    if not moderation.can_decide_about(by, post.author):
        raise CannotRestore(
            _("You can't decide about this post. Another moderator has to do this.")
        )
    if is_blank(explanation):
        raise CannotRestore(_("Please say why: its author reads it."))
    if post.hidden_as != Post.Hidden.BY_MODERATOR:
        raise CannotRestore(_("This post is not hidden by a moderator any more."))
    at = now or timezone.now()
    post = bring_back(post=post, by=by, at=at)
    lift_penalty(subject=post._meta.model_name or "", subject_id=post.pk, now=at)
    return decide(post, Act.RESTORE, by=by, reason="", explanation=explanation, at=at)


def decide(
    post: P, act: Decision.Act, *, by: User, reason: str, explanation: str, at: datetime
) -> Decision:
    """Write the decision down and have the author told; the post is locked."""
    decision = Decision.objects.create(
        **about(post),
        act=act,
        reason=reason,
        explanation=explanation,
        by=by,
        role=_role_of(by),
        at=at,
    )
    announce_decision(decision)
    return decision


def newest_decision(post: Question | Answer | Comment, *acts: str) -> Decision:
    """The one that says why a post is as it is; raises Decision.DoesNotExist for none."""
    return Decision.objects.filter(**about(post), act__in=acts).latest("id")


def _role_of(by: User) -> str:
    for role in (User.Role.MODERATOR, User.Role.ADMINISTRATOR):
        if by.has_role(role):
            return role.value
    return ""
