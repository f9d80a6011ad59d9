"""Making one thread out of two that ask the same.

The answers, comments, people affected and followers of one go to the other; its address leads
there. Its asker's word on what solved it stays his: the other one is solved by its own asker.
"""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from community.actions.deciding import (
    Act,
    CannotDecide,
    locked_to_move,
    refuse_hidden,
    refuse_unless,
    write_decision,
)
from community.actions.moving import lead_here, move_people, move_texts
from community.actions.visibility import withhold
from community.events import QuestionsMerged
from community.models import Question
from community.policies import closing as policies
from config.events.bus import record


class CannotMerge(CannotDecide):
    pass


@transaction.atomic
def merge_questions(
    *,
    question: Question,
    into: Question,
    by: User,
    explanation: str = "",
    now: datetime | None = None,
) -> Question:
    """Move all that stands below `question` to `into`, and return that one.

    Raises CannotMerge for a pair that is none: the same question, another language, a complaint
    and something else, one that not everybody can read (A-AZ-12), one that takes no answers.
    """
    rows = locked_to_move(question.pk, into.pk)
    question, into = rows[question.pk], rows[into.pk]
    _check(question, into, by)
    at = now or timezone.now()
    move_texts(question=question, into=into)
    move_people(question=question, into=into)
    lead_here(question=question, into=into, by=by, at=at)
    _close_the_door(question, into)
    withhold(post=question, hidden_as=Question.Hidden.MERGED, by=by, at=at)
    write_decision(question=question, act=Act.MERGE, by=by, explanation=explanation, at=at)
    record(QuestionsMerged(question.pk, into.pk), actor=by)
    into.refresh_from_db()
    return into


def what_stops_merging(question: Question, into: Question) -> str:
    """Why these two cannot become one thread, for who wants to merge them; empty if they can."""
    if question.pk == into.pk:
        return _("That is this question itself. Please choose another one.")
    if question.merged_into_id or into.merged_into_id:
        return _("One of the two was merged meanwhile. Please look at them again.")
    if question.hidden_at or into.hidden_at:
        return _("Not everybody can read both questions, so they cannot be merged.")
    if question.language != into.language:
        return _("The two are in different languages: nobody could follow the thread.")
    kinds = {question.kind, into.kind}
    if len(kinds) == 2 and Question.Kind.COMPLAINT in kinds:
        return _("A complaint keeps its own thread. It goes with another complaint alone.")
    if not policies.is_writable(into):
        return _("That question is closed or locked. Reopen it first, or choose another one.")
    return ""


def _check(question: Question, into: Question, by: User) -> None:
    problem = what_stops_merging(question, into)
    if problem:
        raise CannotMerge(problem)
    refuse_hidden(question)
    refuse_unless(policies.can_merge(by, question))


def _close_the_door(question: Question, into: Question) -> None:
    """What was decided about it before no longer matters: its address leads elsewhere."""
    question.merged_into = into
    question.duplicate_of = question.closed_at = question.locked_at = None
    question.needs_details_at = None
    question.closed_as = ""
    question.save(
        update_fields=[
            *("merged_into", "duplicate_of", "closed_at", "closed_as", "locked_at"),
            "needs_details_at",
        ]
    )
