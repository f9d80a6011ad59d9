"""While a title is typed: what may solve it already, opened in place, and “This solved it”."""

from uuid import UUID

from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from accounts.access import anonymous_post, public
from config.limits import TooOften, count, visitor
from config.text import clean_line
from knowledge.actions.journeys import end_journey
from knowledge.search.engine import MAX_TEXT_LENGTH
from knowledge.search.finding import Finds
from knowledge.search.finding import suggest as suggest_for
from knowledge.suggest import Solution, product_of, solution_of

OPENED = signing.TimestampSigner(salt="suggestion-opened")
OPENED_FOR = 12 * 3600


@public
@require_safe
def suggest(request: HttpRequest) -> HttpResponse:
    text = clean_line(request.GET.get("title", ""))[:MAX_TEXT_LENGTH]
    try:
        count("suggest", visitor(request))
        finds = suggest_for(text, viewer=request.user, language=get_language() or "en")
    except TooOften:
        finds = Finds()
    context = {"finds": finds, "form_key": request.GET.get("submission", "")}
    if not request.GET.get("product", ""):
        context["product"] = product_of(find.row for find in finds.items)
    return render(request, "knowledge/_suggestions.html", context)


@public
@require_safe
def suggestion(request: HttpRequest, document: str) -> HttpResponse:
    """One suggestion opened in place; from here “This solved it” can be said."""
    solution = _solution(document, request)
    form_key = _form_key(request.GET.get("submission", ""))
    opened = OPENED.sign(f"{document}:{form_key}") if form_key else ""
    context = {"solution": solution, "opened": opened, "form_key": form_key}
    return render(request, "knowledge/_suggestion.html", context)


@anonymous_post("feedback")
def solved(request: HttpRequest, document: str) -> HttpResponse:
    """The journey ends here: nothing was posted, and that is stored once for this form."""
    solution = _solution(document, request)
    form_key = _form_key(request.POST.get("submission", ""))
    if form_key and _was_opened(request.POST.get("opened", ""), document, form_key):
        end_journey(form=form_key, document=document, language=get_language() or "en")
    return render(request, "knowledge/solved.html", {"solution": solution})


def _solution(document: str, request: HttpRequest) -> Solution:
    solution = solution_of(document, viewer=request.user)
    if solution is None:
        raise Http404("nothing there")
    return solution


def _form_key(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _was_opened(opened: str, document: str, form_key: UUID) -> bool:
    """Only who has opened it can say that it helped; the token is made when it is opened."""
    try:
        return OPENED.unsign(opened, max_age=OPENED_FOR) == f"{document}:{form_key}"
    except signing.BadSignature:
        return False
