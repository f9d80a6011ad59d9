"""Who keeps an article, when it is looked at again, and what it is made of."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import MemberRequest, curators_only
from accounts.models import User
from knowledge.actions.reviewing import CannotReview, hand_over_article, plan_review
from knowledge.actions.sources import CannotName, add_source, remove_source
from knowledge.forms.life import KeepForm, SourceForm
from knowledge.models import Article
from knowledge.views.articles_at_work import article_at_work


@curators_only
@require_http_methods(["GET", "HEAD", "POST"])
def keep(request: MemberRequest, article_id: int) -> HttpResponse:
    article = article_at_work(article_id, request.user)
    initial = {"owner": article.owner_id, "review_on": article.review_on}
    form = KeepForm(request.POST or None, initial=initial, keepers=_keepers(article))
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            hand_over_article(article=article, to=typed["owner"], by=request.user)
            plan_review(article=article, on=typed["review_on"], by=request.user)
        except CannotReview as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, _("Saved."))
            return redirect("knowledge:article-edit", article_id)
    context = {"article": article, "form": form, "heading": _("Owner and review date")}
    status = 422 if request.method == "POST" else 200
    return render(request, "knowledge/editor/keep.html", context, status=status)


@curators_only
@require_http_methods(["GET", "HEAD", "POST"])
def sources(request: MemberRequest, article_id: int) -> HttpResponse:
    article = article_at_work(article_id, request.user)
    form = SourceForm(request.POST or None, viewer=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            add_source(article=article, by=request.user, **form.cleaned_data)
        except CannotName as problem:
            form.add_error("answer", str(problem))
        else:
            messages.success(request, _("The article names this source now."))
            return redirect("knowledge:article-sources", article_id)
    named = article.sources.visible_to(request.user).for_credit()
    context = {"article": article, "form": form, "sources": named, "heading": _("Sources")}
    status = 422 if request.method == "POST" else 200
    return render(request, "knowledge/editor/sources.html", context, status=status)


@curators_only
@require_POST
def drop_source(request: MemberRequest, article_id: int, source_id: int) -> HttpResponse:
    article = article_at_work(article_id, request.user)
    source = get_object_or_404(article.sources.visible_to(request.user), pk=source_id)
    try:
        remove_source(article=article, source=source, by=request.user)
    except CannotName as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, _("The article names this source no longer."))
    return redirect("knowledge:article-sources", article_id)


def _keepers(article: Article) -> QuerySet[User]:
    """Those who curate, and whoever keeps it now."""
    people = User.objects.listed().curators() | User.objects.filter(pk=article.owner_id)
    return people.order_by("display_name", "id")
