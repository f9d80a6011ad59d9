"""A pencil beside the tags of a question."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import MemberRequest, members_only
from accounts.privileges import Privilege, how_far
from accounts.unsent import declare_first
from community.actions.posting import CannotPost, MustDeclare
from community.actions.retagging import retag_question
from community.forms.topics import TagsForm
from community.models import Question
from community.policies.closing import is_writable
from community.policies.tags import can_retag
from community.views.guarding import tell_masked
from config.errors import too_often
from config.limits import TooOften, count_member


@members_only
@require_http_methods(["GET", "HEAD", "POST"])
def retag(request: MemberRequest, question_id: int) -> HttpResponse:
    question = get_object_or_404(Question.objects.visible_to(request.user), pk=question_id)
    if not can_retag(request.user, question) and is_writable(question):
        return _refused(request, question)
    if request.method != "POST":
        names = question.question_tags.order_by("id").values_list("tag__name", flat=True)
        return _page(request, question, TagsForm(initial={"tags": ", ".join(names)}))
    form = TagsForm(request.POST)
    if not form.is_valid():
        return _page(request, question, form, status=422)
    try:
        count_member("retag", request.user)
        retag_question(question=question, by=request.user, tags=form.cleaned_data["tags"])
    except TooOften as limit:
        return too_often(request, limit.seconds)
    except MustDeclare:
        return declare_first(request, back=request.path)
    except CannotPost as problem:
        form.add_error("tags", str(problem))
        return _page(request, question, form, status=422)
    messages.success(request, _("The tags are changed."))
    tell_masked(request, form)
    return redirect(question)


def _refused(request: MemberRequest, question: Question) -> HttpResponse:
    """Who has not earned it yet is told what is missing."""
    distance = how_far(request.user, Privilege.EDIT_TAGS)
    context = {"distance": distance, "back": question.get_absolute_url()}
    return render(request, "accounts/privilege_missing.html", context, status=403)


def _page(
    request: MemberRequest, question: Question, form: TagsForm, *, status: int = 200
) -> HttpResponse:
    context = {"question": question, "form": form}
    return render(request, "community/retag.html", context, status=status)
