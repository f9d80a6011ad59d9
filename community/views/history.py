"""How a post came to say what it says, and the author's way back."""

from itertools import pairwise
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import MemberRequest, members_only, public
from accounts.unsent import declare_first
from community import policies
from community.actions.editing import CannotEdit, revert_post
from community.actions.posting import CannotPost, MustDeclare
from community.actions.rendering import html_of
from community.actions.wording import Wording
from community.forms.editing import RevertForm
from community.markup import TooComplex
from community.models import Revision
from community.policies.closing import is_writable
from community.policies.editing import is_own
from community.views.changes import changes_between
from community.views.holding import led_to_post
from community.views.posts import Post, question_of, readable_post
from config.errors import too_often
from config.limits import TooOften, count_member
from config.paging import keyset_page
from config.reader_pages import for_readers
from config.text import number_in

REVISIONS_PER_PAGE = 10


@public
@for_readers
@require_safe
def history(request: HttpRequest, kind: str, post_id: int) -> HttpResponse:
    """All states, newest first; `?version=3` is one of them as readers saw it then."""
    post = readable_post(kind, post_id, viewer=request.user)
    context: dict[str, Any] = {
        "post": post,
        "kind": kind,
        "question": question_of(post),
        "may_undo": is_own(request.user, post) and is_writable(question_of(post)),
    }
    if "version" in request.GET:
        return _state(request, post, context)
    page = keyset_page(
        Revision.objects.of(post).for_page(), request.GET, key="number", size=REVISIONS_PER_PAGE
    )
    context |= {"page": page, "entries": _entries(post, page.items)}
    return render(request, "community/post_history.html", context)


def _entries(post: Post, shown: list[Revision]) -> list[dict]:
    """Each revision with what it changed; the very first one changed nothing."""
    if not shown:
        return []
    older = Revision.objects.of(post).filter(number__lt=shown[-1].number)
    former = older.order_by("-number").first()
    chain = [*shown, *([former] if former else [])]
    pairs = [(_wording(before), _wording(after)) for after, before in pairwise(chain)]
    changes = [*changes_between(pairs), None]
    return [
        {"revision": revision, "change": change, "former": before}
        for revision, change, before in zip(shown, changes, [*chain[1:], None], strict=False)
    ]


def _wording(revision: Revision) -> Wording:
    return Wording.kept_in(revision).canonical()


def _state(request: HttpRequest, post: Post, context: dict) -> HttpResponse:
    number = number_in(request.GET["version"], most_digits=9)
    revision = get_object_or_404(Revision.objects.of(post).for_page(), number=number)
    context |= {"revision": revision, "html": html_of(post, revision.body)}
    return render(request, "community/post_state.html", context)


@members_only
@require_POST
def revert(request: MemberRequest, kind: str, post_id: int) -> HttpResponse:
    """The author goes back to an earlier state (A-AZ-10: he alone)."""
    post = readable_post(kind, post_id, viewer=request.user)
    policies.require(is_own(request.user, post))
    form = RevertForm(request.POST)
    if not form.is_valid():
        raise Http404("no such version")
    typed = form.cleaned_data
    revision = get_object_or_404(Revision.objects.of(post), number=typed["to"])
    try:
        count_member("edit", request.user)
        post = revert_post(post=post, revision=revision, by=request.user, version=typed["version"])
    except MustDeclare:
        return declare_first(request, back=post.get_absolute_url())
    except (CannotEdit, CannotPost, TooComplex) as problem:
        messages.error(request, str(problem))
        return redirect(f"community:{kind}-history", post_id)
    except TooOften as limit:
        return too_often(request, limit.seconds)
    messages.success(request, _("Your text stands again as it was."))
    return led_to_post(request, post)
