"""The curators' desk: what waits, and a draft beside its source."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import MemberRequest, curators_only
from community.markup import TooComplex
from community.models import Answer
from community.views.guarding import tell_masked
from knowledge.actions.editing import CannotEdit, ChangedMeanwhile, edit_article
from knowledge.actions.promotion import CannotPromote, promote_answer
from knowledge.actions.publishing import CannotPublish, publish_article, unpublish_article
from knowledge.forms import ArticleForm
from knowledge.models import Article, ArticleSource, Candidate

QUEUE_LENGTH = 50


@curators_only
@require_safe
def queue(request: MemberRequest) -> HttpResponse:
    waiting = Candidate.objects.visible_to(request.user).waiting()
    drafts = Article.objects.visible_to(request.user).in_progress().for_listing()
    context = {
        "candidates": waiting.by_value().for_queue()[:QUEUE_LENGTH],
        "waiting_count": waiting.count(),
        "drafts": drafts.order_by("-id")[:QUEUE_LENGTH],
    }
    return render(request, "knowledge/curate.html", context)


@curators_only
@require_POST
def promote(request: MemberRequest, answer_id: int) -> HttpResponse:
    answer = get_object_or_404(Answer.objects.visible_to(request.user), pk=answer_id)
    try:
        article = promote_answer(answer=answer, by=request.user)
    except CannotPromote as problem:
        messages.error(request, str(problem))
        return redirect("knowledge:curate")
    return redirect("knowledge:article-edit", article_id=article.pk)


@curators_only
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: MemberRequest, article_id: int) -> HttpResponse:
    articles = Article.objects.visible_to(request.user).for_page()
    article = get_object_or_404(articles, pk=article_id)
    initial = vars(article) | _choices(article)
    if request.method != "POST":
        return _workbench(request, article, ArticleForm(initial=initial))
    form = ArticleForm(request.POST, initial=initial)
    if not form.is_valid():
        return _workbench(request, article, form, status=422)
    try:
        article = edit_article(article=article, by=request.user, **form.cleaned_data)
    except ChangedMeanwhile as conflict:
        return _workbench(request, conflict.article, form, status=409, theirs=conflict.article)
    except (CannotEdit, TooComplex) as problem:
        form.add_error(None, str(problem))
        return _workbench(request, article, form, status=422)
    tell_masked(request, form)
    if "publish" in request.POST:
        return _publish(request, article)
    saved = _("Saved. Readers see the new text.") if article.is_public else _("Draft saved.")
    messages.success(request, saved)
    return redirect("knowledge:article-edit", article_id=article.pk)


@curators_only
@require_POST
def publish(request: MemberRequest, article_id: int) -> HttpResponse:
    articles = Article.objects.visible_to(request.user)
    return _publish(request, get_object_or_404(articles, pk=article_id))


@curators_only
@require_POST
def unpublish(request: MemberRequest, article_id: int) -> HttpResponse:
    article = get_object_or_404(Article.objects.visible_to(request.user), pk=article_id)
    try:
        unpublish_article(article=article, by=request.user)
    except CannotPublish as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, _("The article is a draft again."))
    return redirect("knowledge:article-edit", article_id=article.pk)


def _publish(request: MemberRequest, article: Article) -> HttpResponse:
    try:
        article = publish_article(article=article, by=request.user)
    except CannotPublish as problem:
        messages.error(request, str(problem))
        return redirect("knowledge:article-edit", article_id=article.pk)
    messages.success(request, _("The article is published."))
    return redirect(article)


def _choices(article: Article) -> dict:
    return {"product": article.product_id}


def _workbench(
    request: MemberRequest,
    article: Article,
    form: ArticleForm,
    *,
    status: int = 200,
    theirs: Article | None = None,
) -> HttpResponse:
    sources = ArticleSource.objects.filter(article=article).visible_to(request.user).for_credit()
    context = {"article": article, "form": form, "sources": sources, "theirs": theirs}
    return render(request, "knowledge/article_edit.html", context, status=status)
