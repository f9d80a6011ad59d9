from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from community.models import Answer, OfficialMark
from knowledge.models import ArticleSource, Candidate

# So many readers for whom it worked too say as much as the asker.
SOLVED_TOO_NEEDED = 5


@transaction.atomic
def settle_candidate(*, answer_id: int) -> None:
    """Propose the answer, or take it from the queue, by what is true of it now (C-21)."""
    if _is_worth_it(answer_id):
        propose_candidate(answer_id=answer_id)
    else:
        withdraw_candidate(answer_id=answer_id)


def _is_worth_it(answer_id: int) -> bool:
    """Accepted, confirmed, official, or it solved it for five others as well (PRODUCT, section 3,
    “Candidate”)."""
    official = OfficialMark.objects.in_force().filter(answer=OuterRef("pk"))
    said = Q(accepted_for__isnull=False) | Q(confirmed_for__isnull=False) | Q(Exists(official))
    said |= Q(solved_too_count__gte=SOLVED_TOO_NEEDED)
    readable = Answer.objects.filter(hidden_at=None, question__hidden_at=None)
    return readable.filter(said, pk=answer_id).exists()


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
    """Take it from the queue because nobody entitled says any longer that it helps."""
    Candidate.objects.filter(answer_id=answer_id, state=Candidate.State.WAITING).update(
        state=Candidate.State.WITHDRAWN
    )
