"""What an author takes off the page himself, and brings back."""

from datetime import datetime
from typing import TypeVar

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from community.actions.editing import lock_for_edit
from community.actions.visibility import bring_back, lock_post, withhold
from community.models import Answer, Comment, OfficialMark, Question
from community.models.post import Post

P = TypeVar("P", bound=Question | Answer | Comment)


class CannotDelete(Exception):
    """The message is meant for the member who tried, and says what he can do instead."""


@transaction.atomic
def delete_post(*, post: P, by: User, now: datetime | None = None) -> P:
    """Take one's own post off the page; nothing is lost, and one can bring it back.

    Raises CannotDelete for anyone but the author, for a question that others have answered, for
    what solved a question or the company signed, in a locked thread, and for what is hidden.
    """
    _question, post = lock_post(post)
    _require_own(post, by)
    if post.hidden_as == Post.Hidden.BY_AUTHOR:
        return post
    refusal = why_not_deleted(lock_for_edit(post))
    if refusal:
        raise CannotDelete(refusal)
    at = now or timezone.now()
    return withhold(post=post, hidden_as=Post.Hidden.BY_AUTHOR, by=by, at=at)


@transaction.atomic
def undelete_post(*, post: P, by: User, now: datetime | None = None) -> P:
    """Bring back what one deleted oneself.

    Raises CannotDelete for anyone but the author, for what a moderator hid, and as long as what
    it stands under is hidden.
    """
    question, post = lock_post(post)
    _require_own(post, by)
    if post.hidden_at is None:
        return post
    if post.hidden_as != Post.Hidden.BY_AUTHOR:
        raise CannotDelete(_("A moderator decided about this post: only a moderator shows it."))
    above = _why_not_back(question, post)
    if above:
        raise CannotDelete(above)
    return bring_back(post=post, by=by, at=now or timezone.now())


def why_not_deleted(post: Question | Answer | Comment) -> str:
    """What stands against it, in words for the author; empty if nothing does.

    The post's question must be loaded.
    """
    question = post if isinstance(post, Question) else post.question
    if post.hidden_at or question.hidden_at:
        return _("This post is hidden already.")
    if question.locked_at:
        return _("This question was locked: everything in it stays as it is.")
    if isinstance(post, Question):
        return _why_not_this_question(post)
    return _why_not_this_answer(post, question) if isinstance(post, Answer) else ""


def _why_not_back(question: Question, post: Question | Answer | Comment) -> str:
    if isinstance(post, Question):
        return ""
    if question.hidden_at:
        return _("The question it stands under is hidden.")
    if isinstance(post, Comment) and post.answer and post.answer.hidden_at:
        return _("The answer it stands under is hidden.")
    return ""


def _why_not_this_question(question: Question) -> str:
    answers = question.answers.filter(hidden_at=None)
    if question.accepted_answer_id or answers.exclude(author=question.author_id).exists():
        return _(
            "Others have answered, and their work would go with it. You can edit your question, or"
            " report it to the moderators if it has to go."
        )
    return ""


def _why_not_this_answer(answer: Answer, question: Question) -> str:
    if answer.pk in {question.accepted_answer_id, question.confirmed_answer_id}:
        return _(
            "This answer solved the question, and others rely on it. You can edit it, or report it"
            " to the moderators if it has to go."
        )
    marks = OfficialMark.objects.filter(answer=answer, ended_at=None, declined_at=None)
    if marks.exists():
        return _("The company stands behind this answer. Decline that first, or ask for it to end.")
    return ""


def _require_own(post: Question | Answer | Comment, by: User) -> None:
    if post.author_id != by.pk or not by.is_active:
        raise CannotDelete(_("Only the author can do this."))
