"""While a question is written: what may solve it already, opened in place, “This solved it”."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from accounts.access import anonymous_post, public
from community.forms.asking import AskForm, GuestAskForm
from community.models import Question
from community.views.drafting import at_place
from community.views.questions import render_ask_form
from config.http import wants_fragment
from config.limits import TooOften, count, visitor
from config.reach import is_customer
from config.text import clean_line
from knowledge import policies
from knowledge.actions.journeys import Kind, end_journey, forget_form
from knowledge.search.engine import MAX_TEXT_LENGTH
from knowledge.search.finding import Finds
from knowledge.search.finding import suggest as suggest_for
from knowledge.suggest import Solution, found_for, product_of, solution_of
from knowledge.views.beside_forms import (
    Beside,
    beside_form,
    in_place,
    more_beside,
    note_begin,
    note_open,
    suggestions_beside,
    was_opened,
    with_open_one,
)

# What a form carries that may be filled in again, and what it is known by.
TYPED = ("title", "body", "tried", "tags", "kind", "product", "language", "email", "asked_about")
KEYS = ("submission", "journey")
# So that what was solved after all can be taken back by the same form.
CARRIED = (*TYPED, *KEYS, "form", "suggested")


@public
@require_safe
def suggest(request: HttpRequest) -> HttpResponse:
    """For a title that is being typed."""
    beside = beside_form(request.GET)
    text = clean_line(request.GET.get("title", ""))[:MAX_TEXT_LENGTH]
    try:
        count("suggest", visitor(request))
        finds = suggest_for(text, viewer=request.user, language=get_language() or "en")
    except TooOften:
        finds = Finds()
    else:
        note_begin(request, beside)
    context = suggestions_beside(beside, finds)
    if beside.kind == Kind.ASK and beside.product_id is None:
        context["product"] = product_of(find.row for find in finds.items)
    return render(request, "knowledge/_suggestions.html", context)


@anonymous_post("look")
def look(request: HttpRequest) -> HttpResponse:
    """For a title with its details: what was not suggested yet.

    Without a script the ask form again, as it was typed, with all that was found.
    """
    beside = beside_form(request.POST)
    finds = found_for(request.POST, viewer=request.user, language=get_language() or "en")
    note_begin(request, beside)
    if wants_fragment(request):
        return render(request, "knowledge/_suggestions.html", more_beside(beside, finds))
    context = with_open_one(request, beside, finds)
    template = "knowledge/ask_with_suggestions.html"
    return render_ask_form(request, _filled_in(request), template=template, **context)


@public
@require_safe
def suggestion(request: HttpRequest, document: str) -> HttpResponse:
    """One suggestion opened in place, from where “This solved it” can be said; with `failed` in
    the address folded again, because it did not help."""
    solution = _solution(document, request)
    beside = beside_form(request.GET)
    if "failed" in request.GET:
        context = {"beside": beside, "solution": solution}
        return render(request, "knowledge/_failed_suggestion.html", context)
    note_open(request, beside, document)
    return render(request, "knowledge/_suggestion.html", in_place(beside, solution))


@anonymous_post("feedback")
def solved(request: HttpRequest, document: str) -> HttpResponse:
    """The journey ends here: nothing was posted, and that is stored once for this form."""
    solution = _solution(document, request)
    beside = beside_form(request.POST)
    if was_opened(beside, document, request.POST.get("opened", "")):
        _end(request, beside, document)
    typed = [(name, value) for name in CARRIED for value in request.POST.getlist(name) if value]
    context = {"solution": solution, "beside": beside, "typed": typed}
    return render(request, "knowledge/solved.html", context)


def _filled_in(request: HttpRequest) -> AskForm:
    typed = {name: request.POST[name] for name in (*TYPED, *KEYS) if request.POST.get(name)}
    if request.user.is_authenticated:
        return at_place(AskForm(initial=typed), "ask")
    return GuestAskForm(initial=typed)


def _end(request: HttpRequest, beside: Beside, document: str) -> None:
    """A complaint stays one, whatever its writer has read."""
    if beside.journey is None:
        return
    is_complaint = request.POST.get("kind") == Question.Kind.COMPLAINT
    if is_complaint or not is_customer(request, is_insider=policies.is_insider):
        forget_form(form=beside.journey)
        return
    end_journey(
        form=beside.journey,
        kind=beside.kind,
        document=document,
        language=get_language() or "en",
        by=request.user if request.user.is_authenticated else None,
    )


def _solution(document: str, request: HttpRequest) -> Solution:
    solution = solution_of(document, viewer=request.user)
    if solution is None:
        raise Http404("nothing there")
    return solution
