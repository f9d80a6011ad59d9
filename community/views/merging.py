"""Merging two questions: first what would happen, then the button that does it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import MemberRequest, members_only
from community import policies
from community.actions.deciding import CannotDecide
from community.actions.merging import merge_questions, what_stops_merging
from community.forms.deciding import NoteForm
from community.models import Comment, Question
from community.policies import closing
from community.views.pairs import Choice, chosen, question_to_pair
from config.limits import TooOften, count_member


@members_only
@require_http_methods(["GET", "HEAD", "POST"])
def merge(request: MemberRequest, question_id: int) -> HttpResponse:
    question = question_to_pair(request, question_id)
    policies.require(closing.can_merge(request.user, question))
    choice = chosen(request, question)
    note = NoteForm(
        request.POST if request.method == "POST" else None, question=question, viewer=request.user
    )
    if choice.other and note.is_valid():
        merged = _merged(request, question, choice.other, note)
        if merged is not None:
            messages.success(request, _("Merged. The old address leads here from now on."))
            return redirect(merged)
    return _page(request, question, choice, note)


def _merged(
    request: MemberRequest, question: Question, other: Question, note: NoteForm
) -> Question | None:
    try:
        count_member("decide", request.user)
        return merge_questions(question=question, into=other, by=request.user, **note.cleaned_data)
    except CannotDecide as problem:
        note.add_error(None, str(problem))
    except TooOften:
        note.add_error(None, _("You have decided a lot in a short time. Please wait a little."))
    return None


def _page(
    request: MemberRequest, question: Question, choice: Choice, note: NoteForm
) -> HttpResponse:
    context = {"question": question, "choice": choice, "note": note}
    if choice.other:
        context["stops"] = what_stops_merging(question, choice.other)
        context["comments"] = Comment.objects.filter(question=question, hidden_at=None).count()
        context["followers"] = question.followers.listening().count()  # type: ignore[attr-defined]
    status = 422 if request.method == "POST" else 200
    return render(request, "community/merge.html", context, status=status)
