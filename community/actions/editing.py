"""Changing a text: on top of the version that its editor saw, with a revision for what it was."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from types import EllipsisType
from typing import TypeVar

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Affiliation, User
from accounts.privileges import Privilege, require_privilege
from community.actions.details import details_arrived
from community.actions.holding import hold_edited, objection_to
from community.actions.posting import affiliation_to_post_under
from community.actions.proposal_ends import end_outdated_proposals
from community.actions.revisions import current_revision, write_revision
from community.actions.tagging import check_new_tags
from community.actions.texts import settle_text
from community.actions.thread_locks import lock_above
from community.actions.wording import Wording, put
from community.events import AnswerEdited, PostEditedByOther, QuestionEdited
from community.markup import render
from community.models import Answer, Comment, Product, Question, Revision
from community.policies.closing import is_writable
from community.policies.editing import can_be_edited_by_others, is_own, still_speaks_so
from config.events.bus import record

P = TypeVar("P", bound=Question | Answer | Comment)


class CannotEdit(Exception):
    """The message is meant for the member who tried."""


class EditConflict(CannotEdit):
    """Somebody else saved first; `post` is what stands now."""

    def __init__(self, post: Question | Answer | Comment) -> None:
        super().__init__(_("Somebody else changed this post while you were writing."))
        self.post = post


@transaction.atomic
def edit_question(
    *,
    question: Question,
    by: User,
    version: int,
    title: str,
    body: str,
    tags: Iterable[str] | None = None,
    product: Product | EllipsisType | None = ...,
    reason: str = "",
    now: datetime | None = None,
) -> Question:
    """Save a new text on top of `version`; tags and product stay where they are left out.

    What a reader would not notice makes no revision. Raises EditConflict if another version was
    saved since, CannotEdit where the question takes no edits or somebody may not, CannotTag for too
    many new tags, MustDeclare and PrivilegeMissing, and TooComplex for a text that would cost too
    much.
    """
    question = lock_for_edit(question)
    if tags is not None:
        check_new_tags(tags := list(tags), by=by)
    standing = Wording.of(question)
    kept_tags = standing.tags if tags is None else tuple(tags)
    wording = Wording(body, title, kept_tags, standing.product_id)
    if not isinstance(product, EllipsisType):
        wording = replace(wording, product_id=product.pk if product else None)
    return _edit(question, wording, by=by, version=version, reason=reason, now=now)


@transaction.atomic
def edit_answer(
    *,
    answer: Answer,
    by: User,
    version: int,
    body: str,
    reason: str = "",
    now: datetime | None = None,
) -> Answer:
    """As `edit_question`. What it solved stays solved: the page says that it was edited since."""
    locked = lock_for_edit(answer)
    return _edit(locked, Wording(body), by=by, version=version, reason=reason, now=now)


@transaction.atomic
def edit_comment(
    *,
    comment: Comment,
    by: User,
    version: int,
    body: str,
    reason: str = "",
    now: datetime | None = None,
) -> Comment:
    """As `edit_question`."""
    locked = lock_for_edit(comment)
    return _edit(locked, Wording(body), by=by, version=version, reason=reason, now=now)


@transaction.atomic
def revert_post(
    *, post: P, revision: Revision, by: User, version: int, now: datetime | None = None
) -> P:
    """The author goes back to the state kept in `revision`, whoever changed it since.

    Raises CannotEdit for anyone else, and whatever an edit raises.
    """
    post = lock_for_edit(post)
    if not is_own(by, post):
        raise CannotEdit(_("Only the author can undo an edit."))
    if not Revision.objects.of(post).filter(pk=revision.pk).exists():
        raise CannotEdit(_("This state belongs to another post."))
    wording = Wording.kept_in(revision)
    reason = _("Version %(number)s restored") % {"number": revision.number}
    return _edit(post, wording, by=by, version=version, reason=reason, now=now)


def lock_for_edit(post: P) -> P:
    """The post read anew with its question, both locked in their order."""
    questions = Question.objects.select_for_update(of=("self",), no_key=True)
    questions = questions.select_related("author", "affiliation__organisation")
    if isinstance(post, Question):
        return questions.get(pk=post.pk)  # type: ignore[return-value]
    question = questions.get(pk=lock_above(post))
    rows = type(post)._base_manager.select_for_update(of=("self",), no_key=True)
    locked = rows.select_related("author", "affiliation__organisation").get(pk=post.pk)
    locked.question = question
    return locked  # type: ignore[return-value]


def require_writable(post: Question | Answer | Comment) -> None:
    """Raises CannotEdit where a decision has ended the writing; hidden wins (C-08)."""
    question = post if isinstance(post, Question) else post.question
    answer = post.answer if isinstance(post, Comment) else None
    if post.hidden_at or question.hidden_at or (answer and answer.hidden_at):
        raise CannotEdit(_("This post is hidden now and can't be changed."))
    if not is_writable(question):
        raise CannotEdit(_("This question was closed or locked: texts in it stay as they are."))


def apply_edit(
    post: P,
    wording: Wording,
    *,
    by: User,
    affiliation: Affiliation | None,
    reason: str,
    at: datetime,
    taken_by: User | None = None,
) -> Revision:
    """Write `wording` into the locked `post`, keep what it was, and tell whoever listens.

    `by` is whose words these are, `taken_by` who took them where they were proposed. The caller
    has checked that he may.
    """
    current_revision(post)
    post.version += 1
    post.edited_at = at
    put(post, wording)
    revision = write_revision(post, by=by, affiliation=affiliation, reason=reason, at=at)
    settle_text(post)
    hold_edited(post=post, by=by, at=at)
    end_outdated_proposals(post, at=at)
    _announce(post, revision, taken_by or by)
    return revision


def _edit(
    post: P, wording: Wording, *, by: User, version: int, reason: str, now: datetime | None
) -> P:
    require_writable(post)
    affiliation = _affiliation_to_edit_under(post, by)
    if post.version != version:
        raise EditConflict(post)
    wording = wording.canonical()
    if wording.reads_like(Wording.of(post)):
        return post
    at = now or timezone.now()
    _refuse_spam(post, wording, by, at)
    apply_edit(post, wording, by=by, affiliation=affiliation, reason=reason, at=at)
    if isinstance(post, Question):
        details_arrived(question=post, by=by, now=at)
    return post


def _refuse_spam(
    post: Question | Answer | Comment, wording: Wording, by: User, at: datetime
) -> None:
    html = render(wording.body).html
    objection = objection_to(by=by, body=wording.body, html=html, at=at, besides=post)
    if objection:
        raise CannotEdit(objection)


def _affiliation_to_edit_under(post: Question | Answer | Comment, by: User) -> Affiliation | None:
    if not by.is_active:
        raise CannotEdit(_("This account can't write."))
    affiliation = affiliation_to_post_under(by)
    if is_own(by, post):
        if not still_speaks_so(affiliation, post):
            raise CannotEdit(_("You wrote this for an organisation. Only who speaks for it may."))
        return affiliation
    if not can_be_edited_by_others(post):
        raise CannotEdit(_("This was written for an organisation: propose your wording instead."))
    require_privilege(by, Privilege.EDIT_POSTS)
    return affiliation


def _announce(post: Question | Answer | Comment, revision: Revision, by: User) -> None:
    if isinstance(post, Question):
        record(QuestionEdited(post.pk), actor=by)
    if isinstance(post, Answer):
        record(AnswerEdited(post.question_id, post.pk), actor=by)
    if by.pk != post.author_id:
        record(PostEditedByOther(revision.pk), actor=by)
