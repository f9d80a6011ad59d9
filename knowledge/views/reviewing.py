"""The second person: what would become different for readers, and the word about it."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import MemberRequest, curators_only
from knowledge.actions.doubting import is_second_person
from knowledge.actions.editing import CannotEdit
from knowledge.actions.publishing import CannotPublish, approve_article
from knowledge.actions.reviewing import CannotReview, confirm_article, return_article
from knowledge.forms.life import ReturnForm, VersionForm
from knowledge.models import Doubt, Revision
from knowledge.views.articles_at_work import article_at_work
from knowledge.views.comparing import change_between, pending_change
from knowledge.views.desk import Desk, sources_beside
from knowledge.views.previewing import shown_parts


@curators_only
@require_safe
def review(request: MemberRequest, article_id: int) -> HttpResponse:
    desk = Desk(article_at_work(article_id, request.user), request.user)
    return _page(request, desk, ReturnForm())


@curators_only
@require_POST
def approve(request: MemberRequest, article_id: int) -> HttpResponse:
    """Of the version that was read: what somebody wrote since is not approved with it."""
    article = article_at_work(article_id, request.user)
    form = VersionForm(request.POST)
    version = form.cleaned_data["version"] if form.is_valid() else 0
    try:
        article = approve_article(article=article, by=request.user, version=version)
    except (CannotPublish, CannotEdit) as problem:
        messages.error(request, str(problem))
        return redirect("knowledge:article-review", article.pk)
    messages.success(request, _("Approved and published."))
    return redirect(article)


@curators_only
@require_POST
def send_back(request: MemberRequest, article_id: int) -> HttpResponse:
    desk = Desk(article_at_work(article_id, request.user), request.user)
    form = ReturnForm(request.POST)
    if form.is_valid():
        try:
            return_article(article=desk.article, by=request.user, **form.cleaned_data)
        except CannotReview as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, _("Sent back with your note."))
            return redirect("knowledge:article-edit", article_id)
    return _page(request, desk, form, status=422)


@curators_only
@require_POST
def confirm(request: MemberRequest, article_id: int) -> HttpResponse:
    """What readers get is true as of now."""
    article = article_at_work(article_id, request.user)
    try:
        article = confirm_article(article=article, by=request.user)
    except CannotReview as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, _("Checked: what readers get is true as of now."))
    return redirect("knowledge:article-edit", article.pk)


def _page(
    request: MemberRequest, desk: Desk, form: ReturnForm, *, status: int = 200
) -> HttpResponse:
    doubts = desk.article.doubts.open().for_desk()
    context: dict[str, Any] = {
        "article": desk.article,
        "desk": desk,
        "form": form,
        "newest": _newest(desk),
        "change": pending_change(desk.article, desk.pending),
        "parts": shown_parts(desk.text),
        "sources": sources_beside(desk),
    }
    if not desk.has_changes:
        context |= _published_alone(desk, doubts)
    return render(request, "knowledge/editor/review.html", context, status=status)


def _newest(desk: Desk) -> Revision | None:
    revisions = desk.article.revisions.select_related("author")
    return revisions.filter(number=desk.text.version).first()


def _published_alone(desk: Desk, doubts: Iterable[Doubt]) -> dict[str, Any]:
    """What went out without a second person, against what readers got before."""
    alone = next((each for each in doubts if each.cause == Doubt.Cause.PUBLISHED_ALONE), None)
    if alone is None:
        return {"change": None}
    published = desk.article.publications.select_related("revision__product__parent")
    before = published.filter(since__lt=alone.opened_at).order_by("-since", "-id").first()
    change = change_between(before.revision, desk.article) if before else None
    is_second = is_second_person(desk.article, desk.user)
    return {"alone": alone, "is_second": is_second, "change": change}
