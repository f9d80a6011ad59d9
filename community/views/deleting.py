"""An author takes his post off the page, and brings it back."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import MemberRequest, members_only
from community import policies
from community.actions.deleting import CannotDelete, delete_post, undelete_post, why_not_deleted
from community.models.post import Post as PostModel
from community.policies.editing import is_own
from community.views.posts import Post, own_post, question_of, readable_post
from config.errors import too_often
from config.limits import TooOften, count_member


@members_only
@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: MemberRequest, kind: str, post_id: int) -> HttpResponse:
    post = readable_post(kind, post_id, viewer=request.user)
    policies.require(is_own(request.user, post))
    refusal = why_not_deleted(post)
    if request.method == "POST" and not refusal:
        try:
            count_member("delete", request.user)
            delete_post(post=post, by=request.user)
        except CannotDelete as problem:
            refusal = str(problem)
        except TooOften as limit:
            return too_often(request, limit.seconds)
        else:
            messages.success(request, _("Deleted. Nobody but moderators sees it any more."))
            return redirect(f"community:{kind}-undelete", post_id)
    status = 422 if request.method == "POST" else 200
    context = _context(kind, post) | {"refusal": refusal}
    return render(request, "community/post_delete.html", context, status=status)


@members_only
@require_http_methods(["GET", "HEAD", "POST"])
def undelete(request: MemberRequest, kind: str, post_id: int) -> HttpResponse:
    """The page of what one deleted oneself: one's own alone (A-AZ-05)."""
    post = own_post(kind, post_id, owner=request.user)
    if post.hidden_at is None:
        return redirect(post)
    if post.hidden_as != PostModel.Hidden.BY_AUTHOR:
        raise Http404("not deleted by its author")
    if request.method == "POST":
        try:
            count_member("delete", request.user)
            undelete_post(post=post, by=request.user)
        except CannotDelete as problem:
            messages.error(request, str(problem))
        except TooOften as limit:
            return too_often(request, limit.seconds)
        else:
            messages.success(request, _("It is back for everybody to read."))
            return redirect(post)
    status = 422 if request.method == "POST" else 200
    return render(request, "community/post_undelete.html", _context(kind, post), status=status)


def _context(kind: str, post: Post) -> dict:
    return {"post": post, "kind": kind, "question": question_of(post)}
