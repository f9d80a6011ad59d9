"""What an article said then, for disputes about what was promised."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.access import MemberRequest, curators_only
from knowledge.actions.article_text import PARTS
from knowledge.as_of import ArticleThen, article_as_of
from knowledge.forms.as_of import MomentForm
from knowledge.views.articles_at_work import article_at_work
from knowledge.views.comparing import TEXTS


@curators_only
@never_cache
@require_safe
def as_of(request: MemberRequest, article_id: int) -> HttpResponse:
    """`?at=2026-11-22T10:00` in the site's time zone; now, if none is given."""
    article = article_at_work(article_id, request.user)
    now = timezone.localtime()
    form = MomentForm(request.GET if "at" in request.GET else {"at": f"{now:%Y-%m-%dT%H:%M:%S}"})
    then = None
    if form.is_valid():
        moment = form.cleaned_data["at"] if "at" in request.GET else now
        then = article_as_of(article, moment, viewer=request.user)
    context = {"article": article, "form": form, "then": then, "parts": _parts(then)}
    status = 422 if form.errors else 200
    return render(request, "knowledge/history/as_of.html", context, status=status)


def _parts(then: ArticleThen | None) -> list[tuple[object, str]]:
    """Heading and markup of the parts that say something."""
    if then is None:
        return []
    return [(TEXTS[part], then.html[part]) for part in PARTS if then.html[part]]
