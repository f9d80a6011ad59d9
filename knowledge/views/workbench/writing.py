"""An article is written beside what asks for it, and the next entry is opened."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import MemberRequest, curators_only
from community.markup import TooComplex
from community.views.drafting import forget_typed, keep_masked, keep_typed
from community.views.guarding import tell_masked
from knowledge.actions.editing import CannotEdit, ChangedMeanwhile
from knowledge.actions.gaps import CannotDecideGap
from knowledge.actions.promotion import CannotPromote
from knowledge.actions.reviewing import CannotReview
from knowledge.actions.writing import CannotWrite
from knowledge.actions.writing_up import write_up_candidate, write_up_gap
from knowledge.forms.editing import ArticleForm
from knowledge.models import Article, Candidate, Gap
from knowledge.queues import QUEUES, subject_of
from knowledge.views.drafting import editing_place
from knowledge.views.workbench.bench import bench_page
from knowledge.views.workbench.beside import (
    filled_for_candidate,
    filled_for_gap,
    sent_form,
)
from knowledge.views.workbench.counting import count_anew
from knowledge.views.workbench.drafting import writing_place
from knowledge.views.workbench.places import place_in
from knowledge.views.workbench.undoing import remember

REFUSALS = (
    CannotPromote,
    CannotEdit,
    CannotReview,
    CannotWrite,
    TooComplex,
)
Store = Callable[..., Article]


@curators_only
@require_POST
def write_candidate(request: MemberRequest, candidate_id: int) -> HttpResponse:
    candidates = Candidate.objects.visible_to(request.user).for_queue()
    candidate = get_object_or_404(candidates, pk=candidate_id)

    def store(**written: Any) -> Article:
        return write_up_candidate(candidate=candidate, by=request.user, **written)

    form = sent_form(subject_of(candidate), request.POST, filled_for_candidate(candidate))
    return _write(request, candidate, form, store)


@curators_only
@require_POST
def write_gap(request: MemberRequest, gap_id: int) -> HttpResponse:
    gaps = Gap.objects.visible_to(request.user).filter(article=None).for_queue()
    gap = get_object_or_404(gaps, pk=gap_id)

    def store(**written: Any) -> Article:
        return write_up_gap(gap=gap, by=request.user, **written)

    form = sent_form(subject_of(gap), request.POST, filled_for_gap(gap))
    return _write(request, gap, form, store)


def _write(
    request: MemberRequest, thing: Candidate | Gap, form: ArticleForm, store: Store
) -> HttpResponse:
    subject = subject_of(thing)
    if form.is_valid():
        try:
            article = store(fields=form.article_fields, and_submit=_submits(request))
        except ChangedMeanwhile as conflict:
            return _take_along(request, conflict.article, subject)
        except CannotDecideGap as problem:
            return _kept(request, str(problem), subject)
        except REFUSALS as problem:
            form.add_error(None, str(problem))
        else:
            return _written(request, form, subject, article)
    keep_masked(request, form)
    where = request.GET.copy()
    where["entry"] = subject
    queue = QUEUES["promote" if isinstance(thing, Candidate) else "gaps"]
    return bench_page(request, queue, where, form=form, status=422)


def _submits(request: MemberRequest) -> bool:
    return request.POST.get("then") == "submit"


def _take_along(request: MemberRequest, article: Article, subject: str) -> HttpResponse:
    """Somebody else was quicker: what was typed stands in the form of that article."""
    keep_typed(request, editing_place(article))
    forget_typed(request, writing_place(subject))
    messages.warning(
        request, _("Somebody else is writing this article already. Your text is in its form.")
    )
    return redirect("knowledge:article-edit", article.pk)


def _kept(request: MemberRequest, problem: str, subject: str) -> HttpResponse:
    """It waits no longer: nothing of its form is shown any more, and what was typed is kept."""
    keep_typed(request, writing_place(subject))
    messages.warning(
        request, _("%(problem)s Your text is kept in your drafts.") % {"problem": problem}
    )
    return redirect(place_in(request.GET))


def _written(
    request: MemberRequest, form: ArticleForm, subject: str, article: Article
) -> HttpResponse:
    count_anew()
    forget_typed(request, writing_place(subject))
    tell_masked(request, form)
    act = "submit" if _submits(request) else "write"
    if subject.startswith("gap"):
        act = f"{act}-gap"
    key = remember(request, act, [(subject, article.pk)])
    return redirect(place_in(request.GET, done=key))
