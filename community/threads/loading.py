"""Which answers stand on a page: official ones, the solution, then the others by score."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils import translation

from community.discussions import comments_beneath
from community.models import Answer, Comment, OfficialMark, Question, Revision, Tag
from community.threads.rows import answers_for_page, answers_on_top, tags_for_page
from community.threads.spans import solved_within
from community.threads.standing import newest_marks, reader_of, settle_standing
from config.paging import Page, keyset_page, loaded_page, page_with, rows_ahead
from config.text import number_in

ANSWERS_PER_PAGE = 30
# More stand where their score puts them; their mark is shown there too.
OFFICIAL_FIRST = 5
# By these an address leads to the page on which a post stands.
NAMING = {"answer", "answered", "comment"}


@dataclass(frozen=True)
class Thread:
    """A page of answers in their order; those `on_top` stand on the first page alone.

    `canonical_path` is the thread's address in its own language. `solution_id` is the answer that
    was accepted or confirmed. `asked_about` is the answer beneath which its asker is asked whether
    it is solved: nobody else is. `first_number` is the place of the page's first answer.
    `is_read_for_company` where the reader has a role or an affiliation.
    """

    canonical_path: str
    tags: Sequence[Tag]
    answers: Sequence[Answer]
    page: Page
    solution_id: int | None = None
    first_number: int = 1
    asked_about: Answer | None = None
    solved_within: str = ""
    is_read_for_company: bool = False

    @property
    def last_number(self) -> int:
        return self.first_number + len(self.answers) - 1

    @property
    def is_paged(self) -> bool:
        return bool(self.page.newer_url or self.page.older_url)

    @property
    def solution(self) -> Answer | None:
        """As far as it stands on this page."""
        return next((each for each in self.answers if each.pk == self.solution_id), None)


def thread_of(question: Question, *, viewer, query: QueryDict) -> Thread:
    """Load what the page of `question` shows to `viewer`.

    Five queries where all answers fit on one page, at most eight where they do not, one more for a
    member and one where a text was edited; none of them reads more than one page.
    """
    with translation.override(question.language):
        canonical_path = question.get_absolute_url()
    marks = newest_marks(question)
    answers, page, first_number = _page(question, viewer, marks, query)
    reader = reader_of(viewer)
    settle_standing(question, answers, marks, reader)
    Revision.objects.attach_last_edits([question, *answers])
    named = query.get("comment", "")
    for post, discussion in comments_beneath(question, answers, viewer, named=named).items():
        post.discussion = discussion  # type: ignore[union-attr]
    return Thread(
        canonical_path,
        tags_for_page(question),
        answers,
        page,
        question.accepted_answer_id or question.confirmed_answer_id,
        first_number,
        _asked_about(question, answers, viewer, query.get("answered", "")),
        solved_within(question),
        reader.works_for_company,
    )


def newest_answers(question: Question, *, viewer, count: int) -> list[Answer]:
    """The last `count` answers that `viewer` may see, as `thread_of` loads them."""
    newest = list(_readable(question, viewer).order_by("-id")[:count])[::-1]
    settle_standing(question, newest, newest_marks(question), reader_of(viewer))
    Revision.objects.attach_last_edits(newest)
    for post, discussion in comments_beneath(question, newest, viewer).items():
        post.discussion = discussion  # type: ignore[union-attr]
    return newest


def _readable(question: Question, viewer) -> QuerySet[Answer]:
    readable = Answer.objects.visible_to(viewer).filter(question=question).for_page()
    return readable.with_vote_of(viewer)


def _page(
    question: Question, viewer, marks: dict[int, OfficialMark], query: QueryDict
) -> tuple[list[Answer], Page, int]:
    """The answers, what stands before and behind them, and the number of the first."""
    top = _ids_on_top(question, marks)
    cursor = _cursor(query)
    if _fits_on_one_page(question, viewer) and not cursor:
        # Some may have come since they were counted.
        items = answers_for_page(question, viewer, at_most=2 * ANSWERS_PER_PAGE)
        return _in_order(items, top), Page(items, newer_url="", older_url=""), 1
    if not cursor and not NAMING & query.keys():
        return _first_page(question, viewer, top)
    readable = _readable(question, viewer)
    others = readable.exclude(pk__in=top)
    page = _page_of(others, _named_answer(question, viewer, others, query), cursor)
    if page.newer_url:
        return page.items, page, len(top) + rows_ahead(others, page.items[0], key="score") + 1
    first = list(readable.filter(pk__in=top)) if top else []
    return [*_in_order(first, top), *page.items], page, 1


def _first_page(question: Question, viewer, top: Sequence[int]) -> tuple[list[Answer], Page, int]:
    found = answers_for_page(question, viewer, at_most=ANSWERS_PER_PAGE + OFFICIAL_FIRST + 2)
    first = [answer for answer in found if answer.pk in top]
    others = [answer for answer in found if answer.pk not in top][: ANSWERS_PER_PAGE + 1]
    if missing := set(top) - {answer.pk for answer in first}:
        first += answers_on_top(question, viewer, missing)
    page = loaded_page(
        lambda _newer: others, Answer, QueryDict(), key="score", size=ANSWERS_PER_PAGE
    )
    return [*_in_order(first, top), *page.items], page, 1


def _ids_on_top(question: Question, marks: dict[int, OfficialMark]) -> list[int]:
    """Official ones, the latest signed first, then the solution."""
    official = [answer_id for answer_id, mark in marks.items() if mark.is_in_force]
    solution = question.accepted_answer_id or question.confirmed_answer_id
    ids = [*official[:OFFICIAL_FIRST], *([solution] if solution else [])]
    return list(dict.fromkeys(ids))


def _in_order(answers: Sequence[Answer], top: Collection[int]) -> list[Answer]:
    """Those on top in their order, the others as they come."""
    by_id = {answer.pk: answer for answer in answers}
    first = [by_id.pop(pk) for pk in top if pk in by_id]
    return [*first, *by_id.values()]


def _fits_on_one_page(question: Question, viewer) -> bool:
    """The counter knows what everybody sees; moderators see more."""
    sees_hidden = viewer.is_authenticated and viewer.is_moderator
    return question.answer_count <= ANSWERS_PER_PAGE and not sees_hidden


def _page_of(others: QuerySet[Answer], named: Answer | None, cursor: QueryDict) -> Page:
    if named is not None:
        return page_with(others, named, key="score", size=ANSWERS_PER_PAGE)
    return keyset_page(others, cursor, key="score", size=ANSWERS_PER_PAGE)


def _named_answer(
    question: Question, viewer, others: QuerySet[Answer], query: QueryDict
) -> Answer | None:
    """The one that the address leads to, itself or by a comment beneath it."""
    if comment_id := number_in(query.get("comment", "")):
        beneath = Comment.objects.visible_to(viewer).filter(question=question, pk=comment_id)
        return others.filter(pk__in=beneath.values("answer")).first()
    answer_id = number_in(query.get("answer") or query.get("answered", ""))
    return others.filter(pk=answer_id).first() if answer_id else None


def _cursor(query: QueryDict) -> QueryDict:
    """Of all that an address says, where its page begins."""
    cursor = QueryDict(mutable=True)
    cursor.update({name: str(query[name]) for name in ("before", "after") if name in query})
    return cursor


def _asked_about(
    question: Question, answers: Sequence[Answer], viewer, answered: str
) -> Answer | None:
    """The answer that the mail was about, else the newest on the page; not one's own."""
    if question.is_solved or viewer.pk != question.author_id or not question.seeks_solution:
        return None
    others = [answer for answer in answers if answer.author_id != question.author_id]
    named = (answer for answer in others if str(answer.pk) == answered)
    return next(named, max(others, key=lambda answer: answer.pk, default=None))
