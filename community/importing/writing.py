"""Writes a batch of threads in one transaction: all of it or nothing, and no event.

Every derived column is set here to what its facts say, as the actions would have done.
"""

from collections.abc import Callable, Sequence
from itertools import islice
from typing import Any

from django.db import transaction

from community.importing.conversion import ConvertedThread, Text
from community.importing.crediting import credit_answers
from community.importing.known import ANSWER, QUESTION, remember, remember_first
from community.importing.people import Authors
from community.importing.records import ForeignAnswer
from community.importing.tagging import tag_questions
from community.importing.written import WrittenThread
from community.models import Answer, Question
from config.slugs import slugify

Announce = Callable[[Sequence[Question]], None]


@transaction.atomic
def write_threads(threads: Sequence[ConvertedThread], *, source: str, announce: Announce) -> int:
    """Write threads that are not known yet; return how many people came with them.

    `announce` is called with the new questions before the transaction ends.
    """
    authors = Authors(threads, source=source)
    written = _write_posts(threads, authors)
    _accept(written)
    tag_questions(written)
    credit_answers(written)
    _remember(written, source)
    announce([thread.question for thread in written])
    return authors.count


def _write_posts(threads: Sequence[ConvertedThread], authors: Authors) -> list[WrittenThread]:
    questions = Question.objects.bulk_create(_question(thread, authors) for thread in threads)
    both = list(zip(threads, questions, strict=True))
    answers = Answer.objects.bulk_create(
        _answer(foreign, text, question, authors)
        for thread, question in both
        for foreign, text in thread.answers
    )
    row = iter(answers)
    return [
        WrittenThread(thread, question, list(islice(row, len(thread.answers))))
        for thread, question in both
    ]


def _question(converted: ConvertedThread, authors: Authors) -> Question:
    thread = converted.thread
    return Question(
        author_id=authors.id_of(thread.author),
        title=converted.title,
        slug=slugify(converted.title),
        language=converted.language,
        created_at=thread.created_at,
        active_at=max([thread.created_at, *(answer.created_at for answer in thread.answers)]),
        answer_count=len(thread.answers),
        imported_affected=thread.affected_count,
        affected_count=thread.affected_count,
        **_shown(converted.text),
    )


def _answer(foreign: ForeignAnswer, text: Text, question: Question, authors: Authors) -> Answer:
    score = foreign.useful_count - foreign.not_useful_count
    return Answer(
        question=question,
        author_id=authors.id_of(foreign.author),
        created_at=foreign.created_at,
        imported_score=score,
        score=score,
        **_shown(text),
    )


def _shown(text: Text) -> dict[str, Any]:
    return {
        "body": text.body,
        "body_html": text.rendered.html,
        "renderer_version": text.rendered.version,
    }


def _accept(threads: Sequence[WrittenThread]) -> None:
    solved = []
    for thread in threads:
        solution = thread.solution
        if solution is not None:
            thread.question.accepted_answer = solution
            thread.question.solved_at = solution.created_at
            solved.append(thread.question)
    Question.objects.bulk_update(solved, ["accepted_answer", "solved_at"])


def _remember(threads: Sequence[WrittenThread], source: str) -> None:
    remember(source, QUESTION, [(item.foreign.external_id, item.question.pk) for item in threads])
    remember_first(
        source,
        ANSWER,
        [(foreign.external_id, row.pk) for item in threads for foreign, row in item.pairs],
    )
