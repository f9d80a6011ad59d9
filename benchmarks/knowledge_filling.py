"""Puts articles and what waits for curators into a database that has threads."""

from collections.abc import Sequence
from datetime import timedelta
from itertools import cycle
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from accounts.models import User
from benchmarks.corpus import FIRST_DAY, SPAN
from community.models import Question
from knowledge.models import (
    Article,
    ArticleSource,
    Candidate,
    Doubt,
    Gap,
    PendingRevision,
    Publication,
    Revision,
)

BATCH = 1_000
# One article for so many solved questions, unless their number is given.
SOLUTIONS_PER_ARTICLE = 50
# As many entries as a queue may have.
LONGEST_QUEUE = 10_000
CURATORS = 8
# Of twenty articles one is a draft, one is in review, two are doubted, one waits with a change.
_DRAFT, _IN_REVIEW, _DOUBTED, _CHANGING, _OF = 19, 18, (16, 17), 15, 20
_TEXT = ("title", "applies", "cause", "solution", "search_phrases", "product_id", "valid_for")
State = Article.State


def add_knowledge(curator: User, *, article_count: int | None = None) -> None:
    """Articles made of solutions, spread evenly, and entries in every queue of the workbench."""
    User.objects.filter(pk__lt=curator.pk + CURATORS).update(roles=User.Role.CURATOR)
    solved = Question.objects.exclude(accepted_answer=None).order_by("id")
    ids = list(solved.values_list("id", flat=True))
    step = max(1, len(ids) // article_count if article_count else SOLUTIONS_PER_ARTICLE)
    chosen = ids[::step][:article_count]
    for start in range(0, len(chosen), BATCH):
        _add_articles(solved.filter(pk__in=chosen[start : start + BATCH]), curator, start)
    _add_candidates(sorted(set(ids) - set(chosen))[:LONGEST_QUEUE])
    _add_gaps()


@transaction.atomic
def _add_articles(solved: QuerySet[Question], curator: User, start: int) -> None:
    questions = list(solved.select_related("accepted_answer"))
    articles = Article.objects.bulk_create(
        _article(question, curator, start + place) for place, question in enumerate(questions)
    )
    both = list(zip(articles, questions, strict=True))
    ArticleSource.objects.bulk_create(
        ArticleSource(article=article, question=question, answer=question.accepted_answer)
        for article, question in both
    )
    for article, question in both:
        if article.is_public:
            question.article_title = article.title
            question.article_url = article.get_absolute_url()
    Question.objects.bulk_update(questions, ["article_title", "article_url"])
    _add_revisions(articles)
    _add_doubts(articles)


def _article(question: Question, curator: User, place: int) -> Article:
    answer = question.accepted_answer
    state = {_DRAFT: State.DRAFT, _IN_REVIEW: State.IN_REVIEW}.get(place % _OF, State.PUBLISHED)
    checked: dict[str, Any] = {
        "checked_by": curator,
        "checked_at": answer.created_at,
        "published_at": answer.created_at,
    }
    return Article(
        language="en",
        title=question.title[:150],
        slug=question.slug,
        cause=question.body,
        cause_html=question.body_html,
        solution=answer.body,
        solution_html=answer.body_html,
        renderer_version=answer.renderer_version,
        product_id=question.product_id,
        state=state,
        owner=curator,
        created_at=answer.created_at,
        **(checked if state == State.PUBLISHED else {}),
    )


def _add_revisions(articles: Sequence[Article]) -> None:
    revisions = Revision.objects.bulk_create(
        Revision(article=one, number=1, author=one.owner, created_at=one.created_at, **_text(one))
        for one in articles
    )
    Publication.objects.bulk_create(
        Publication(article=one.article, revision=one, since=one.created_at)
        for one in revisions
        if one.article.is_public
    )
    PendingRevision.objects.bulk_create(
        PendingRevision(
            article=one,
            author=one.owner,
            base_version=1,
            version=2,
            submitted_at=one.created_at + timedelta(days=1),
            **_text(one),
        )
        for place, one in enumerate(articles)
        if place % _OF == _CHANGING and one.is_public
    )


def _text(article: Article) -> dict[str, Any]:
    return {name: getattr(article, name) for name in _TEXT}


def _add_doubts(articles: Sequence[Article]) -> None:
    """Each cause in turn, so that every queue has its share."""
    doubted = [one for place, one in enumerate(articles) if place % _OF in _DOUBTED]
    doubts = [
        Doubt(article=one, cause=cause, opened_at=one.created_at + timedelta(days=2))
        for one, cause in zip(doubted, cycle(Doubt.Cause.values), strict=False)
        if one.is_public
    ]
    Doubt.objects.bulk_create(doubts)
    still_true = (Doubt.Cause.PUBLISHED_ALONE, Doubt.Cause.ORIGINAL_CHANGED)
    reviewed = [doubt.article_id for doubt in doubts if doubt.cause not in still_true]
    Article.objects.filter(pk__in=reviewed).update(state=State.NEEDS_REVIEW)


def _add_candidates(question_ids: Sequence[int]) -> None:
    rows = Question.objects.filter(pk__in=question_ids).order_by("id")
    pairs = rows.values_list("id", "accepted_answer", "affected_count")
    Candidate.objects.bulk_create(
        (
            Candidate(
                question_id=question_id,
                answer_id=answer_id,
                value=affected + place % 97,
                parts={"affected": affected},
            )
            for place, (question_id, answer_id, affected) in enumerate(pairs)
        ),
        BATCH,
    )


def _add_gaps() -> None:
    Gap.objects.bulk_create(
        (
            Gap(
                kind=Gap.Kind.NO_RESULT,
                language="en",
                words=f"what nobody wrote {number}",
                count=3 + number % 50,
                first_at=FIRST_DAY,
                last_at=FIRST_DAY + SPAN,
            )
            for number in range(LONGEST_QUEUE)
        ),
        BATCH,
    )
