"""Hiding a post, showing it again, and the page where authors read what is hidden of theirs."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import MemberRequest, members_only, moderators_only
from community import policies
from community.actions.hiding import CannotHide, CannotRestore, hide_post, restore_post
from community.forms.moderating import HideForm, RestoreForm
from community.models import Image
from community.policies import moderation
from community.views.posts import readable_post
from community.withheld import KINDS, counts_of_own, own_withheld, withheld


@moderators_only
@require_http_methods(["GET", "HEAD", "POST"])
def hide(request: MemberRequest, kind: str, post_id: int) -> HttpResponse:
    post = readable_post(kind, post_id, viewer=request.user)
    policies.require(moderation.can_hide(request.user, post))
    form = HideForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            hide_post(post=post, by=request.user, **form.cleaned_data)
        except CannotHide as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, _("Hidden. The author can read why."))
            return redirect(post)
    images = Image.objects.shown_by(post).order_by("pk")
    return _page(request, "community/post_hide.html", kind, post, form, images=images)


@moderators_only
@require_http_methods(["GET", "HEAD", "POST"])
def restore(request: MemberRequest, kind: str, post_id: int) -> HttpResponse:
    post = readable_post(kind, post_id, viewer=request.user)
    policies.require(moderation.can_restore(request.user, post))
    form = RestoreForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            restore_post(post=post, by=request.user, **form.cleaned_data)
        except CannotRestore as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, _("Everybody can read it again."))
            return redirect(post)
    return _page(request, "community/post_restore.html", kind, post, form)


@members_only
@require_safe
def my_hidden(request: MemberRequest) -> HttpResponse:
    """Own posts alone, whatever the address says (A-AZ-05)."""
    counts = counts_of_own(request.user)
    chosen = request.GET.get("kind", next((kind for kind in KINDS if counts[kind]), "question"))
    if chosen not in KINDS:
        raise Http404("no such kind")
    page = own_withheld(request.user, chosen, request.GET)
    labels = {"question": _("Questions"), "answer": _("Answers"), "comment": _("Comments")}
    tabs = [(kind, labels[kind], counts[kind]) for kind in KINDS]
    context = {"page": page, "tabs": tabs, "chosen": chosen}
    return render(request, "community/my_hidden.html", context)


def _page(
    request: MemberRequest, template: str, kind: str, post, form, **more: object
) -> HttpResponse:
    status = 422 if request.method == "POST" else 200
    context = {"row": withheld(kind, post), "post": post, "form": form, **more}
    return render(request, template, context, status=status)
