"""Mails around the demo: the one that brings a kept question, the one that came back, and which
of all that were owed in its past still go out."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from functools import partial
from uuid import uuid4

from django.utils import translation

from accounts.notifications.bounces import Refusal, record_bounce
from accounts.notifications.models import OutgoingMail
from community.actions.pending import keep_question
from knowledge.demo.accounts import ACCOUNTS
from knowledge.demo.cast import Person
from knowledge.demo.content import Kept
from knowledge.demo.world import Act, World

State = OutgoingMail.State
# What happened in these days is mailed, to those whom a visitor can look around as.
_NEWS = timedelta(days=2)
_NO_SUCH_MAILBOX = Refusal(is_hard=True, code="5.1.1")


def mailing(people: Iterable[Person], kept: Iterable[Kept], *, start: datetime) -> Iterator[Act]:
    for question in kept:
        yield Act(start - question.asked, partial(_keep, question))
    for person in people:
        if person.unreachable:
            yield Act(start - person.unreachable, partial(_come_back, person))


def drop_old_mails(*, start: datetime) -> None:
    """What happened in the demo's past is told on its pages alone."""
    visited = [account.email for account in ACCOUNTS if account.email]
    owed = OutgoingMail.objects.queued().filter(notice__isnull=False)
    news = owed.filter(notice__created_at__gte=start - _NEWS, notice__user__email__in=visited)
    # Named one by one: a join of tables filled in this transaction, without statistics yet,
    # is planned as if they were empty and takes minutes.
    old = owed.exclude(pk__in=list(news.values_list("pk", flat=True)))
    old.update(state=State.DROPPED, why="demo")


def _keep(question: Kept, world: World, at: datetime) -> None:
    with translation.override(question.language):
        keep_question(
            mailbox=question.email,
            submission=uuid4(),
            title=question.title,
            body=question.body,
            language=question.language,
            product=world.products[question.product],
            tags=question.tags,
            now=at,
        )


def _come_back(person: Person, world: World, at: datetime) -> None:
    """The last mail that he was owed went out a little earlier, and nobody was there."""
    owed = OutgoingMail.objects.queued().filter(notice__user=world.people[person.key])
    mail = owed.latest("id")
    mail.state, mail.sent_to, mail.sent_at = State.SENT, person.email, at
    mail.save(update_fields=["state", "sent_to", "sent_at"])
    record_bounce(mail=mail, refusal=_NO_SUCH_MAILBOX, now=at)
