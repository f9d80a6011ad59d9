"""The rows of a thread, locked in the one order: questions, answers, comments, each by id."""

from django.db import transaction
from django.db.models import Q, QuerySet

from community.models import Answer, Comment, Question


class _MovedMeanwhile(Exception):
    """A merge moved the reply while a lock was waited for."""


def lock_above(reply: Answer | Comment) -> int:
    """Lock what `reply` stands below, with the questions merged into that one for which it was
    accepted or confirmed; return the id of the question.

    Whoever finds that it stands elsewhere now lets go of what he holds: a savepoint that is rolled
    back frees its locks.
    """
    while True:
        try:
            with transaction.atomic():
                return _lock_above(reply)
        except _MovedMeanwhile:
            continue


def lock_rows(rows: QuerySet) -> None:
    """Lock `rows` of one table, whatever else they were found by."""
    locked = rows.order_by("pk").select_for_update(of=("self",), no_key=True)
    list(locked.values_list("pk", flat=True))


def _lock_above(reply: Answer | Comment) -> int:
    place = type(reply)._base_manager.filter(pk=reply.pk).values_list("question", flat=True)
    question_id = place.get()
    thread = Q(pk=question_id)
    if isinstance(reply, Answer):
        said = Q(accepted_answer=reply.pk) | Q(confirmed_answer=reply.pk)
        thread |= Q(merged_into=question_id) & said
    lock_rows(Question.objects.filter(thread))
    if place.get() != question_id:
        raise _MovedMeanwhile
    if isinstance(reply, Comment) and reply.answer_id is not None:
        lock_rows(Answer.objects.filter(pk=reply.answer_id))
    return question_id
