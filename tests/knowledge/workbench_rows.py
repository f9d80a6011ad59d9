"""Entries in every queue of the workbench."""

from datetime import timedelta

from django.db import connection
from django.utils import timezone

from accounts.models import User
from community.models import Answer, Question
from knowledge.actions.doubting import raise_doubt
from knowledge.models import Article, Candidate, Doubt, Gap
from tests.factories import make_answer, make_article, make_question, make_solution


def make_candidate(*, title: str = "", value: int = 10, **values) -> Candidate:
    question = make_question(**({"title": title} if title else {}))
    answer = make_solution(question=question)
    return Candidate.objects.create(question=question, answer=answer, value=value, **values)


def make_candidates(number: int) -> list[Candidate]:
    """So many at once, each of a thread of its own, worth from 1 to `number`."""
    model = make_answer()
    questions = _copies(model.question, number)
    answers = _copies(model, number)
    for answer, question in zip(answers, questions, strict=True):
        answer.question = question
    Question.objects.bulk_create(questions)
    Answer.objects.bulk_create(answers)
    candidates = Candidate.objects.bulk_create(
        Candidate(question=answer.question, answer=answer, value=place)
        for place, answer in enumerate(answers, start=1)
    )
    _count_rows()
    return candidates


def _count_rows() -> None:
    """As the database does for its planner once much has changed, though not amid a test."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _copies(post: Question | Answer, number: int) -> list:
    """Their form sent each of them once."""
    columns = {field.attname for field in post._meta.concrete_fields} - {"id", "submission"}
    said = {name: getattr(post, name) for name in columns}
    return [type(post)(**said) for _ in range(number)]


def make_doubted(*causes: str, title: str = "", by: User | None = None) -> Article:
    """A published article with a doubt for each of `causes`."""
    article = make_article(by=by, **({"title": title} if title else {}))
    for cause in causes or (Doubt.Cause.REVIEW_DUE,):
        raise_doubt(article=article, cause=cause, note="Look here.")
    return Article.objects.get(pk=article.pk)


def make_gap(words: str = "router dreams", count: int = 5) -> Gap:
    at = timezone.now() - timedelta(days=2)
    return Gap.objects.create(
        kind=Gap.Kind.NO_RESULT,
        language="en",
        words=words,
        count=count,
        first_at=at,
        last_at=at,
    )
