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
from community.actions.masking import FINDS_ALONE, OWN_REPORTED, CannotMask, mask_post
from community.actions.open_reports import reported_among
from community.actions.wording import Wording
from community.forms.masking import ChooseForm, FindsForm, MaskForm
from community.markup.personal import Chosen
from community.maskable import Others, Post, earlier_count, finds_in, others_with
from community.policies.masking import can_choose_freely, can_mask, chosen_in
from community.views.changes import Change, change_between
from community.views.posts import readable_post
from community.withheld import withheld


@moderators_only
@require_http_methods(["GET", "HEAD", "POST"])
def mask(request: MemberRequest, kind: str, post_id: int) -> HttpResponse:
    post = readable_post(kind, post_id, viewer=request.user)
    policies.require(can_mask(request.user))
    if post.author_id == request.user.pk and reported_among([post]):
        status = 422 if request.method == "POST" else 200
        return _page(request, kind, post, {"refusal": OWN_REPORTED}, status=status)
    sent = request.POST if request.method == "POST" else None
    is_free = can_choose_freely(request.user, post)
    context = {"limit": "" if is_free else FINDS_ALONE}
    choose = (ChooseForm if is_free else FindsForm)(sent, finds=finds_in(post))
    if sent is None:
        return _page(request, kind, post, context | {"choose": choose})
    if not choose.is_valid():
        return _page(request, kind, post, context | {"choose": choose}, status=422)
    return _mask_or_look(request, kind, post, choose)


def _mask_or_look(request: MemberRequest, kind: str, post: Post, choose: FindsForm) -> HttpResponse:
    others = others_with(post, choose.strings, by=request.user)
    by_key = {_key(other): other for other in others.maskable}
    labels = [(key, _label(other)) for key, other in by_key.items()]
    if "mask" not in request.POST:
        return _look(request, kind, post, choose, MaskForm(others=labels), others)
    form = MaskForm(request.POST, others=labels)
    if form.is_valid():
        also = [by_key[key] for key in form.cleaned_data["also"]]
        if _mask(request, post, choose.strings, also, form):
            return redirect(readable_post(kind, post.pk, viewer=request.user))
    return _look(request, kind, post, choose, form, others, status=422)


def _mask(
    request: MemberRequest, post: Post, strings: list[str], also: list[Post], form: MaskForm
) -> bool:
    explanation = form.cleaned_data["explanation"]
    try:
        decisions = mask_post(
            post=post, by=request.user, strings=strings, also=also, explanation=explanation
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
    choose: FindsForm,
    form: MaskForm,
    others: Others,
    *,
    status: int = 200,
) -> HttpResponse:
    """What will change, before it does."""
    chosen = chosen_in(post, choose.strings, by=request.user)
    context = {
        "choose": choose,
        "form": form,
        "strings": choose.strings,
        "change": _change(post, chosen),
        "earlier_count": earlier_count(post, chosen),
        "left_count": others.left_count,
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
