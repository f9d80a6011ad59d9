"""Masking personal data in a post: choose, look at what changes, mask."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from accounts.access import MemberRequest, moderators_only
from community import policies
from community.actions.masking import CannotMask, mask_post
from community.actions.wording import Wording
from community.forms.masking import ChooseForm, MaskForm
from community.markup.personal import Chosen
from community.maskable import Post, earlier_count, finds_in, others_with
from community.policies.masking import can_mask
from community.views.changes import Change, change_between
from community.views.posts import readable_post
from community.withheld import withheld


@moderators_only
@require_http_methods(["GET", "HEAD", "POST"])
def mask(request: MemberRequest, kind: str, post_id: int) -> HttpResponse:
    post = readable_post(kind, post_id, viewer=request.user)
    policies.require(can_mask(request.user))
    finds = finds_in(post)
    if request.method != "POST":
        return _page(request, kind, post, {"choose": ChooseForm(finds=finds)})
    choose = ChooseForm(request.POST, finds=finds)
    if not choose.is_valid():
        return _page(request, kind, post, {"choose": choose}, status=422)
    chosen = Chosen(choose.strings)
    others = {_key(other): other for other in others_with(post, chosen, viewer=request.user)}
    labels = [(key, _label(other)) for key, other in others.items()]
    if "mask" not in request.POST:
        return _look(request, kind, post, choose, MaskForm(others=labels))
    form = MaskForm(request.POST, others=labels)
    if form.is_valid():
        also = [others[key] for key in form.cleaned_data["also"]]
        if _mask(request, post, chosen, also, form):
            return redirect(readable_post(kind, post_id, viewer=request.user))
    return _look(request, kind, post, choose, form, status=422)


def _mask(
    request: MemberRequest, post: Post, chosen: Chosen, also: list[Post], form: MaskForm
) -> bool:
    explanation = form.cleaned_data["explanation"]
    try:
        decisions = mask_post(
            post=post, by=request.user, strings=chosen.strings, also=also, explanation=explanation
        )
    except CannotMask as problem:
        form.add_error(None, str(problem))
        return False
    count = max(len(decisions), 1)
    messages.success(
        request,
        ngettext(
            "Masked in one post, and wherever its text is kept.",
            "Masked in %(count)s posts, and wherever their texts are kept.",
            count,
        )
        % {"count": count},
    )
    return True


def _look(
    request: MemberRequest,
    kind: str,
    post: Post,
    choose: ChooseForm,
    form: MaskForm,
    *,
    status: int = 200,
) -> HttpResponse:
    """What will change, before it does."""
    chosen = Chosen(choose.strings)
    context = {
        "choose": choose,
        "form": form,
        "strings": choose.strings,
        "change": _change(post, chosen),
        "earlier_count": earlier_count(post, chosen),
    }
    return _page(request, kind, post, context, status=status)


def _change(post: Post, chosen: Chosen) -> Change:
    before = Wording.of(post)
    after = replace(before, title=chosen.masked(before.title), body=chosen.masked(before.body))
    return change_between(before, after)


def _page(
    request: MemberRequest, kind: str, post: Post, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    context |= {"row": withheld(kind, post), "post": post}
    return render(request, "community/post_mask.html", context, status=status)


def _key(post: Post) -> str:
    return f"{post._meta.model_name}-{post.pk}"


def _label(post: Post) -> str:
    labels = {
        "question": _("The question of %(name)s"),
        "answer": _("An answer of %(name)s"),
        "comment": _("A comment of %(name)s"),
    }
    return labels[post._meta.model_name or ""] % {"name": post.author.display_name}
