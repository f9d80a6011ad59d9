"""Changing a post, or suggesting a change to its author, on one page."""

from dataclasses import dataclass, replace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts import points
from accounts.access import MemberRequest, members_only
from accounts.models import User
from accounts.privileges import Privilege, PrivilegeMissing, how_far
from accounts.unsent import declare_first
from community.actions.editing import (
    CannotEdit,
    EditConflict,
    edit_answer,
    edit_comment,
    edit_question,
)
from community.actions.posting import MustDeclare
from community.actions.proposals import propose_edit
from community.actions.tagging import CannotTag
from community.actions.wording import Wording
from community.forms.editing import FORMS, PROPOSALS, EditForm
from community.markup import TooComplex
from community.models import Question, Revision
from community.policies.closing import is_writable
from community.policies.editing import (
    can_be_edited_by_others,
    can_edit,
    can_propose_edit,
    is_own,
)
from community.views.changes import change_between
from community.views.drafting import (
    at_place,
    forget_typed,
    keep_masked,
    keep_typed,
    restored,
    text_kept,
)
from community.views.guarding import tell_masked
from community.views.holding import led_to_post
from community.views.posts import Post, question_of, readable_post
from config.limits import TooOften, count_member, forgive_member

_EDITS: dict[str, Any] = {
    "question": edit_question,
    "answer": edit_answer,
    "comment": edit_comment,
}


@dataclass(frozen=True)
class Desk:
    """Who is at which post; `is_proposal` if its author will decide."""

    request: MemberRequest
    kind: str
    post: Post
    is_proposal: bool

    @property
    def place(self) -> str:
        return f"edit-{self.kind}:{self.post.pk}"

    @property
    def user(self) -> User:
        return self.request.user

    @property
    def form(self) -> type[EditForm]:
        return PROPOSALS[self.kind] if self.is_proposal else FORMS[self.kind]


@members_only
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: MemberRequest, kind: str, post_id: int) -> HttpResponse:
    try:
        post = readable_post(kind, post_id, viewer=request.user)
    except Http404:
        if request.method != "POST":
            raise
        return text_kept(request, f"edit-{kind}:{post_id}")
    may_edit = can_edit(request.user, post)
    if not may_edit and not can_propose_edit(request.user, post):
        return _refused(request, post, Privilege.PROPOSE_EDIT)
    desk = Desk(request, kind, post, is_proposal=not may_edit)
    if request.method == "POST":
        return _save(desk, desk.form(request.POST, initial=_as_it_stands(post)))
    initial = _as_it_stands(post)
    return _page(desk, restored(request, desk.form, desk.place, path=request.path, initial=initial))


def _save(desk: Desk, form: EditForm) -> HttpResponse:
    at_place(form, desk.place)
    if form.is_valid():
        try:
            saved = _store(desk, form)
        except MustDeclare:
            return declare_first(desk.request, back=desk.request.path)
        except PrivilegeMissing as missing:
            keep_typed(desk.request, desk.place)
            return _refused(desk.request, desk.post, missing.distance.privilege)
        except EditConflict as conflict:
            return _conflict(desk, form, conflict)
        if saved is not None:
            return _done(desk, form, saved)
    keep_masked(desk.request, form)
    return _page(desk, form, status=422)


def _store(desk: Desk, form: EditForm) -> Post | None:
    """The post as it is now; None where the form says what is wrong."""
    try:
        count_member("edit", desk.user)
    except TooOften:
        form.add_error(None, _("You have edited a lot today. Please come back tomorrow."))
        return None
    try:
        return _act(desk, form)
    except (MustDeclare, PrivilegeMissing, EditConflict):
        forgive_member("edit", desk.user)
        raise
    except CannotTag as problem:
        form.add_error("tags", str(problem))
    except TooComplex as problem:
        form.add_error("body", str(problem))
    except CannotEdit as problem:
        form.add_error(None, _kept(desk, str(problem)))
    forgive_member("edit", desk.user)
    return None


