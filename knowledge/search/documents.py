"""What the search knows of questions and articles, read from the database as it stands now."""

from collections.abc import Iterable, Iterator, Sequence

from django.db.models import Count, OuterRef, Prefetch, QuerySet, Subquery
from django.db.models.functions import Coalesce

from community.markup import plain_text
from community.models import Answer, Question, QuestionTag
from knowledge.models import Article
from knowledge.search.engine import Document, Kind, State

BATCH = 500
# The answers of a hot thread would drown its question; the best of them say what it is about.
ANSWERS_READ = 20


def documents_of(keys: Iterable[str]) -> list[Document]:
    """The documents of `keys` that everybody may find; hidden and missing ones are left out."""
    ids: dict[str, list[int]] = {Kind.QUESTION: [], Kind.ARTICLE: []}
    for key in keys:
        kind, _dash, number = key.partition("-")
        ids[kind].append(int(number))
    questions = _questions().filter(pk__in=ids[Kind.QUESTION])
    articles = _articles().filter(pk__in=ids[Kind.ARTICLE])
    return [*map(_of_question, questions), *map(_of_article, articles)]


def all_documents() -> Iterator[Document]:
    """Everything that everybody may find, in bounded memory."""
    for question in _in_batches(_questions()):
        yield _of_question(question)
    for article in _in_batches(_articles()):
        yield _of_article(article)


def count_documents() -> int:
    return _questions().count() + _articles().count()


def _questions() -> QuerySet[Question]:
    readable = Answer.objects.filter(hidden_at=None).only("question_id", "body_html", "score")
    worn = QuestionTag.objects.order_by("id").select_related("tag")
    readers = Question.objects.filter(hidden_at=None).prefetch_related(  # type: ignore[misc]
        Prefetch("answers", readable.order_by("-score", "id")), Prefetch("question_tags", worn)
    )
    duplicates = Question.objects.filter(hidden_at=None)
    merged = Question.objects.filter(hidden_as=Question.Hidden.MERGED)
    leading_here = _count_by("duplicate_of", duplicates) + _count_by("merged_into", merged)
    return readers.annotate(linked=leading_here)


def _count_by(field: str, questions: QuerySet[Question]) -> Coalesce:
    """How many of them name this one in `field`."""
    named = questions.filter(**{field: OuterRef("pk")})
    counted = named.order_by().values(field).annotate(count=Count("pk")).values("count")
    return Coalesce(Subquery(counted), 0)


def _articles() -> QuerySet[Article]:
    return Article.objects.published()


def _in_batches(rows: QuerySet) -> Iterator:
    last = 0
    while batch := list(rows.filter(pk__gt=last).order_by("pk")[:BATCH]):
        yield from batch
        last = batch[-1].pk


def _of_question(question: Question) -> Document:
    answers: Sequence[Answer] = list(question.answers.all())[:ANSWERS_READ]
    return Document(
        kind=Kind.QUESTION,
        object_id=question.pk,
        language=question.language,
        title=question.title,
        body=plain_text(question.body_html),
        extra="\n".join(plain_text(answer.body_html) for answer in answers),
        state=State.SOLVED if question.is_solved else State.OPEN,
        product_id=question.product_id,
        tags=tuple(worn.tag.name for worn in question.question_tags.all()),
        created=int(question.created_at.timestamp()),
        linked=question.linked,  # type: ignore[attr-defined]
        is_official=question.confirmed_answer_id is not None,
    )


def _of_article(article: Article) -> Document:
    parts = (article.applies_html, article.cause_html, article.solution_html)
    return Document(
        kind=Kind.ARTICLE,
        object_id=article.pk,
        language=article.language,
        title=article.title,
        body="\n".join(plain_text(part) for part in parts),
        extra=article.search_phrases,
        state=State.PUBLISHED,
        product_id=article.product_id,
        created=int((article.checked_at or article.created_at).timestamp()),
        linked=article.reuse_count,
        circle="" if article.audience == Article.Audience.PUBLIC else article.audience,
    )
