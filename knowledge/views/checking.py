"""Employees and curators say of a public article that it is true, or what is wrong with it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import MemberRequest, members_only
from config.errors import too_often
from config.limits import TooOften, count_member
from knowledge import policies
from knowledge.actions.doubting import CannotFlag, flag_article
from knowledge.actions.reviewing import CannotReview, confirm_article
from knowledge.forms.checking import FlagForm
from knowledge.models import Article


@members_only
@require_http_methods(["GET", "HEAD", "POST"])
def flag(request: MemberRequest, article_id: int) -> HttpResponse:
    """“Flag it or fix it”: with a word on what is wrong."""
    article = _article(request, article_id)
    form = FlagForm(request.POST or None)
    if form.is_valid():
        try:
            count_member("curate", request.user)
            flag_article(article=article, by=request.user, note=form.cleaned_data["note"])
        except CannotFlag as problem:
            form.add_error(None, str(problem))
        except TooOften as limit:
            return too_often(request, limit.seconds)
        else:
            messages.success(request, _("Thank you. The curators look at it."))
            return redirect(article)
    context = {"article": article, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "knowledge/flag.html", context, status=status)


@members_only
@require_POST
def vouch(request: MemberRequest, article_id: int) -> HttpResponse:
    """It is true as of now."""
    article = _article(request, article_id)
    try:
        confirm_article(article=article, by=request.user)
    except CannotReview as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, _("Checked: what readers get is true as of now."))
    return redirect(article)


def _article(request: MemberRequest, article_id: int) -> Article:
    """Whoever may not read it learns nothing of it."""
    article = get_object_or_404(Article.objects.visible_to(request.user), pk=article_id)
    if not policies.can_confirm(request.user, article):
        raise PermissionDenied
    return article
