"""Solved is the asker's word alone: given, moved to another answer, and taken back."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import points
from accounts.actions import reputation
from accounts.actions.imported_points import imported_key
from accounts.models import ReputationEntry, User
from community import policies
from community.actions.confirming import void_confirmation
from community.actions.posting import current_affiliation
from community.events import AcceptanceWithdrawn, AnswerAccepted
from community.models import Answer, Question
from config.events.bus import record

Reason = ReputationEntry.Reason


class CannotAccept(Exception):
    """The message is meant for the member who tried."""


@transaction.atomic
def accept_answer(*, answer: Answer, by: User, now: datetime | None = None) -> Question:
    """The asker says that `answer` solved it; an earlier choice, or what staff confirmed, goes.

    Raises CannotAccept for anyone but the asker, for a hidden post, and for an employee's own or
    a colleague's answer.
    """
    at = now or timezone.now()
    question = Question.objects.select_for_update(no_key=True).get(pk=answer.question_id)
    answer = (
        Answer.objects.select_for_update(of=("self",), no_key=True)
        .select_related("affiliation")
        .get(pk=answer.pk)
    )
    _check(question, answer, by)
    if question.accepted_answer_id == answer.pk:
        return question
    _lock_people(question, answer)
    if question.accepted_answer_id is not None:
        _withdraw(question, question.accepted_answer_id, at, by)
    if question.confirmed_answer_id is not None:
        question = void_confirmation(question=question, by=by, now=at)
    question.accepted_answer = answer
    question.solved_at = at
    question.save(update_fields=["accepted_answer", "solved_at"])
    _reward(question, answer, at)
    record(AnswerAccepted(question.pk, answer.pk), actor=by)
    return question


@transaction.atomic
def withdraw_acceptance(*, question: Question, by: User, now: datetime | None = None) -> Question:
    """The asker takes “solved” back; the points go back too. Raises CannotAccept for others."""
    question = Question.objects.select_for_update(no_key=True).get(pk=question.pk)
    if question.author_id != by.pk:
        raise CannotAccept(_("Only the person who asked can say what solved it."))
    return void_acceptance(question=question, by=by, now=now)


@transaction.atomic
def void_acceptance(
    *, question: Question, by: User | None, now: datetime | None = None
) -> Question:
    """Withdraw what a rule forbids after all, whoever asked; the points go back."""
    question = Question.objects.select_for_update(no_key=True).get(pk=question.pk)
    if question.accepted_answer_id is not None:
        _lock_people(question)
        _withdraw(question, question.accepted_answer_id, now or timezone.now(), by)
        question.save(update_fields=["accepted_answer", "solved_at"])
    return question


def _check(question: Question, answer: Answer, by: User) -> None:
    if question.author_id != by.pk:
        raise CannotAccept(_("Only the person who asked can say what solved it."))
    if question.hidden_at or answer.hidden_at:
        raise CannotAccept(_("This post was hidden by a moderator."))
    if policies.is_of_own_side(current_affiliation(by), answer):
        raise CannotAccept(_("You can't accept an answer of your own organisation."))


def _lock_people(question: Question, *answers: Answer) -> None:
    former = Answer.objects.filter(Q(accepted_for=question) | Q(confirmed_for=question))
    authors = former.values_list("author", flat=True)
    reputation.lock({question.author_id, *authors, *(answer.author_id for answer in answers)})


def _withdraw(question: Question, former: int, at: datetime, by: User | None) -> None:
    question.accepted_answer = None
    question.solved_at = None
    imported = imported_key(Reason.IMPORTED_SOLUTION, "answer", former)
    keys = [_solver_key(question, former), _asker_key(question, former), imported]
    reputation.reverse_all(keys, now=at)
    record(AcceptanceWithdrawn(question.pk, former), actor=by)


def _reward(question: Question, answer: Answer, at: datetime) -> None:
    """What was written for the company earns nothing, not even after leaving."""
    asker, solver = question.author_id, answer.author_id
    if not reputation.acceptance_counts(asker_id=asker, answerer_id=solver, now=at):
        return
    if policies.is_customer(answer.affiliation):
        reputation.award(_for_solving(question, answer), now=at)
    may_earn = reputation.may_earn_by_accepting(asker_id=asker, now=at)
    if may_earn and policies.is_customer(question.affiliation):
        reputation.award(_for_saying_so(question, answer), now=at)


def _for_solving(question: Question, answer: Answer) -> reputation.Award:
    return reputation.Award(
        answer.author_id,
        Reason.ANSWER_ACCEPTED,
        points.ANSWER_ACCEPTED,
        _solver_key(question, answer.pk),
        "answer",
        answer.pk,
        question.author_id,
    )


def _for_saying_so(question: Question, answer: Answer) -> reputation.Award:
    return reputation.Award(
        question.author_id,
        Reason.ACCEPTED_AN_ANSWER,
        points.ACCEPTED_AN_ANSWER,
        _asker_key(question, answer.pk),
        "question",
        question.pk,
        answer.author_id,
    )


def _solver_key(question: Question, answer_id: int) -> str:
    return f"accepted:{question.pk}:{answer_id}"


def _asker_key(question: Question, answer_id: int) -> str:
    return f"accepting:{question.pk}:{answer_id}"
