"""When it comes out later that somebody spoke for, or profited from, the company (L-UW-02)."""

from dataclasses import dataclass
from datetime import datetime
from itertools import chain

from django.db import transaction
from django.db.models import Q, QuerySet, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actions import reputation
from accounts.actions.affiliation_history import remember
from accounts.models import Affiliation, AffiliationChange, ReputationEntry, User
from community.actions.confirming import void_confirmation
from community.actions.solutions import void_acceptance
from community.actions.thread_locks import lock_rows
from community.actions.votes import uncount_votes
from community.events import PostsMarked
from community.models import Answer, Comment, Question, Vote
from config.events.bus import record

REASON_LENGTH = 200


class CannotMark(Exception):
    """The message is meant for the administrator who tried."""


@dataclass(frozen=True)
class Unmarked:
    """What one person wrote, said and earned since a day without the words that belong to it."""

    questions: QuerySet[Question]
    answers: QuerySet[Answer]
    comments: QuerySet[Comment]
    votes: QuerySet[Vote]
    acceptances: QuerySet[Question]

    def counts(self) -> dict[str, int]:
        return {name: rows.count() for name, rows in vars(self).items()}


def unmarked_posts(*, affiliation: Affiliation, since: datetime) -> Unmarked:
    """What `mark_posts` would change."""
    then = _within(affiliation, since, "created_at")
    mine = Q(author=affiliation.user_id, affiliation=None) & then
    answers = Answer.objects.filter(mine)
    questions = Question.objects.filter(mine)
    comments = Comment.objects.filter(mine)
    if affiliation.earns_points:
        return Unmarked(questions, answers, comments, Vote.objects.none(), Question.objects.none())
    votes = Vote.objects.filter(then, voter=affiliation.user_id, counts=True)
    said = Q(author=affiliation.user_id) & _within(affiliation, since, "solved_at")
    spoken = _accepted_among_colleagues(affiliation, said, answers)
    acceptances = Question.objects.filter(
        spoken | _confirmed_among_colleagues(affiliation, since, answers)
    )
    return Unmarked(questions, answers, comments, votes, acceptances)


@transaction.atomic
def mark_posts(
    *,
    affiliation: Affiliation,
    since: datetime,
    by: User,
    because: str,
    now: datetime | None = None,
) -> dict[str, int]:
    """Mark what its holder wrote since `since` as written under `affiliation`, with a record.

    Votes stop counting, points earned go back and acceptances among colleagues are withdrawn,
    except for who only receives perks. Return how many of each. Raises CannotMark for anybody
    but an administrator, for one's own posts, and without a reason.
    """
    _check(affiliation, by, because)
    at = now or timezone.now()
    found = unmarked_posts(affiliation=affiliation, since=since)
    _lock(found, affiliation.user_id)
    counts = found.counts()
    for question in list(found.acceptances.order_by("pk")):
        void_acceptance(question=question, by=by, now=at)
        void_confirmation(question=question, by=by, now=at)
    uncount_votes(votes=found.votes, now=at)
    if not affiliation.earns_points:
        _take_points_back(affiliation, since, at)
    _mark(found, affiliation, at)
    _write_down(affiliation, by, because, counts, at)
    return counts


def _check(affiliation: Affiliation, by: User, because: str) -> None:
    if not by.is_administrator or by.pk == affiliation.user_id:
        raise CannotMark(_("Another administrator has to do this."))
    if not because.strip():
        raise CannotMark(_("Please say why: the reason is kept."))


def _within(affiliation: Affiliation, since: datetime, field: str) -> Q:
    """After its end its holder was free again."""
    until = {f"{field}__lt": affiliation.ended_at} if affiliation.ended_at else {}
    return Q(**{f"{field}__gte": since}, **until)


