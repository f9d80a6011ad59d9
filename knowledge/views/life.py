"""What becomes of an article: published, taken away, retired, brought back, thrown away."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import MemberRequest, curators_only
from knowledge.actions.editing import CannotEdit
from knowledge.actions.pending import CannotDiscard, discard_pending, text_to_edit
from knowledge.actions.promotion import CannotPromote, discard_draft
from knowledge.actions.publishing import CannotPublish, publish_at_once, unpublish_article
from knowledge.actions.retiring import CannotRetire, bring_back_article, retire_article
from knowledge.actions.scheduling import schedule_article, unschedule_article
from knowledge.forms.life import PublishAtOnceForm, RetireForm, ScheduleForm, UnpublishForm
from knowledge.models import Article
from knowledge.search.similar import similar_articles
from knowledge.views.articles_at_work import article_at_work

REFUSALS = (CannotPublish, CannotRetire, CannotDiscard, CannotEdit, CannotPromote)


@dataclass(frozen=True)
class Step:
    """A page that asks first; `act` is an action that takes what its form says."""

    template: str
    heading: str
    act: Callable[..., Article]
    done: str


@curators_only
@require_http_methods(["GET", "HEAD", "POST"])
def publish_now(request: MemberRequest, article_id: int) -> HttpResponse:
    article = article_at_work(article_id, request.user)
    initial = {"version": text_to_edit(article).version}
    form = PublishAtOnceForm(request.POST or None, initial=initial)
    step = Step(
        "publish_now",
        _("Publish without review"),
        publish_at_once,
        _("It is published. A second person looks at it within 24 hours."),
    )
    return _take(request, article, form, step)


@curators_only
@require_http_methods(["GET", "HEAD", "POST"])
def schedule(request: MemberRequest, article_id: int) -> HttpResponse:
    article = article_at_work(article_id, request.user)
    initial = {"version": text_to_edit(article).version, "at": article.publish_at}
    form = ScheduleForm(request.POST or None, initial=initial)
    step = Step(
        "schedule",
        _("Publish later"),
        schedule_article,
        _("It is approved and goes public by itself."),
    )
    return _take(request, article, form, step)


@curators_only
@require_http_methods(["GET", "HEAD", "POST"])
def unpublish(request: MemberRequest, article_id: int) -> HttpResponse:
    article = article_at_work(article_id, request.user)
    form = UnpublishForm(request.POST or None)
    step = Step(
        "unpublish",
        _("Take it from readers"),
        unpublish_article,
        _("The article is a draft again."),
    )
    return _take(request, article, form, step)


@curators_only
@require_http_methods(["GET", "HEAD", "POST"])
def retire(request: MemberRequest, article_id: int) -> HttpResponse:
    article = article_at_work(article_id, request.user)
    form = RetireForm(request.POST or None, viewer=request.user)
    step = Step(
        "retire",
        _("Retire this article"),
        retire_article,
        _("The article is retired."),
    )
    similar = similar_articles(article, viewer=request.user)
    return _take(request, article, form, step, similar=similar)


@curators_only
@require_POST
def unschedule(request: MemberRequest, article_id: int) -> HttpResponse:
    article = article_at_work(article_id, request.user)
    return _do(request, unschedule_article, article, _("It does not go public by itself any more."))


@curators_only
@require_POST
def bring_back(request: MemberRequest, article_id: int) -> HttpResponse:
    article = article_at_work(article_id, request.user)
    return _do(request, bring_back_article, article, _("The article is a draft again."))


@curators_only
@require_http_methods(["GET", "HEAD", "POST"])
def discard(request: MemberRequest, article_id: int) -> HttpResponse:
    """What waits for a published article, or a draft that nobody ever read."""
    article = article_at_work(article_id, request.user)
    if request.method != "POST":
        context = {"article": article, "heading": _("Discard")}
        return render(request, "knowledge/editor/discard.html", context)
    if article.is_public:
        done = _("The change is discarded. Its text stays in the history.")
        return _do(request, discard_pending, article, done)
    try:
        discard_draft(article=article, by=request.user)
    except REFUSALS as problem:
        messages.error(request, str(problem))
        return redirect("knowledge:article-edit", article.pk)
    messages.success(request, _("The draft is gone."))
    return redirect("knowledge:curate")


def _take(
    request: MemberRequest, article: Article, form: forms.Form, step: Step, **context: Any
) -> HttpResponse:
    status = 200
    if request.method == "POST":
        if form.is_valid():
            try:
                article = step.act(article=article, by=request.user, **form.cleaned_data)
            except REFUSALS as problem:
                form.add_error(None, str(problem))
            else:
                messages.success(request, step.done)
                return _led_on(article)
        status = 422
    context |= {"article": article, "form": form, "heading": step.heading}
    return render(request, f"knowledge/editor/{step.template}.html", context, status=status)


def _do(
    request: MemberRequest, act: Callable[..., Article], article: Article, done: str
) -> HttpResponse:
    try:
        act(article=article, by=request.user)
    except REFUSALS as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, done)
    return redirect("knowledge:article-edit", article.pk)


def _led_on(article: Article) -> HttpResponse:
    if article.is_public and article.publish_at is None:
        return redirect(article)
    return redirect("knowledge:article-edit", article.pk)
