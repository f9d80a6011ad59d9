"""Words that mean the same: listed, tried out, saved."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import MemberRequest, curators_only
from config.errors import too_often
from config.http import wants_fragment
from config.limits import TooOften, count_member
from config.paging import keyset_page
from config.text import number_in
from knowledge.actions.gaps import CannotDecideGap
from knowledge.actions.synonyms import (
    CannotSetSynonym,
    SynonymChanged,
    answer_gap_by_synonym,
    remove_synonym,
    said,
    set_synonym,
)
from knowledge.forms.search_tools import SynonymForm
from knowledge.models import Gap, Synonym
from knowledge.queues import subject_of
from knowledge.views.search_tools.trying import compared
from knowledge.views.workbench.counting import count_anew
from knowledge.views.workbench.places import place_in
from knowledge.views.workbench.undoing import remember


@curators_only
@require_http_methods(["GET", "HEAD", "POST"])
def synonyms(request: MemberRequest) -> HttpResponse:
    """All of them, and a new one, which may answer a gap."""
    gap = _gap(request)
    if request.method != "POST":
        return _page(request, SynonymForm(initial=_proposed(request, gap)), gap=gap)
    form = SynonymForm(request.POST)
    if form.is_valid():
        try:
            return _add(request, form, gap)
        except (CannotSetSynonym, CannotDecideGap) as problem:
            form.add_error("word", str(problem))
    return _page(request, form, gap=gap, status=422)


@curators_only
@require_http_methods(["GET", "HEAD", "POST"])
def synonym(request: MemberRequest, synonym_id: int) -> HttpResponse:
    found = get_object_or_404(Synonym, pk=synonym_id)
    if request.method != "POST":
        return _page(request, SynonymForm(initial=_fields(found)), opened=found)
    form = SynonymForm(request.POST)
    status = 422
    if form.is_valid():
        seen = request.POST.get("seen")
        try:
            set_synonym(synonym=found, by=request.user, seen=seen, **form.synonym_fields)
        except CannotSetSynonym as problem:
            form.add_error("word", str(problem))
            status = 409 if isinstance(problem, SynonymChanged) else 422
        else:
            messages.success(request, _("Synonym saved: the next search knows it."))
            return redirect("knowledge:synonyms")
    return _page(request, form, opened=found, status=status)


@curators_only
@require_POST
def try_out(request: MemberRequest) -> HttpResponse:
    """What the synonym in the form would change; nothing is saved."""
    try:
        count_member("preview", request.user)
    except TooOften as limit:
        return too_often(request, limit.seconds)
    form = SynonymForm(request.POST)
    opened = _opened(request)
    context: dict[str, Any] = {}
    if form.is_valid():
        draft = Synonym(pk=opened.pk if opened else None, **form.synonym_fields)
        text = form.cleaned_data["tried"] or draft.word
        context["comparison"] = compared(
            text, language=draft.language, draft=draft, viewer=request.user
        )
    status = 200 if form.is_valid() else 422
    if wants_fragment(request):
        context["form"] = form
        return render(request, "knowledge/search_tools/_tried.html", context, status=status)
    context["seen"] = request.POST.get("seen", "")
    gap = _gap(request)
    return _page(request, form, gap=gap, opened=opened, status=status, **context)


@curators_only
@require_POST
def remove(request: MemberRequest, synonym_id: int) -> HttpResponse:
    """What was removed stands in the form, so that it can be saved again."""
    found = get_object_or_404(Synonym, pk=synonym_id)
    remove_synonym(synonym=found, by=request.user)
    messages.success(request, _("Removed. It still stands in the form, if that was a mistake."))
    return redirect(f"{reverse('knowledge:synonyms')}?{urlencode(_fields(found))}")


def _add(request: MemberRequest, form: SynonymForm, gap: Gap | None) -> HttpResponse:
    if gap is None:
        set_synonym(synonym=Synonym(), by=request.user, **form.synonym_fields)
        messages.success(request, _("Synonym saved: the next search knows it."))
        return redirect("knowledge:synonyms")
    added = answer_gap_by_synonym(gap=gap, by=request.user, **form.synonym_fields)
    count_anew()
    key = remember(request, "synonym-gap", [(subject_of(gap), added.pk)])
    return redirect(place_in(request.GET, done=key))


def _gap(request: MemberRequest) -> Gap | None:
    """The search that a synonym is to answer, as its address says."""
    number = number_in(request.GET.get("gap", ""))
    if number is None:
        return None
    searches = Gap.objects.visible_to(request.user).filter(kind__in=Gap.SEARCHES)
    return searches.filter(pk=number).first()


def _opened(request: MemberRequest) -> Synonym | None:
    """The saved synonym that is being changed, as the form says."""
    number = number_in(request.POST.get("synonym", ""))
    return Synonym.objects.filter(pk=number).first() if number is not None else None


def _proposed(request: MemberRequest, gap: Gap | None) -> dict[str, str]:
    if gap is None:
        return {"language": get_language() or "en"} | request.GET.dict()
    word = gap.words if " " not in gap.words else ""
    return {"language": gap.language, "word": word, "tried": gap.words}


def _fields(synonym: Synonym) -> dict[str, str]:
    names = ("language", "word", "others", "way")
    return {name: getattr(synonym, name) for name in names}


def _page(
    request: MemberRequest,
    form: SynonymForm,
    *,
    gap: Gap | None = None,
    opened: Synonym | None = None,
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    page = keyset_page(Synonym.objects.all(), request.GET, key="changed_at")
    context |= {"form": form, "gap": gap, "opened": opened, "page": page}
    context.setdefault("seen", said(opened) if opened else "")
    return render(request, "knowledge/search_tools/synonyms.html", context, status=status)