def _accepted_among_colleagues(affiliation: Affiliation, said: Q, answers: QuerySet[Answer]) -> Q:
    """Where the asker's word came from the answerer's own side (`policies.is_of_own_side`); `said`
    is what the holder solved, `answers` what he wrote."""
    theirs = Q(affiliation__organisation=affiliation.organisation_id) & ~Q(
        affiliation__kind=Affiliation.Kind.PERK
    )
    by_holder = Q(accepted_answer__author=affiliation.user_id)
    by_colleague = Q(accepted_answer__in=Answer.objects.filter(theirs))
    of_those = Q(accepted_answer__in=answers)
    return (said & (by_holder | by_colleague)) | (theirs & of_those)


def _confirmed_among_colleagues(
    affiliation: Affiliation, since: datetime, answers: QuerySet[Answer]
) -> Q:
    """Where staff confirmed on their own side: the holder a colleague's answer, or they his."""
    colleagues = Affiliation.objects.filter(organisation=affiliation.organisation_id)
    paid = colleagues.exclude(kind=Affiliation.Kind.PERK)
    by_holder = Q(confirmed_by=affiliation.user_id, confirmed_answer__affiliation__in=paid)
    of_holder = Q(confirmed_answer__in=answers, confirmed_by__in=paid.values("user"))
    return (by_holder & _within(affiliation, since, "confirmed_at")) | of_holder


def _lock(found: Unmarked, holder_id: int) -> None:
    """Everything at once in the one order: questions, answers, comments, people by id."""
    threads = Q(pk__in=found.questions.values("pk")) | Q(answers__in=found.answers.values("pk"))
    accepted = Q(pk__in=found.acceptances.values("pk"))
    questions = Question.objects.filter(
        pk__in=Question.objects.filter(threads | accepted).values("pk")
    )
    voted = Q(pk__in=found.votes.values("answer"))
    answers = Answer.objects.filter(Q(pk__in=found.answers.values("pk")) | voted)
    for rows in questions, answers, found.comments:
        lock_rows(rows)
    authors = found.votes.values_list("answer_author_id", flat=True)
    said = ("author_id", "accepted_answer__author_id", "confirmed_answer__author_id")
    people = {person for row in found.acceptances.values_list(*said) for person in row if person}
    reputation.lock({holder_id, *authors, *people})


def _take_points_back(affiliation: Affiliation, since: datetime, at: datetime) -> None:
    """Whoever speaks for the company earns nothing, not even when a hidden post is shown again;
    what cost points stays."""
    then = _within(affiliation, since, "created_at")
    lines = ReputationEntry.objects.filter(then, user=affiliation.user_id)
    keys = lines.filter(points__gt=0).values_list("key", flat=True)
    histories = ReputationEntry.objects.filter(key__in=keys).order_by()
    earned = histories.values("key").annotate(sum=Sum("points")).filter(sum__gt=0)
    waiting = histories.coming_back().filter(points__lt=0)
    both = [rows.values_list("key", flat=True) for rows in (earned, waiting)]
    reputation.reverse_all(chain(*both), now=at)


def _mark(found: Unmarked, affiliation: Affiliation, at: datetime) -> None:
    if affiliation.kind == Affiliation.Kind.EMPLOYEE:
        readable = found.answers.filter(hidden_at=None)
        answered = Question.objects.filter(pk__in=list(readable.values_list("question", flat=True)))
        answered.update(has_staff_answer=True)
    for posts in found.answers, found.questions, found.comments:
        posts.update(affiliation=affiliation, marked_at=at)


def _write_down(
    affiliation: Affiliation, by: User, because: str, counts: dict[str, int], at: datetime
) -> None:
    told = _(
        "%(because)s (questions: %(questions)s, answers: %(answers)s, comments: %(comments)s,"
        " votes: %(votes)s, acceptances: %(acceptances)s)"
    ) % ({"because": because[:REASON_LENGTH]} | counts)
    remember(affiliation, AffiliationChange.What.MARKED, by=by, why=told, now=at)
    record(PostsMarked(affiliation.user_id, affiliation.pk), actor=by)
