"""What somebody is writing: kept while he types, listed, discarded. Own ones only (A-AZ-05)."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import MemberRequest, members_only
from accounts.unsent import forget_unsent
from community.actions.drafts import (
    FIELDS,
    CannotKeepDraft,
    DraftForm,
    discard_draft,
    form_from_above,
    keep_draft,
    split_place,
)
from community.models import Answer, Comment, Draft, Question
from community.views.drafting import page_of, typed_text
from community.views.posts import question_of
from config.errors import too_often
from config.limits import TooOften, count_member
from config.paging import Page, keyset_page


@members_only
@require_POST
def keep(request: MemberRequest) -> HttpResponse:
    """Sent by a script some moments after the last key; answers with nothing but whether."""
    try:
        count_member("draft", request.user)
        keep_draft(
            person=request.user,
            place=request.POST.get("draft-place", ""),
            fields=request.POST.dict(),
        )
    except CannotKeepDraft as problem:
        return HttpResponse(str(problem), status=422, content_type="text/plain; charset=utf-8")
    except TooOften as limit:
        return too_often(request, limit.seconds)
    return HttpResponse(status=204)


@members_only
@require_http_methods(["GET", "HEAD", "POST"])
def discard(request: MemberRequest) -> HttpResponse:
    """The page that asks first, and what it sends."""
    place = (request.POST or request.GET).get("place", "")
    back = _page_of_form(request, place)
    if request.method == "POST":
        discard_draft(person=request.user, place=place)
        forget_unsent(request)
        return redirect("community:my-drafts" if "list" in request.POST else back)
    draft = Draft.objects.of(request.user).filter(place=place).first()
    if draft is None:
        return redirect(back)
    context = {"draft": draft, "text": typed_text(draft.fields), "back": back}
    return render(request, "community/draft_discard.html", context)


@members_only
@require_safe
def mine(request: MemberRequest) -> HttpResponse:
    page = keyset_page(Draft.objects.of(request.user), request.GET, key="updated_at")
    context = {"page": page, "rows": _rows(request, page)}
    return render(request, "community/my_drafts.html", context)


def _page_of_form(request: MemberRequest, place: str) -> str:
    """The list, for a draft of a form that a former release had."""
    try:
        return page_of(place)
    except CannotKeepDraft:
        if Draft.objects.of(request.user).filter(place=place).exists():
            return reverse("community:my-drafts")
        raise Http404("no such form") from None


def _form_and_number(place: str) -> tuple[str, int]:
    """As `split_place`; no form and 0 for one that is gone."""
    try:
        return split_place(place)
    except CannotKeepDraft:
        return "", 0


def _rows(request: MemberRequest, page: Page) -> list[dict]:
    """With what they are about as far as it can be seen, by one query for each kind of it."""
    threads, above = _threads(request, page), _titles_from_above(request, page)
    rows = []
    for draft in page:
        form, number = _form_and_number(draft.place)
        subject = above.get(draft.place) or threads.get((_kind_of(form), number), "")
        rows.append(
            {
                "draft": draft,
                "what": _label(form),
                "subject": subject,
                "text": typed_text(draft.fields),
                "url": page_of(draft.place) if subject or form == "ask" else "",
            }
        )
    return rows


def _titles_from_above(request: MemberRequest, page: Page) -> dict[str, str]:
    wanted: dict[str, tuple[DraftForm, set[int]]] = {}
    for draft in page:
        name, number = _form_and_number(draft.place)
        if form := form_from_above(name):
            wanted.setdefault(name, (form, set()))[1].add(number)
    return {
        f"{name}:{number}": title
        for name, (form, numbers) in wanted.items()
        for number, title in form.titles(request.user, numbers).items()
    }


def _threads(request: MemberRequest, page: Page) -> dict[tuple[str, int], str]:
    wanted: dict[str, set[int]] = {"question": set(), "answer": set(), "comment": set()}
    for draft in page:
        form, number = _form_and_number(draft.place)
        if form in FIELDS:
            wanted[_kind_of(form)].add(number)
    return {
        (kind, post.pk): question_of(post).title
        for kind, model in (("question", Question), ("answer", Answer), ("comment", Comment))
        for post in _visible(model, request.user, wanted[kind])
    }


def _visible(model, viewer, ids: set[int]):
    found = model.objects.visible_to(viewer).filter(pk__in=ids)
    return found if model is Question else found.select_related("question")


def _kind_of(form: str) -> str:
    """Of the post that a form is about."""
    if form.endswith("-comment"):
        return "comment"
    return "answer" if form.endswith("-answer") else "question"


def _label(form: str) -> str:
    if above := form_from_above(form):
        return str(above.label)
    return {
        "ask": _("New question"),
        "answer": _("Answer"),
        "comment": pgettext("what it is", "Comment"),
        "comment-answer": pgettext("what it is", "Comment"),
        "": _("Text"),
    }.get(form, _("Edit"))
