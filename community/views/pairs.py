"""Two questions side by side: choosing the other one, before something is done with both."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.shortcuts import get_object_or_404

from accounts.access import MemberRequest
from community.forms.deciding import OtherQuestionForm, question_id_in, questions_called
from community.models import Question


@dataclass(frozen=True)
class Choice:
    """What was typed, the question that it names, or those whose titles hold its words."""

    form: OtherQuestionForm
    other: Question | None = None
    candidates: Sequence[Question] = ()


def question_to_pair(request: MemberRequest, question_id: int) -> Question:
    questions = Question.objects.visible_to(request.user).filter(merged_into=None)
    return get_object_or_404(questions.with_speaker(), pk=question_id)


def chosen(request: MemberRequest, question: Question) -> Choice:
    """By `other` in the address of the page or in what it posts: a number, an address or words."""
    sent = request.POST if request.method == "POST" else request.GET
    form = OtherQuestionForm(
        sent if "other" in sent else None, question=question, viewer=request.user
    )
    if not form.is_bound or form.is_valid():
        return Choice(form, other=form.cleaned_data["other"] if form.is_bound else None)
    typed = sent["other"].strip()
    if not typed or question_id_in(typed):
        return Choice(form)
    found = questions_called(typed, besides=question, viewer=request.user)
    if not found:
        return Choice(form)
    again = OtherQuestionForm(initial={"other": typed}, question=question, viewer=request.user)
    return Choice(again, candidates=found)
