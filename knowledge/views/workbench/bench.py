"""The workbench: a queue, where an entry of it comes from, and what becomes of it."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.views.decorators.http import require_safe

from accounts.access import MemberRequest, curators_only
from config.paging import Page
from knowledge.forms.editing import ArticleForm
from knowledge.queues import QUEUES, SET_ASIDE, Queue, kind_and_number, subject_of
from knowledge.views.workbench.beside import beside
from knowledge.views.workbench.counting import kept_counts
from knowledge.views.workbench.entries import entries_of
from knowledge.views.workbench.places import cursor_in, queue_address
from knowledge.views.workbench.shown import Shown
from knowledge.views.workbench.undoing import remembered, said
from knowledge.views.workbench.wording import WORDINGS


@curators_only
@require_safe
def bench(request: MemberRequest, queue: str = "promote") -> HttpResponse:
    return bench_page(request, QUEUES[queue], request.GET)


def bench_page(
    request: MemberRequest,
    queue: Queue,
    where: QueryDict,
    *,
    form: ArticleForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page at `where`: its cursor, and the open `entry`, whose `form` has come back."""
    cursor = cursor_in(where)
    page, is_there = _page(request, queue, cursor, where.get("entry", ""))
    if not page.items and cursor:
        return redirect(queue_address(queue))
    opened = where.get("entry", "") if is_there else ""
    shown = Shown(queue, entries_of(page.items, queue), page, cursor, opened)
    counts = kept_counts(request.user)
    context = {
        "shown": shown,
        "wording": WORDINGS[queue.slug],
        "tabs": _tabs(queue, counts),
        "undo": _undo(request, where),
        "has_set_aside": counts[SET_ASIDE],
        "is_gone": bool(where.get("entry")) and not is_there and not where.get("done"),
    }
    if shown.chosen:
        context |= beside(request, shown.chosen, form)
    return render(request, "knowledge/workbench/bench.html", context, status=status)


def _page(
    request: MemberRequest, queue: Queue, cursor: dict[str, str], subject: str
) -> tuple[Page, bool]:
    """The page, and whether `subject` is on it; who comes by its address gets the page it is on."""
    query = QueryDict(mutable=True)
    query.update(cursor)
    page = queue.page(request.user, query)
    if any(subject_of(row) == subject for row in page):
        return _with_whole(request, queue, page, subject), True
    named = kind_and_number(subject)
    row = queue.row(request.user, *named) if named and not cursor else None
    if row is None:
        return _with_whole(request, queue, page, ""), False
    page = queue.page_with(request.user, row)
    return replace(page, items=[row, *page.items[1:]]), True


def _with_whole(request: MemberRequest, queue: Queue, page: Page, subject: str) -> Page:
    """With all that is shown of `subject`, or of the first, instead of its row in the list."""
    if not page.items:
        return page
    subject = subject or subject_of(page.items[0])
    named = kind_and_number(subject)
    whole = queue.row(request.user, *named) if named else None
    items = [whole if subject_of(row) == subject else row for row in page]
    return replace(page, items=[row for row in items if row is not None])


def _tabs(queue: Queue, counts: Mapping[str, int]) -> list[tuple[str, str | Promise, int, bool]]:
    """Address, title and count of each queue, and whether it is this one."""
    return [
        (queue_address(each), WORDINGS[slug].title, counts[slug], each == queue)
        for slug, each in QUEUES.items()
    ]


def _undo(request: MemberRequest, where: QueryDict) -> dict[str, Any] | None:
    last = remembered(request, where.get("done", ""))
    return {"key": last["key"], "said": said(last)} if last else None
