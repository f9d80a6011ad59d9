"""The two places that move `hidden_at` of a post after it was written, and all that hangs on it.

Locked in the one order: question, answers, comment, tags, people.
"""

from datetime import datetime
from typing import TypeVar

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext_noop

from accounts.actions import reputation
from accounts.models import Affiliation, ReputationEntry, User
from community.actions.activity import settle_activity
from community.actions.confirming import void_confirmation
from community.actions.signing_answers import void_official_mark
from community.actions.solutions import void_acceptance
from community.actions.tag_counts import move_tag_counts
from community.actions.thread_locks import lock_above, lock_rows
from community.events import PostHidden, PostRestored
from community.models import Answer, Comment, Question
from community.models.post import Post
from config.events.bus import record

P = TypeVar("P", bound=Question | Answer | Comment)
# Stored in English, shown in the reader's language.
ANSWER_HIDDEN = gettext_noop("The answer was hidden.")


def withhold(*, post: P, hidden_as: str, by: User | None, at: datetime) -> P:
    """Show `post` to nobody but moderators any more; call it in the transaction of an action.

    Counters, points, and what was said of an answer (solved, confirmed, official) follow. Of a
    post that is hidden already only the reason changes; a merged question counted no longer, but
    was read where it went. Return the post as it is now.
    """
    question, post = lock_post(post)
    was_visible = post.hidden_at is None
    was_read = was_visible or post.hidden_as == Post.Hidden.MERGED
    post.hidden_as = hidden_as
    post.hidden_at = post.hidden_at or at
    post.save(update_fields=["hidden_at", "hidden_as"])
    if was_visible:
        _count(post, -1)
        if isinstance(post, Answer):
            _withdraw_what_was_said(question, post, by, at)
    if was_read:
        if hidden_as != Post.Hidden.MERGED:  # it goes on elsewhere, and so does what it earned
            _take_points_back(post, at)
        record(PostHidden(_kind(post), post.pk, question.pk), actor=by)
    return post


def bring_back(*, post: P, by: User | None, at: datetime) -> P:
    """Show `post` to everybody again; call it in the transaction of an action.

    Votes and points are what they were; who asked says anew what solved it. Of a post that is
    not hidden nothing changes; a merged question is read where it went. Return the post as it is
    now.
    """
    question, post = lock_post(post)
    if post.hidden_at is None:
        return post
    is_merged = isinstance(post, Question) and post.merged_into_id is not None
    post.hidden_at = post.hidden_at if is_merged else None
    post.hidden_as = Post.Hidden.MERGED if is_merged else ""
    post.save(update_fields=["hidden_at", "hidden_as"])
    if not is_merged:
        _count(post, +1)
    _give_points_back(question, post, at)
    record(PostRestored(_kind(post), post.pk, question.pk), actor=by)
    return post


def lock_post(post: P) -> tuple[Question, P]:
    """The question, then the post, read anew and locked; answers have their affiliation.

    A question is locked with its answers: a vote on one of them waits, and then sees.
    """
    questions = Question.objects.select_for_update(no_key=True)
    if isinstance(post, Question):
        question = questions.get(pk=post.pk)
        lock_rows(question.answers.all())
        return question, question  # type: ignore[return-value]
    question = questions.get(pk=lock_above(post))
    rows = type(post)._base_manager.select_for_update(of=("self",), no_key=True)
    return question, rows.select_related("affiliation").get(pk=post.pk)  # type: ignore[return-value]


def _count(post: Question | Answer | Comment, step: int) -> None:
    if isinstance(post, Question):
        move_tag_counts(question=post, step=step)
    elif isinstance(post, Answer):
        question = Question.objects.filter(pk=post.question_id)
        question.update(
            answer_count=F("answer_count") + step, has_staff_answer=Exists(_staff_answers())
        )
    else:
        commented: QuerySet = Question.objects.filter(pk=post.question_id)
        if post.answer_id is not None:
            commented = Answer.objects.filter(pk=post.answer_id)
        commented.update(comment_count=F("comment_count") + step)
    if not isinstance(post, Question):
        settle_activity(post.question_id)


def _staff_answers() -> QuerySet[Answer]:
    readable = Answer.objects.filter(question=OuterRef("pk"), hidden_at=None)
    return readable.filter(affiliation__kind=Affiliation.Kind.EMPLOYEE)


def _withdraw_what_was_said(
    question: Question, answer: Answer, by: User | None, at: datetime
) -> None:
    """A hidden answer is neither solution nor confirmed, and the company stands behind nothing
    that nobody can read; PRODUCT, section 2: “a hidden solution reopens the question”."""
    thread = Question.objects.filter(Q(pk=question.pk) | Q(merged_into=question)).order_by("pk")
    solved = thread.filter(accepted_answer=answer)
    confirmed = thread.filter(confirmed_answer=answer)
    reputation.lock({answer.author_id, *solved.values_list("author_id", flat=True)})
    for each in list(solved):
        void_acceptance(question=each, by=by, now=at)
    for each in list(confirmed):
        void_confirmation(question=each, by=by, now=at)
    void_official_mark(answer=answer, by=by, because=ANSWER_HIDDEN, now=at)


def _take_points_back(post: Question | Answer | Comment, at: datetime) -> None:
    for subject, ids in _subjects(post):
        reputation.reverse_for_subjects(subject=subject, subject_ids=ids, now=at)


def _give_points_back(question: Question, post: Question | Answer | Comment, at: datetime) -> None:
    """What stands below a question that is hidden itself earns nothing until that is shown."""
    if isinstance(post, Question) or question.hidden_at is None:
        for subject, ids in _subjects(post):
            reputation.give_back_for_subjects(subject=subject, subject_ids=ids, now=at)


def _subjects(post: Question | Answer | Comment) -> list[tuple[str, reputation.Ids]]:
    """What the ledger knows the post by, with its readable answers; their people are locked."""
    if isinstance(post, Comment):
        return []
    if isinstance(post, Answer):
        return [("answer", [post.pk])]
    answers = Answer.objects.filter(question=post.pk, hidden_at=None).values("pk")
    about_answers = Q(subject="answer", subject_id__in=answers)
    lines = ReputationEntry.objects.filter(
        about_answers | Q(subject="question", subject_id=post.pk)
    )
    earners = lines.order_by().values_list("user_id", flat=True).distinct()
    reputation.lock({post.author_id, *earners})  # its author may be about to pay for it
    return [("question", [post.pk]), ("answer", answers)]


def _kind(post: Question | Answer | Comment) -> str:
    return post._meta.model_name or ""
