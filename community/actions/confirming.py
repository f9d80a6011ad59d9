"""Confirmed is the word of staff, a week after the asker was asked; his own word outweighs it."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import points
from accounts.actions import reputation
from accounts.models import Affiliation, ReputationEntry, User
from community import policies
from community.actions.posting import current_affiliation
from community.events import AnswerConfirmed, ConfirmationWithdrawn
from community.models import Answer, Question
from community.policies import confirming
from config.events.bus import record


class CannotConfirm(Exception):
    """The message is meant for who tried."""


@transaction.atomic
def confirm_answer(*, answer: Answer, by: User, now: datetime | None = None) -> Question:
    """Say for the company that `answer` helps; another confirmed one is withdrawn first.

    Raises CannotConfirm for who may not, for one's own or a colleague's answer, before the asker
    has had his week, and once he has spoken himself.
    """
    at = now or timezone.now()
    question = _locked(answer.question_id)
    answer = (
        Answer.objects.select_for_update(of=("self",), no_key=True)
        .select_related("affiliation", "author")
        .get(pk=answer.pk)
    )
    _check_person(question, answer, by)
    if question.confirmed_answer_id == answer.pk:
        return question
    _check_question(question, answer, at)
    _lock_people(question, answer)
    _withdraw(question, at, by)
    question.confirmed_answer = answer
    question.confirmed_by = by
    question.confirmed_at = at
    question.save(update_fields=["confirmed_answer", "confirmed_by", "confirmed_at"])
    _reward(question, answer, by, at)
    record(AnswerConfirmed(question.pk, answer.pk), actor=by)
    return question


@transaction.atomic
def withdraw_confirmation(*, question: Question, by: User, now: datetime | None = None) -> Question:
    """Whoever may confirm can take it back; the points go back too. Raises CannotConfirm."""
    if not confirming.may_confirm(by, current_affiliation(by)):
        raise CannotConfirm(_only_staff())
    return void_confirmation(question=question, by=by, now=now)


@transaction.atomic
def say_still_open(*, question: Question, by: User, now: datetime | None = None) -> Question:
    """The asker says that the confirmed answer did not solve it: nothing is confirmed here again.

    Raises CannotConfirm for anybody else, and where nothing is confirmed.
    """
    question = Question.objects.select_for_update(no_key=True).get(pk=question.pk)
    if question.author_id != by.pk:
        raise CannotConfirm(_("Only the person who asked can say that it is still open."))
    if question.still_open_at:
        return question
    if question.confirmed_answer_id is None:
        raise CannotConfirm(_("No answer is confirmed here."))
    at = now or timezone.now()
    question = void_confirmation(question=question, by=by, now=at)
    question.still_open_at = at
    question.save(update_fields=["still_open_at"])
    return question


@transaction.atomic
def void_confirmation(
    *, question: Question, by: User | None, now: datetime | None = None
) -> Question:
    """Withdraw what no longer holds, whoever confirmed it: the asker has spoken, or a rule has."""
    question = _locked(question.pk)
    _lock_people(question)
    _withdraw(question, now or timezone.now(), by)
    return question


def _locked(question_id: int) -> Question:
    """With those merged into it for which something is confirmed, in the one order."""
    confirmed = Q(merged_into=question_id, confirmed_answer__isnull=False)
    rows = Question.objects.filter(Q(pk=question_id) | confirmed).order_by("pk")
    return rows.select_for_update(no_key=True).in_bulk()[question_id]


def _check_person(question: Question, answer: Answer, by: User) -> None:
    affiliation = current_affiliation(by)
    if not confirming.may_confirm(by, affiliation):
        raise CannotConfirm(_only_staff())
    if by.pk == question.author_id:
        raise CannotConfirm(_("You asked this yourself: say whether it is solved."))
    if not confirming.is_impartial(by, affiliation, answer) or _is_colleague(affiliation, answer):
        raise CannotConfirm(_("You can't confirm your own answer or one of your organisation."))


def _is_colleague(affiliation: Affiliation | None, answer: Answer) -> bool:
    """Who joined the organisation after he had answered is a colleague all the same."""
    return confirming.are_colleagues(affiliation, current_affiliation(answer.author))


def _check_question(question: Question, answer: Answer, at: datetime) -> None:
    if question.hidden_at or answer.hidden_at:
        raise CannotConfirm(_("This post was hidden by a moderator."))
    if question.is_solved:
        raise CannotConfirm(_("The person who asked has said what solved it."))
    if question.still_open_at:
        raise CannotConfirm(_("The person who asked says that it is still open."))
    if not confirming.is_open_to_confirmation(question, answer, at):
        raise CannotConfirm(
            _("The person who asked has seven days to say whether this answer solved it.")
        )


def _only_staff() -> str:
    return _("Only moderators and verified employees can confirm an answer.")


def _lock_people(question: Question, *answers: Answer) -> None:
    former = Answer.objects.filter(confirmed_for=question).values_list("author", flat=True)
    reputation.lock({*former, *(answer.author_id for answer in answers)})


def _withdraw(question: Question, at: datetime, by: User | None) -> None:
    """Also where the same answer was confirmed before its question was merged into this one."""
    former = question.confirmed_answer_id
    if former is None:
        return
    said = Question.objects.filter(Q(pk=question.pk) | Q(merged_into=question))
    keys = [_key(each, former) for each in said.filter(confirmed_answer=former)]
    said.filter(confirmed_answer=former).update(
        confirmed_answer=None, confirmed_by=None, confirmed_at=None
    )
    question.confirmed_answer = question.confirmed_by = question.confirmed_at = None
    reputation.reverse_all(keys, now=at)
    record(ConfirmationWithdrawn(question.pk, former), actor=by)


def _reward(question: Question, answer: Answer, by: User, at: datetime) -> None:
    """What was written for the company earns nothing, not even after leaving; and no answer earns
    twice, wherever its thread was merged."""
    if not policies.is_customer(answer.affiliation):
        return
    award = reputation.Award(
        answer.author_id,
        ReputationEntry.Reason.ANSWER_CONFIRMED,
        points.ANSWER_CONFIRMED,
        _key(question, answer.pk),
        "answer",
        answer.pk,
        by.pk,
        at_most=points.ANSWER_CONFIRMED,
    )
    reputation.award(award, now=at)


def _key(question: Question, answer_id: int) -> str:
    return f"confirmed:{question.pk}:{answer_id}"
