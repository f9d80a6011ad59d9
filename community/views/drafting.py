"""Forms that remember: what somebody was writing stands there again, and no text is lost."""

from collections.abc import Mapping
from contextlib import suppress
from typing import TypeVar

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from accounts.unsent import forget_unsent, unsent
from community.actions.drafts import (
    TEXTS,
    CannotKeepDraft,
    discard_draft,
    form_from_above,
    keep_draft,
    split_place,
)
from community.forms.guarding import GuardedForm
from community.models import Draft
from config.prepared_rows import PreparedRows

F = TypeVar("F", bound=forms.Form)
_PAGES = {
    "edit-question": "community:question-edit",
    "edit-answer": "community:answer-edit",
    "edit-comment": "community:comment-edit",
}


def restored(
    request: HttpRequest, form: type[F], place: str, *, path: str, initial: Mapping | None = None
) -> F:
    """The form at `place` with what its writer last typed: his draft, or what he sent to `path`
    when he could not post yet. `components/draft_note.html` says so and offers to discard it."""
    typed = dict(initial or {})
    if not request.user.is_authenticated:
        return form(initial=typed)
    draft = next(iter(_drafts(person_id=request.user.pk, place=place)), None)
    typed |= (draft.fields if draft else {}) | unsent(request, path)
    return at_place(form(initial=typed), place, draft=draft)


@PreparedRows
def _drafts(*, person_id: int, place: str):
    return Draft.objects.filter(person=person_id, place=place)


def at_place(form: F, place: str, *, draft: Draft | None = None) -> F:
    """Let the page of `form` keep what is typed as the draft of `place`."""
    form.place, form.draft = place, draft  # type: ignore[attr-defined]
    return form


def forget_typed(request: HttpRequest, place: str) -> None:
    """It was posted after all."""
    forget_unsent(request)
    if request.user.is_authenticated:
        discard_draft(person=request.user, place=place)


def keep_typed(request: HttpRequest, place: str) -> bool:
    """Keep what `request` sent as a draft, since it can't be posted; False if that can't be."""
    if not request.user.is_authenticated:
        return False
    try:
        kept = keep_draft(person=request.user, place=place, fields=request.POST.dict())
    except CannotKeepDraft:
        return False
    return kept is not None


def keep_masked(request: HttpRequest, form: GuardedForm) -> None:
    """The form comes back with what the guard has masked: its draft holds the same."""
    if form.masked_in and request.user.is_authenticated:
        with suppress(CannotKeepDraft):
            fields = form.data.dict()  # type: ignore[attr-defined]
            keep_draft(person=request.user, place=form.place, fields=fields)  # type: ignore[attr-defined]


def text_kept(request: HttpRequest, place: str) -> HttpResponse:
    """The answer to who sent a text for a post that is not there (any more): whether it ever was
    is not said, and the text is shown and kept (A-AZ-17)."""
    kept = keep_typed(request, place)
    typed = typed_text(request.POST)
    context = {"kept": kept, "typed": typed}
    return render(request, "community/text_kept.html", context, status=404)


def typed_text(fields: Mapping[str, str]) -> str:
    """The text among the fields of a form, its title aside."""
    return next((fields[name] for name in TEXTS if name != "title" and fields.get(name)), "")


def page_of(place: str) -> str:
    """Where the form of `place` is, by its address; the thread's for an answer."""
    form, number = split_place(place)
    if form == "ask":
        return reverse("community:ask")
    if above := form_from_above(form):
        return above.page(number)
    if form == "answer":
        return reverse("community:question-short", args=[number])
    if form in _PAGES:
        return reverse(_PAGES[form], args=[number])
    kind = "answer" if form == "comment-answer" else "question"
    return reverse("community:comment", args=[kind, number])
