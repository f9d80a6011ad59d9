from datetime import datetime
from uuid import UUID

from django.db.models import F
from django.db.models.functions import Greatest
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.privileges import Privilege, require_privilege
from community.actions.details import details_arrived
from community.actions.holding import hold_new, refuse_spam
from community.actions.posting import (
    CannotPost,
    CannotPostThere,
    affiliation_to_post_under,
    once,
)
from community.actions.texts import settle_text
from community.events import CommentPosted
from community.markup import render
from community.models import Answer, Comment, Question
from community.policies import closing, comments
from config.events.bus import record


def post_comment(
    *,
    question: Question,
    by: User,
    body: str,
    answer: Answer | None = None,
    submission: UUID | None = None,
    now: datetime | None = None,
) -> Comment:
    """Publish a comment beneath `question`, or beneath `answer`, which must be one of its answers.

    `submission` is the form's key: the same one gives the same comment. Raises CannotPost where
    the thread is hidden, closed or locked and for a closed account, PrivilegeMissing for too few
    points, MustDeclare for who has not said for whom he speaks, and TooComplex for a text that
    would cost too much.
    """
    if not by.is_active:
        raise CannotPost(_("This account can't write."))
    rendered = render(body)
    at = now or timezone.now()

    def create() -> Comment:
        affiliation = affiliation_to_post_under(by)
        if not comments.may_ever_comment(by, affiliation):
            require_privilege(by, Privilege.COMMENT)
        locked, locked_answer = _locked(question, answer)
        _check(locked, locked_answer, by)
        refuse_spam(by=by, body=body, html=rendered.html, at=at)
        comment = Comment.objects.create(
            question=locked,
            answer=locked_answer,
            author=by,
            affiliation=affiliation,
            body=body,
            body_html=rendered.html,
            renderer_version=rendered.version,
            submission=submission,
            created_at=at,
        )
        return _settled(comment, at)

    return once(Comment.objects.all(), by=by, submission=submission, create=create)


def _locked(question: Question, answer: Answer | None) -> tuple[Question, Answer | None]:
    """An answer may have moved with a merge: then it is commented where it stands now."""
    if answer is None:
        return Question.objects.select_for_update(no_key=True).get(pk=question.pk), None
    where = Answer.objects.filter(pk=answer.pk).values("question")
    locked = Question.objects.select_for_update(no_key=True).get(pk__in=where)
    return locked, Answer.objects.select_for_update(no_key=True).get(pk=answer.pk)


def _check(question: Question, answer: Answer | None, by: User) -> None:
    if question.hidden_at or (answer and answer.hidden_at):
        raise CannotPostThere(_("This post is no longer shown, so nobody could read your comment."))
    if not closing.can_write(by, question):
        raise CannotPostThere(_("This question takes no more comments: it was closed or locked."))


def _settled(comment: Comment, at: datetime) -> Comment:
    """What waits for a moderator is counted and announced by its release."""
    is_held = hold_new(post=comment, at=at)
    settle_text(comment)
    if not is_held:
        _count(comment)
        details_arrived(question=comment.question, by=comment.author, now=at)
        event = CommentPosted(comment.question_id, comment.answer_id, comment.pk)
        record(event, actor=comment.author)
    return comment


def _count(comment: Comment) -> None:
    if comment.answer_id is None:
        beneath = {"comment_count": F("comment_count") + 1}
    else:
        beneath = {}
        Answer.objects.filter(pk=comment.answer_id).update(comment_count=F("comment_count") + 1)
    active_at = Greatest(F("active_at"), comment.created_at)
    Question.objects.filter(pk=comment.question_id).update(active_at=active_at, **beneath)
