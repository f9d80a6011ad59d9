"""One question with its answers in their order, and what its reader has done there."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils import translation

from community.models import Answer, Question, Tag
from config.paging import Page, keyset_page

ANSWERS_PER_PAGE = 30


@dataclass(frozen=True)
class Thread:
    """The solution first, then the page of answers by score.

    `canonical_path` is the thread's address in its own language. `asked_about` is the answer
    beneath which its asker is asked whether it is solved: nobody else is.
    """

    canonical_path: str
    tags: Sequence[Tag]
    solution: Answer | None
    page: Page
    asked_about: Answer | None = None

    @property
    def answers(self) -> list[Answer]:
        first = [self.solution] if self.solution and not self.page.newer_url else []
        return [*first, *self.page.items]


def thread_of(question: Question, *, viewer, query: QueryDict) -> Thread:
    """Load what the page of `question` shows to `viewer`: at most three queries."""
    with translation.override(question.language):
        canonical_path = question.get_absolute_url()
    readable = Answer.objects.visible_to(viewer).filter(question=question).for_page()
    readable = readable.with_vote_of(viewer)
    solution, page = _solution_and_page(question, readable, query)
    shown = [*page.items, *([solution] if solution else [])]
    for answer in shown:
        answer.question = question
    asked_about = _asked_about(question, page.items, viewer, query.get("answered", ""))
    return Thread(canonical_path, list(question.tags.all()), solution, page, asked_about)


def _asked_about(
    question: Question, answers: Sequence[Answer], viewer, answered: str
) -> Answer | None:
    """The answer that the mail was about, else the newest on the page; not one's own."""
    if question.is_solved or viewer.pk != question.author_id:
        return None
    others = [answer for answer in answers if answer.author_id != question.author_id]
    named = (answer for answer in others if str(answer.pk) == answered)
    return next(named, max(others, key=lambda answer: answer.pk, default=None))


def _solution_and_page(
    question: Question, readable: QuerySet[Answer], query: QueryDict
) -> tuple[Answer | None, Page]:
    """One query for a thread that fits on one page; the solution may stand on any of several."""
    accepted_id = question.accepted_answer_id
    if accepted_id and question.answer_count <= ANSWERS_PER_PAGE and not query:
        page = keyset_page(readable, query, key="score", size=ANSWERS_PER_PAGE)
        solution = next((answer for answer in page if answer.pk == accepted_id), None)
        return solution, replace(page, items=[answer for answer in page if answer is not solution])
    others = readable.exclude(pk=accepted_id or 0)
    page = keyset_page(others, query, key="score", size=ANSWERS_PER_PAGE)
    return (readable.filter(pk=accepted_id).first() if accepted_id else None), page
