"""Puts the texts of search_scale.py into the product's database, in a process of its own:

python -m benchmarks.scale_filling FOLDER   of texts; the database is migrated and empty
"""

import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

import django

django.setup()

from django.db import transaction  # noqa: E402

from accounts.actions.members import create_member  # noqa: E402
from accounts.models import User  # noqa: E402
from benchmarks.scale_texts import PRODUCTS, TAGS, read_texts  # noqa: E402
from community.models import Answer, Product, Question, QuestionTag, Tag  # noqa: E402
from config.slugs import tag_slug  # noqa: E402
from knowledge.search.engine import Document, State  # noqa: E402

BATCH = 5_000


def main(folder: Path) -> None:
    author = create_member(display_name="Writer", email="writer@x.example")
    Product.objects.bulk_create(
        Product(id=number, slug=f"p-{number}", name_de="P", name_en="P", position=number)
        for number in range(1, PRODUCTS + 1)
    )
    names = [f"tag-{number}" for number in range(TAGS)]
    tags = Tag.objects.bulk_create(Tag(name=name, slug=tag_slug(name)) for name in names)
    tag_of = {tag.name: tag for tag in tags}
    for documents in _in_batches(read_texts(folder)):
        _add(documents, author, tag_of)


def _in_batches(documents: Iterator[Document]) -> Iterator[list[Document]]:
    while batch := list(islice(documents, BATCH)):
        yield batch


@transaction.atomic
def _add(documents: Sequence[Document], author: User, tag_of: dict[str, Tag]) -> None:
    questions = [_question(document, author) for document in documents]
    pairs = list(zip(questions, documents, strict=True))
    Question.objects.bulk_create(questions)
    Answer.objects.bulk_create(_answer(question, document) for question, document in pairs)
    QuestionTag.objects.bulk_create(
        QuestionTag(tag=tag_of[name], content_object=question, asked_at=question.created_at)
        for question, document in pairs
        for name in set(document.tags)
    )


def _question(document: Document, author: User) -> Question:
    asked_at = datetime.fromtimestamp(document.created, UTC)
    is_solved = document.state == State.SOLVED
    return Question(
        id=document.object_id,
        author=author,
        product_id=document.product_id,
        title=document.title,
        slug="q",
        body=document.body,
        body_html=f"<p>{document.body}</p>",
        renderer_version=1,
        language=document.language,
        created_at=asked_at,
        active_at=asked_at,
        answer_count=1,
        accepted_answer_id=document.object_id if is_solved else None,
        solved_at=asked_at if is_solved else None,
    )


def _answer(question: Question, document: Document) -> Answer:
    """With the number of its question."""
    return Answer(
        id=question.pk,
        question=question,
        author=question.author,
        body=document.extra,
        body_html=f"<p>{document.extra}</p>",
        renderer_version=1,
        created_at=question.created_at,
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
