"""Why somebody has to look at an article again, and that somebody did."""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from config.audit.recording import record_act
from config.events.bus import record
from knowledge import policies
from knowledge.actions.revisions import writers_of
from knowledge.events import ArticleChanged, DoubtRaised
from knowledge.models import Article, Doubt

SUBJECT_LENGTH = Doubt._meta.get_field("subject").max_length
NOTE_LENGTH = Doubt._meta.get_field("note").max_length

# What these ask for is no doubt about what readers get now.
LEAVE_THE_STATE = (Doubt.Cause.PUBLISHED_ALONE, Doubt.Cause.ORIGINAL_CHANGED)


class CannotFlag(Exception):
    """The message is meant for the employee who tried."""


@transaction.atomic
def raise_doubt(
    *,
    article: Article,
    cause: str,
    subject: str = "",
    note: str = "",
    by: User | None = None,
    now: datetime | None = None,
) -> Doubt | None:
    """Put the article before the curators because of `cause`; while that stands, once is enough.

    `subject` says what it is about ("answer-12", "article-3", a day, a version), `by` is None
    where nobody said it. What is published stays readable and needs review. A retired article is
    not doubted any more: None.
    """
    article = Article.objects.locked().get(pk=article.pk)
    if article.state == Article.State.RETIRED:
        return None
    doubt, is_new = article.doubts.get_or_create(
        cause=cause,
        subject=subject[:SUBJECT_LENGTH],
        settled_at=None,
        defaults={
            "note": note[:NOTE_LENGTH],
            "raised_by": by,
            "opened_at": now or timezone.now(),
        },
    )
    if is_new:
        _ask_for_review(article, cause)
        record_act("article-doubted", by=by, subject=f"article-{article.pk}", why=cause)
        record(DoubtRaised(article.pk, doubt.pk), actor=by)
    return doubt


def _ask_for_review(article: Article, cause: str) -> None:
    if article.state == Article.State.PUBLISHED and cause not in LEAVE_THE_STATE:
        Article.objects.filter(pk=article.pk).update(state=Article.State.NEEDS_REVIEW)
        record(ArticleChanged(article.pk))


def settle_doubts(
    article: Article,
    by: User | None,
    at: datetime,
    causes: Collection[str] | None = None,
    subject: str | None = None,
    until: datetime | None = None,
) -> None:
    """Somebody looked: the open doubts are settled, and without them the article is published.

    For the action that locked `article` and records its event. Without `causes` it is every doubt
    that a look at the text answers: not that the original says something else, and not, for who
    wrote or published it alone, that a second person is to look; taken from its readers, only the
    latter is left. `by` is None where the ground of the doubt is gone by itself. What was raised
    after `until`, when he looked, stays open.
    """
    doubts = _that_are_settled(article, by, causes)
    if until is not None:
        doubts = doubts.filter(opened_at__lte=until)
    if subject is not None:
        doubts = doubts.filter(subject=subject)
    doubts.update(settled_at=at, settled_by=by)
    left = set(article.doubts.open().values_list("cause", flat=True))
    if Doubt.Cause.PUBLISHED_ALONE not in left:
        article.check_due_at = None
    if article.state == Article.State.NEEDS_REVIEW and not left.difference(LEAVE_THE_STATE):
        article.state = Article.State.PUBLISHED
    article.save(update_fields=["state", "check_due_at"])


def is_doubted(article: Article) -> bool:
    """Is there an open doubt about its text?"""
    return article.doubts.open().exclude(cause__in=LEAVE_THE_STATE).exists()


def _that_are_settled(
    article: Article, by: User | None, causes: Collection[str] | None
) -> QuerySet[Doubt]:
    doubts = article.doubts.open()
    if causes is not None:
        return doubts.filter(cause__in=causes)
    asks_for_more = {Doubt.Cause.ORIGINAL_CHANGED} if article.is_public else set()
    if not is_second_person(article, by):
        asks_for_more.add(Doubt.Cause.PUBLISHED_ALONE)
    return doubts.exclude(cause__in=asks_for_more)


def is_second_person(
    article: Article, by: User | None, doubts: Iterable[Doubt] | None = None
) -> bool:
    """For what readers get: `by` neither wrote it nor published it alone.

    `doubts` are its open ones, where they are known.
    """
    if by is None:
        return False
    known = article.doubts.open() if doubts is None else doubts
    alone = {each.raised_by_id for each in known if each.cause == Doubt.Cause.PUBLISHED_ALONE}
    # What waits is not what readers get now.
    writers = writers_of(article, until=article.version)
    return policies.can_approve(by, article, writers=writers.union(alone))


@transaction.atomic
def flag_article(
    *, article: Article, by: User, note: str, now: datetime | None = None
) -> Doubt | None:
    """“Flag it or fix it” (KCS): an employee or a curator says what is wrong with an article.

    Each person has one open flag, with the last words. Raises CannotFlag for everybody else, for
    what is not public, and without a word why.
    """
    article = Article.objects.locked().get(pk=article.pk)
    if not policies.can_confirm(by, article):
        raise CannotFlag(_("You can't flag this article."))
    words = note.strip()[:NOTE_LENGTH]
    if not words:
        raise CannotFlag(_("Say what is wrong with it."))
    flags = article.doubts.filter(cause=Doubt.Cause.FLAGGED)
    flags.open().filter(raised_by=by).update(note=words)
    mine = flags.open().filter(raised_by=by).first()
    return mine or raise_doubt(
        article=article,
        cause=Doubt.Cause.FLAGGED,
        subject=f"flag-{flags.count() + 1}",
        note=words,
        by=by,
        now=now,
    )
