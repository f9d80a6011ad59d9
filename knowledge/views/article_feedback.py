"""“Did this solve it?”: the word of readers, and what a curator does with a burst of such words."""

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import MemberRequest, anonymous_post, curators_only
from config.http import wants_fragment
from config.limits import TooOften, count, visitor
from config.robots import is_robot
from knowledge import policies
from knowledge.actions.article_feedback import (
    CannotSay,
    count_set_aside,
    drop_set_aside,
    say_article_helped,
)
from knowledge.forms.feedback import ArticleFeedbackForm
from knowledge.models import Article, ArticleFeedback

BURSTS_SHOWN = 100


@anonymous_post("helped")
def feedback(request: HttpRequest, article_id: int) -> HttpResponse:
    """A reader's word on an article: once an hour from one account or network.

    Whoever says it again, or is a program, reads the same thanks and is not counted.
    """
    article = get_object_or_404(Article.objects.visible_to(request.user).published(), pk=article_id)
    form = ArticleFeedbackForm(request.POST)
    if not form.is_valid():
        raise BadRequest("no such word")
    try:
        if not policies.can_say_it_helped(request.user):
            raise CannotSay(_("You speak for the company: this is the customers' word."))
        if _is_first_word(request, article):
            article = say_article_helped(article=article, **form.cleaned_data)
    except CannotSay as problem:
        return _answer(request, article, status=422, problem=str(problem))
    return _answer(request, article, said="yes" if form.cleaned_data["helped"] else "no")


def _is_first_word(request: HttpRequest, article: Article) -> bool:
    if is_robot(request.headers.get("User-Agent", "")):
        return False
    user = request.user
    who = f"member-{user.pk}" if user.is_authenticated else visitor(request)
    try:
        count("helped-article", f"{who}-{article.pk}")
    except TooOften:
        return False
    return True


def _answer(
    request: HttpRequest,
    article: Article,
    *,
    said: str = "refused",
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    """In place, or on the page of the article, whose address then says it: there is no session."""
    if wants_fragment(request):
        context = {"article": article, "said": said, "problem": problem}
        return render(request, "knowledge/_feedback_in_place.html", context, status=status)
    return redirect(f"{article.get_absolute_url()}?said={said}#article-feedback")


@curators_only
@require_safe
def set_aside(request: MemberRequest) -> HttpResponse:
    """Words that came in a burst, by article: a newsletter or a trick?"""
    bursts = list(ArticleFeedback.objects.bursts()[:BURSTS_SHOWN])
    articles = Article.objects.visible_to(request.user).for_reading()
    named = articles.in_bulk({burst["article"] for burst in bursts})
    rows = [(named[burst["article"]], burst) for burst in bursts]
    return render(request, "knowledge/set_aside.html", {"bursts": rows})


@curators_only
@require_POST
def decide_set_aside(request: MemberRequest, article_id: int) -> HttpResponse:
    article = get_object_or_404(Article.objects.visible_to(request.user), pk=article_id)
    if "count" in request.POST:
        count_set_aside(article=article, by=request.user)
        messages.success(request, _("These words count now."))
    else:
        drop_set_aside(article=article, by=request.user)
        messages.success(request, _("These words are deleted."))
    return redirect("knowledge:feedback-set-aside")
