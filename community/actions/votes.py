from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actions import reputation
from accounts.models import Affiliation, ReputationEntry, User
from community import points
from community.actions.posting import current_affiliation
from community.models import Answer, Vote


class CannotVote(Exception):
    """The message is meant for the member who tried."""


@transaction.atomic
def vote_answer(*, answer: Answer, by: User, value: int, now: datetime | None = None) -> Answer:
    """Find `answer` useful (1) or not (-1), or take one's word back (0).

    Votes of people who speak for the company are kept but count in no score. Raises CannotVote
    for one's own answer and for a hidden post.
    """
    answer = (
        Answer.objects.select_for_update(of=("self",), no_key=True)
        .select_related("question")
        .get(pk=answer.pk)
    )
    if answer.author_id == by.pk:
        raise CannotVote(_("You can't vote on your own answer."))
    if answer.hidden_at or answer.question.hidden_at:
        raise CannotVote(_("This post was hidden by a moderator."))
    former = Vote.objects.filter(voter=by, answer=answer).first()
    if value == (former.value if former else 0):
        return answer
    if former:
        _take_back(former, answer, now)
    if value:
        _cast(answer, by, value, now or timezone.now())
    answer.refresh_from_db(fields=["score"])
    return answer


def _cast(answer: Answer, by: User, value: int, at: datetime) -> None:
    affiliation = current_affiliation(by)
    counts = affiliation is None or affiliation.kind == Affiliation.Kind.PERK
    Vote.objects.create(
        voter=by,
        answer=answer,
        answer_author_id=answer.author_id,
        value=value,
        counts=counts,
        created_at=at,
    )
    if not counts:
        return
    Answer.objects.filter(pk=answer.pk).update(score=F("score") + value)
    if value == Vote.Value.USEFUL:
        reputation.award(
            reputation.Award(
                answer.author_id,
                ReputationEntry.Reason.ANSWER_VOTED,
                points.ANSWER_VOTED,
                _key(answer.pk, by.pk),
                "answer",
                answer.pk,
                by.pk,
                at_most=points.ANSWER_VOTED_AT_MOST,
            ),
            now=at,
        )


def _take_back(vote: Vote, answer: Answer, now: datetime | None) -> None:
    if vote.counts:
        Answer.objects.filter(pk=answer.pk).update(score=F("score") - vote.value)
        reputation.reverse(_key(answer.pk, vote.voter_id), now=now)
    vote.delete()


def _key(answer_id: int, voter_id: int) -> str:
    return f"vote:{answer_id}:{voter_id}"
