from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import points
from accounts.actions import reputation
from accounts.actions.standing import speaks_as_customer
from accounts.models import ReputationEntry, User
from accounts.privileges import Privilege, require_privilege
from community import policies
from community.models import Answer, Vote


class CannotVote(Exception):
    """The message is meant for the member who tried."""


@transaction.atomic
def vote_answer(*, answer: Answer, by: User, value: int, now: datetime | None = None) -> Answer:
    """Find `answer` useful (1) or not (-1), or take one's word back (0).

    Votes of people who speak for the company are kept but count in no score. Raises CannotVote
    for one's own answer and for a hidden post, PrivilegeMissing without a confirmed mailbox.
    """
    if value:
        require_privilege(by, Privilege.VOTE)
    answer = (
        Answer.objects.select_for_update(of=("self",), no_key=True)
        .select_related("question", "affiliation")
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
        _take_out(former, now)
        former.delete()
    if value:
        _cast(answer, by, value, now or timezone.now())
    if Vote.Value.NOT_USEFUL in {value, former.value if former else 0}:
        _weigh_disagreement(answer, by, now)
    answer.refresh_from_db(fields=["score"])
    return answer


@transaction.atomic
def uncount_votes(*, votes: QuerySet[Vote], now: datetime | None = None) -> None:
    """The one who cast them turns out to speak for the company: they are kept and move nothing any
    more. The queries do not grow with the votes; their answers and authors are locked already."""
    cast = list(votes.filter(counts=True).values_list("pk", "answer", "voter", "value"))
    for value in Vote.Value.values:
        voted = [answer for _pk, answer, _voter, given in cast if given == value]
        Answer.objects.filter(pk__in=voted).update(score=F("score") - value)
    Vote.objects.filter(pk__in=[pk for pk, *_rest in cast]).update(counts=False)
    reputation.reverse_all((_key(answer, voter) for _pk, answer, voter, _value in cast), now=now)
    against = [answer for *_rest, answer, _voter, value in cast if value == Vote.Value.NOT_USEFUL]
    reputation.reverse_all(map(_not_useful_key, _disagreed_no_more(against)), now=now)


def _cast(answer: Answer, by: User, value: int, at: datetime) -> None:
    counts = speaks_as_customer(by)
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
    # What was written for the company earns and costs nothing, not even after leaving.
    if value == Vote.Value.USEFUL and policies.is_customer(answer.affiliation):
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


def _take_out(vote: Vote, now: datetime | None) -> None:
    """Of the answer's score and its author's points."""
    if vote.counts:
        Answer.objects.filter(pk=vote.answer_id).update(score=F("score") - vote.value)
        reputation.reverse(_key(vote.answer_id, vote.voter_id), now=now)


def _weigh_disagreement(answer: Answer, by: User, now: datetime | None) -> None:
    """One line while at least two people say “not useful”; who did is the last of them."""
    key = _not_useful_key(answer.pk)
    against = Vote.objects.filter(answer=answer, value=Vote.Value.NOT_USEFUL, counts=True)
    if against.count() < points.NOT_USEFUL_TAKES:
        reputation.reverse(key, now=now)
    elif policies.is_customer(answer.affiliation):
        reputation.award(
            reputation.Award(
                answer.author_id,
                ReputationEntry.Reason.NOT_USEFUL,
                points.ANSWER_NOT_USEFUL,
                key,
                "answer",
                answer.pk,
                by.pk,
            ),
            now=now,
        )


def _disagreed_no_more(answer_ids: Collection[int]) -> QuerySet[Answer, int]:
    """Those that too few people still call not useful."""
    against = Q(votes__value=Vote.Value.NOT_USEFUL, votes__counts=True)
    counted = Answer.objects.filter(pk__in=answer_ids).annotate(against=Count("votes", against))
    few = counted.filter(against__lt=points.NOT_USEFUL_TAKES)
    return few.order_by().values_list("pk", flat=True)


def _not_useful_key(answer_id: int) -> str:
    return f"not-useful:{answer_id}"


def _key(answer_id: int, voter_id: int) -> str:
    return f"vote:{answer_id}:{voter_id}"
