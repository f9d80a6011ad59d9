"""An article is written: saved, and handed on by the button that was pressed."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.access import MemberRequest, curators_only
from community.markup import TooComplex
from community.views.drafting import forget_typed, keep_masked, keep_typed
from community.views.guarding import tell_masked
from config.text import number_in
from knowledge.actions.editing import CannotEdit, ChangedMeanwhile, NoTypo, edit_article
from knowledge.forms.editing import ArticleForm, filled_from
from knowledge.models import Article
from knowledge.views.articles_at_work import article_at_work
from knowledge.views.desk import Desk, opened_form, sent_form, sources_beside
from knowledge.views.drafting import editing_place
from knowledge.views.saving import conflict_between, hand_on


@curators_only
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: MemberRequest, article_id: int) -> HttpResponse:
    """With `?from=3` the form holds what revision 3 said, to be saved anew."""
    desk = Desk(article_at_work(article_id, request.user), request.user)
    if request.method == "POST":
        return _save(request, desk, sent_form(desk, request.POST))
    earlier = _earlier(desk, request.GET.get("from", ""))
    form = opened_form(request, desk, path=request.path, instead=earlier)
    return _page(request, desk, form)


def _earlier(desk: Desk, text: str) -> dict[str, Any]:
    number = number_in(text, most_digits=9)
    if number is None:
        return {}
    revisions = desk.article.revisions.select_related("product")
    return filled_from(get_object_or_404(revisions, number=number))


def _save(request: MemberRequest, desk: Desk, form: ArticleForm) -> HttpResponse:
    if form.is_valid():
        try:
            article = _store(desk, form)
        except ChangedMeanwhile as conflict:
            keep_typed(request, editing_place(desk.article))
            context = conflict_between(form, conflict)
            return _page(request, Desk(conflict.article, request.user), form, status=409, **context)
        except NoTypo as problem:
            form.add_error("significance", str(problem))
        except TooComplex as problem:
            form.add_error(None, str(problem))
        except CannotEdit as problem:
            keep_typed(request, editing_place(desk.article))
            form.add_error(None, str(problem))
        else:
            return _done(request, form, Desk(article, request.user))
    keep_masked(request, form)
    return _page(request, desk, form, status=422)


def _store(desk: Desk, form: ArticleForm) -> Article:
    return edit_article(
        article=desk.article,
        by=desk.user,
        version=form.cleaned_data["version"],
        fields=form.article_fields,
        significance=form.weight,
        summary=form.words,
    )


def _done(request: MemberRequest, form: ArticleForm, desk: Desk) -> HttpResponse:
    forget_typed(request, editing_place(desk.article))
    tell_masked(request, form)
    back = reverse("knowledge:article-edit", args=[desk.article.pk])
    return hand_on(request, desk, back=back)


def _page(
    request: MemberRequest, desk: Desk, form: ArticleForm, *, status: int = 200, **context: Any
) -> HttpResponse:
    context |= {
        "article": desk.article,
        "desk": desk,
        "form": form,
        "sources": sources_beside(desk),
        "doubts": desk.article.doubts.open().for_desk(),
    }
    return render(request, "knowledge/editor/edit.html", context, status=status)