def _act(desk: Desk, form: EditForm) -> Post:
    typed = form.cleaned_data
    if not desk.is_proposal:
        save = _EDITS[desk.kind]
        return save(
            **{desk.kind: desk.post},
            by=desk.user,
            version=typed["version"],
            reason=typed["reason"],
            **form.wording,
        )
    propose_edit(
        post=desk.post,
        by=desk.user,
        version=typed["version"],
        reason=typed["reason"],
        submission=typed["submission"],
        **form.wording,
    )
    return desk.post


def _kept(desk: Desk, problem: str) -> str:
    """What was typed is not lost when a decision came in between (C-08, A-AZ-17)."""
    if not keep_typed(desk.request, desk.place):
        return problem
    return _("%(problem)s Your text is kept in your drafts.") % {"problem": problem}


def _done(desk: Desk, form: EditForm, saved: Post) -> HttpResponse:
    forget_typed(desk.request, desk.place)
    tell_masked(desk.request, form)
    if desk.is_proposal:
        messages.success(desk.request, _("Thank you. The author decides about your suggestion."))
    elif saved.version == form.cleaned_data["version"]:
        messages.info(desk.request, _("Nothing was different, so nothing was saved."))
    elif saved.hidden_at is None:
        messages.success(desk.request, _("Saved. The history shows what has changed."))
    return led_to_post(desk.request, saved)


def _conflict(desk: Desk, form: EditForm, conflict: EditConflict) -> HttpResponse:
    """C-07: the text as it was, theirs, mine; saving again is on top of theirs."""
    keep_typed(desk.request, desk.place)
    theirs = conflict.post
    seen = Revision.objects.of(theirs).filter(number=form.cleaned_data["version"]).first()
    now = Wording.of(theirs).canonical()
    mine = _typed(form, now)
    was = Wording.kept_in(seen).canonical() if seen else now
    Revision.objects.attach_last_edits([theirs])
    form.data = form.data.copy()  # type: ignore[attr-defined]
    form.data["version"] = str(theirs.version)  # type: ignore[index]
    context = {
        "theirs": theirs,
        "their_change": change_between(was, now),
        "my_change": change_between(was, mine),
        "their_text": now,
    }
    return _page(desk, form, status=409, **context)


def _typed(form: EditForm, standing: Wording) -> Wording:
    """What was not asked for stays as it stands."""
    typed = form.wording
    if "product" in typed:
        typed["product_id"] = getattr(typed.pop("product"), "pk", None)
    if "tags" in typed:
        typed["tags"] = tuple(typed["tags"])
    return replace(standing, **typed).canonical()


def _as_it_stands(post: Post) -> dict[str, Any]:
    standing = {"body": post.body, "version": post.version}
    if isinstance(post, Question):
        tags = ", ".join(Wording.of(post).tags)
        standing |= {"title": post.title, "tags": tags, "product": post.product_id}
    return standing


def _page(desk: Desk, form: EditForm, *, status: int = 200, **context: Any) -> HttpResponse:
    context |= {
        "form": form,
        "post": desk.post,
        "kind": desk.kind,
        "question": question_of(desk.post),
        "is_proposal": desk.is_proposal,
        "is_own": is_own(desk.user, desk.post),
        "is_writable": is_writable(question_of(desk.post)),
    }
    if desk.is_proposal:
        context["takes_edits"] = can_be_edited_by_others(desk.post)
        context["points"] = points.thresholds()[Privilege.EDIT_POSTS.value]
    return render(desk.request, "community/post_edit.html", context, status=status)


def _refused(request: MemberRequest, post: Post, privilege: Privilege) -> HttpResponse:
    context = {"distance": how_far(request.user, privilege), "back": post.get_absolute_url()}
    return render(request, "accounts/privilege_missing.html", context, status=403)
