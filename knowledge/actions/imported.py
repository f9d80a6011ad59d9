"""What the floor below took in without events, made known to this one."""

from collections.abc import Sequence

from django.db import transaction

from community.models import Question
from knowledge.actions.indexing import request_indexing
from knowledge.actions.valuing import value_candidates
from knowledge.models import Candidate


@transaction.atomic
def take_in_imported(questions: Sequence[Question]) -> None:
    """Ask for them to be indexed, and put their solutions before the curators by their value."""
    request_indexing(f"question-{question.pk}" for question in questions)
    Candidate.objects.bulk_create(
        (
            Candidate(question=question, answer_id=question.accepted_answer_id)
            for question in questions
            if question.accepted_answer_id
        ),
        ignore_conflicts=True,
    )
    value_candidates(candidates=Candidate.objects.filter(question__in=questions))
