from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

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
from community.events import AnswerCalledDangerous
from community.models import Answer, Vote
from community.plain_viewers import PlainViewer
from config.events.bus import record
from config.prepared_rows import PreparedRows

USEFUL, NOT_USEFUL = Vote.Value.USEFUL, Vote.Value.NOT_USEFUL


class CannotVote(Exception):
    """The message is meant for the member who tried."""


@dataclass(frozen=True)
class _Word:
    """What somebody says of an answer: `value` is 0 as long as he says nothing."""

    value: int = 0
    counts: bool = False
    reason: str = ""

    @property
    def weight(self) -> int:
        return self.value if self.counts else 0


@transaction.atomic
def vote_answer(
    *, answer: Answer, by: User, value: int, reason: str = "", now: datetime | None = None
) -> Answer:
    """Find `answer` useful (1) or not (-1), or take one's word back (0).

    Who finds it not useful may say why, at once or by the same vote again. Votes of people who
    speak for the company are kept but count in no score. Raises CannotVote for one's own answer
    and for a hidden post, PrivilegeMissing without a confirmed mailbox.
    """
    if value:
        require_privilege(by, Privilege.VOTE)
    answer = (
        Answer.objects.select_for_update(of=("self",), no_key=True)
        .select_related("affiliation")
        .get(pk=answer.pk)
    )
    former = _former_word(answer, by)
    if value == former.value:
        _add_reason(answer, by, former, reason)
        return answer
    at = now or timezone.now()
    word = _word(by, value, reason)
    _write(answer, by, former, word, at)
    _move_points(answer, by, former, word, at)
    if reason == Vote.Reason.DANGEROUS:
        record(AnswerCalledDangerous(answer.pk, by.pk), actor=by)
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


def _former_word(answer: Answer, by: User) -> _Word:
    """Asked with the answer locked, as hiding its question locks it too: nothing moves any more."""
    if answer.author_id == by.pk:
        raise CannotVote(_("You can't vote on your own answer."))
    found = _former_words(answer_id=answer.pk, voter_id=by.pk)
    if not found:
        raise CannotVote(_("This post was hidden by a moderator."))
    said: Any = found[0]
    return _Word(said.my_vote, said.my_counts, said.my_reason) if said.my_vote else _Word()


@PreparedRows
def _former_words(*, answer_id: int, voter_id: int):
    """The answer, as long as everybody may see it, with what the voter says of it."""
    voter = PlainViewer(is_authenticated=True, is_moderator=False, pk=voter_id)
    said = Answer.objects.visible_to(voter).with_vote_of(voter)
    return said.filter(pk=answer_id).only("pk").annotate(my_counts=F("mine__counts"))


def _word(by: User, value: int, reason: str) -> _Word:
    return _Word(value, speaks_as_customer(by), reason) if value else _Word()


def _add_reason(answer: Answer, by: User, former: _Word, reason: str) -> None:
    if not reason or reason == former.reason:
        return
    Vote.objects.filter(voter=by, answer=answer).update(reason=reason)
    if reason == Vote.Reason.DANGEROUS:
        record(AnswerCalledDangerous(answer.pk, by.pk), actor=by)


def _write(answer: Answer, by: User, former: _Word, word: _Word, at: datetime) -> None:
    """The vote, and the score by as much as it moves."""
    if not word.value:
        Vote.objects.filter(voter=by, answer=answer).delete()
    else:
        said = {"value": word.value, "counts": word.counts, "reason": word.reason, "created_at": at}
        if former.value:
            Vote.objects.filter(voter=by, answer=answer).update(**said)
        else:
            Vote.objects.create(voter=by, answer=answer, answer_author_id=answer.author_id, **said)
    step = word.weight - former.weight
    if step:
        Answer.objects.filter(pk=answer.pk).update(score=F("score") + step)
        answer.score += step


def _move_points(answer: Answer, by: User, former: _Word, word: _Word, at: datetime) -> None:
    """What was written for the company earns and costs nothing, not even after leaving."""
    if former.weight == USEFUL:
        reputation.reverse(_key(answer.pk, by.pk), now=at)
    if former.weight == NOT_USEFUL and _people_against(answer) < points.NOT_USEFUL_TAKES:
        reputation.reverse(_not_useful_key(answer.pk), now=at)
    if not policies.is_customer(answer.affiliation):
        return
    if word.weight == USEFUL:
        reputation.award(_for_being_useful(answer, by), now=at)
    if word.weight == NOT_USEFUL and _people_against(answer) >= points.NOT_USEFUL_TAKES:
        reputation.award(_against(answer, by), now=at)


def _people_against(answer: Answer) -> int:
    against = Vote.objects.filter(answer=answer, value=NOT_USEFUL, counts=True)
    return against.count()


def _for_being_useful(answer: Answer, by: User) -> reputation.Award:
    return reputation.Award(
        answer.author_id,
        ReputationEntry.Reason.ANSWER_VOTED,
        points.ANSWER_VOTED,
        _key(answer.pk, by.pk),
        "answer",
        answer.pk,
        by.pk,
        at_most=points.ANSWER_VOTED_AT_MOST,
    )


def _against(answer: Answer, by: User) -> reputation.Award:
    """One line while at least two people say “not useful”; who did is the last of them."""
    return reputation.Award(
        answer.author_id,
        ReputationEntry.Reason.NOT_USEFUL,
        points.ANSWER_NOT_USEFUL,
        _not_useful_key(answer.pk),
        "answer",
        answer.pk,
        by.pk,
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
