"""Best answers: what stands first for a search."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import MemberRequest, curators_only
from community.models import Question
from config.paging import keyset_page
from config.text import number_in
from knowledge.actions.pins import CannotPin, pin_answer, remove_pin
from knowledge.forms.search_tools import PinForm, PinSearchForm
from knowledge.models import Article, Pin
from knowledge.search.engine import Kind
from knowledge.search.finding import find


@curators_only
@require_safe
def pins(request: MemberRequest) -> HttpResponse:
    """All of them; and what words find, to choose the best answer from."""
    is_asked = "words" in request.GET
    initial = {"language": get_language() or "en"}
    form = PinSearchForm(request.GET if is_asked else None, initial=initial)
    listed = Pin.objects.for_listing()
    context = {"form": form, "page": keyset_page(listed, request.GET, key="changed_at")}
    if is_asked and form.is_valid():
        words, language = form.cleaned_data["words"], form.cleaned_data["language"]
        context["finds"] = find(words, viewer=request.user, language=language)
    return render(request, "knowledge/search_tools/pins.html", context)


@curators_only
@require_POST
def pin(request: MemberRequest) -> HttpResponse:
    form = PinForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Say for which words it is the best answer."))
        return redirect("knowledge:pins")
    words, language = form.cleaned_data["words"], form.cleaned_data["language"]
    answer = _answer(form.cleaned_data["document"], request.user)
    try:
        pin_answer(words=words, language=language, answer=answer, by=request.user)
    except CannotPin as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, _("Pinned: it stands first for these words from now on."))
    query = urlencode({"words": words, "language": language})
    return redirect(f"{reverse('knowledge:pins')}?{query}")


@curators_only
@require_POST
def unpin(request: MemberRequest, pin_id: int) -> HttpResponse:
    """The words stand in the form, so that it can be pinned again."""
    found = get_object_or_404(Pin, pk=pin_id)
    remove_pin(pin=found, by=request.user)
    messages.success(request, _("Removed. The search orders these words by itself again."))
    query = urlencode({"words": found.words, "language": found.language})
    return redirect(f"{reverse('knowledge:pins')}?{query}")


def _answer(document: str, viewer) -> Article | Question:
    kind, _dash, digits = document.partition("-")
    models = {Kind.ARTICLE: Article, Kind.QUESTION: Question}
    number, model = number_in(digits), models.get(kind)  # type: ignore[call-overload]
    if number is None or model is None:
        raise Http404("no such document")
    return get_object_or_404(model.objects.visible_to(viewer), pk=number)
