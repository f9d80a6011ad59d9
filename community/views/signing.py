"""The company signs the text of an answer, ends that, and its author declines."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import MemberRequest, members_only
from community import policies
from community.actions.posting import current_affiliation
from community.actions.signing_answers import (
    CannotSign,
    decline_official_mark,
    end_official_mark,
    sign_answer,
)
from community.forms.signing import EndMarkForm, SignForm
from community.models import Answer, OfficialMark
from community.policies.signing_answers import can_decline_mark, can_end_mark, can_sign
from config.limits import TooOften, count_member


@members_only
@require_http_methods(["GET", "HEAD", "POST"])
def sign(request: MemberRequest, answer_id: int) -> HttpResponse:
    """The text as it is now, and for what it is to hold."""
    readable = Answer.objects.visible_to(request.user).for_page().select_related("question")
    found = get_object_or_404(readable, pk=answer_id)
    policies.require(can_sign(request.user, current_affiliation(request.user)))
    if request.method != "POST":
        product = found.question.product_id
        shown = {"version": found.version, "valid_product": product}
        return _sign_page(request, found, SignForm(initial=shown))
    form = SignForm(request.POST)
    if form.is_valid() and _sign(request, found, form):
        messages.success(request, _("Signed. Readers see who stands behind it."))
        return redirect(found)
    return _sign_page(request, found, form, status=422)


def _sign(request: MemberRequest, answer: Answer, form: SignForm) -> bool:
    try:
        count_member("sign", request.user)
        sign_answer(answer=answer, by=request.user, **form.cleaned_data)
    except CannotSign as problem:
        form.add_error(None, str(problem))
        # The text on the page is the newest: that is what is signed the next time.
        values = request.POST.copy()
        values["version"] = str(answer.version)
        form.data = values
    except TooOften:
        form.add_error(None, _("You have signed a lot in a short time. Please wait a little."))
    return form.is_valid()


def _sign_page(
    request: MemberRequest, answer: Answer, form: SignForm, *, status: int = 200
) -> HttpResponse:
    context = {"answer": answer, "question": answer.question, "form": form}
    return render(request, "community/sign_answer.html", context, status=status)


@members_only
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: MemberRequest, mark_id: int) -> HttpResponse:
    mark = _mark(request, mark_id)
    policies.require(can_end_mark(request.user, current_affiliation(request.user), mark))
    form = EndMarkForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        end_official_mark(mark=mark, by=request.user, **form.cleaned_data)
        messages.success(request, _("This answer is no longer official."))
        return redirect(mark.answer)
    status = 422 if request.method == "POST" else 200
    context = {"mark": mark, "answer": mark.answer, "question": mark.answer.question, "form": form}
    return render(request, "community/end_mark.html", context, status=status)


@members_only
@require_POST
def decline(request: MemberRequest, mark_id: int) -> HttpResponse:
    mark = _mark(request, mark_id)
    policies.require(can_decline_mark(request.user, mark))
    decline_official_mark(mark=mark, by=request.user)
    messages.success(request, _("Declined. Your answer stays as it is, with your name alone."))
    return redirect(mark.answer)


def _mark(request: MemberRequest, mark_id: int) -> OfficialMark:
    """One of an answer that the reader may see."""
    readable = Answer.objects.visible_to(request.user)
    shown = OfficialMark.objects.filter(answer__in=readable).select_related(
        "answer__question", "answer__author", "answer__affiliation", "affiliation__organisation"
    )
    return get_object_or_404(shown, pk=mark_id)
