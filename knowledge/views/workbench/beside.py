"""What stands beside the list: where an entry comes from, and what becomes of it."""

from collections.abc import Callable
from typing import Any

from django.http import QueryDict

from accounts.access import MemberRequest
from community.views.drafting import at_place, restored
from knowledge.actions.promotion import draft_fields
from knowledge.article_rows import sources_for_page
from knowledge.forms.editing import ArticleForm, filled_from
from knowledge.models import Article, Candidate, Gap, PendingRevision
from knowledge.views.comparing import change_between
from knowledge.views.desk import Desk, opened_form
from knowledge.views.workbench.drafting import writing_place
from knowledge.views.workbench.entries import Entry

# A draft begins with its first state.
FIRST = {"version": 1}


class BenchDesk(Desk):
    """The queue has loaded what waits already; approving has a page of its own."""

    may_approve = False

    @property
    def pending(self) -> PendingRevision | None:  # type: ignore[override]
        return getattr(self.article, "pending_revision", None)


def beside(request: MemberRequest, entry: Entry, form: ArticleForm | None) -> dict[str, Any]:
    """Of the context of the page; `form` comes back with what is wrong with it."""
    return _BESIDE[entry.kind](request, entry, form)


def sent_form(entry_subject: str, typed: QueryDict, initial: dict[str, Any]) -> ArticleForm:
    return at_place(ArticleForm(typed, initial=initial), writing_place(entry_subject))


def filled_for_candidate(candidate: Candidate) -> dict[str, Any]:
    answer = candidate.answer
    answer.question = candidate.question
    return filled_from(draft_fields(answer)) | FIRST


def filled_for_gap(gap: Gap) -> dict[str, Any]:
    title = gap.title
    return {"title": title[:1].upper() + title[1:], "search_phrases": title} | FIRST


def _of_candidate(request: MemberRequest, entry: Entry, form: ArticleForm | None) -> dict[str, Any]:
    candidate: Candidate = entry.thing  # type: ignore[assignment]
    initial = filled_for_candidate(candidate)
    return {
        "candidate": candidate,
        "form": form or _opened(request, entry, initial),
    }


def _of_gap(request: MemberRequest, entry: Entry, form: ArticleForm | None) -> dict[str, Any]:
    gap: Gap = entry.thing  # type: ignore[assignment]
    if gap.article:
        return {"gap": gap}
    return {"gap": gap, "form": form or _opened(request, entry, filled_for_gap(gap))}


def _of_article(request: MemberRequest, entry: Entry, _form: None) -> dict[str, Any]:
    article: Article = entry.thing  # type: ignore[assignment]
    pending = getattr(article, "pending_revision", None)
    context = {
        "article": article,
        "pending": pending,
        "doubts": entry.doubts,
        "sources": sources_for_page(article, request.user),
        "change": change_between(article, pending) if pending else None,
    }
    if article.state == Article.State.DRAFT:
        desk = BenchDesk(article, request.user)
        context |= {"desk": desk, "form": opened_form(request, desk, path="")}
    return context


def _opened(request: MemberRequest, entry: Entry, initial: dict[str, Any]) -> ArticleForm:
    return restored(request, ArticleForm, writing_place(entry.subject), path="", initial=initial)


_BESIDE: dict[str, Callable[..., dict[str, Any]]] = {
    "candidate": _of_candidate,
    "article": _of_article,
    "gap": _of_gap,
}
