from django.db import transaction

from community.models import Answer
from knowledge.models import ArticleSource, Candidate


@transaction.atomic
def propose_candidate(*, answer_id: int) -> None:
    """Put a solution before the curators, unless it became an article already."""
    answer = Answer.objects.filter(pk=answer_id).first()
    if answer is None or ArticleSource.objects.filter(answer=answer).exists():
        return
    candidate, _is_new = Candidate.objects.get_or_create(
        answer=answer, defaults={"question_id": answer.question_id}
    )
    if candidate.state == Candidate.State.WITHDRAWN:
        Candidate.objects.filter(pk=candidate.pk).update(state=Candidate.State.WAITING)


@transaction.atomic
def withdraw_candidate(*, answer_id: int) -> None:
    """Take it from the queue because its asker no longer calls it solved."""
    Candidate.objects.filter(answer_id=answer_id, state=Candidate.State.WAITING).update(
        state=Candidate.State.WITHDRAWN
    )
