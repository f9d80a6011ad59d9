"""The states of an article, and which of them readers got from when to when."""

from datetime import datetime

from django.db.models import QuerySet

from accounts.models import User
from knowledge.actions.article_text import FIELDS, Text
from knowledge.models import Article, Publication, Revision, Significance


def write_revision(
    article: Article,
    *,
    by: User,
    at: datetime,
    text: Text | None = None,
    number: int | None = None,
    significance: str = Significance.CONTENT,
    summary: str = "",
) -> Revision:
    """Keep a state of the article: its own text under its version, unless others are given."""
    return Revision.objects.create(
        article=article,
        number=number or article.version,
        **{name: getattr(text or article, name) for name in FIELDS},
        significance=significance,
        summary=summary,
        author=by,
        created_at=at,
    )


def newest_revision(article: Article) -> Revision:
    return article.revisions.filter(discarded_at=None).order_by("-number")[0]


def last_without_typo(article: Article, *, until: int | None = None) -> Revision:
    """The newest state that a second person had to look at, of those up to the number `until`."""
    states = _states(article, until).filter(discarded_at=None)
    return states.exclude(significance=Significance.TYPO).order_by("-number")[0]


def see(revision: Revision, *, by: User, at: datetime) -> None:
    """`by` looked at it and at what came before it; a second person, if he wrote none of that."""
    writers = writers_of(revision.article, until=revision.number)
    revision.reviewer = None if by.pk in writers else by
    revision.reviewed_at = at
    revision.save(update_fields=["reviewer", "reviewed_at"])


def unsee(article: Article, *, by: User, at: datetime) -> None:
    """`by` did not look at it after all."""
    seen = article.revisions.filter(reviewer=by, reviewed_at=at)
    seen.update(reviewer=None, reviewed_at=None)


def take_approval_back(article: Article) -> None:
    """Nobody approves any longer what was to go public by itself; for who saves `publish_at` and
    `approved_by`. What readers once got was approved all the same."""
    if article.approved_by_id is not None:
        never_public = article.revisions.filter(publications=None)
        never_public.filter(pk=newest_revision(article).pk).update(reviewer=None, reviewed_at=None)
    article.publish_at = article.approved_by = None


def writers_of(article: Article, *, until: int | None = None) -> set[int]:
    """The ids of those who wrote what nobody has approved yet, of its states up to the number
    `until`.

    Readers got typing errors without that. What was said of a text before it was taken from its
    readers, or went back to them without a second person, is no approval: whoever wrote it as it
    stands is among them.
    """
    columns = ("number", "author_id", "reviewed_at", "significance", "discarded_at")
    states = _states(article, until).order_by("number").values_list(*columns, named=True)
    seen = max((state.number for state in states if state.reviewed_at), default=0)
    looked_at = [
        state
        for state in states
        if not state.discarded_at and state.significance != Significance.TYPO
    ]
    writers = {state.author_id for state in looked_at if state.number > seen}
    if _has_lost_approval(article):
        writers.add(looked_at[-1].author_id)
    return writers


def _has_lost_approval(article: Article) -> bool:
    was_taken_out = article.published_at is not None and not article.is_public
    return (was_taken_out and article.approved_by_id is None) or article.check_due_at is not None


def _states(article: Article, until: int | None) -> QuerySet[Revision]:
    return article.revisions.all() if until is None else article.revisions.filter(number__lte=until)


def all_writers_of(article: Article) -> set[int]:
    return set(article.revisions.values_list("author_id", flat=True))


def begin_publication(article: Article, revision: Revision, *, at: datetime) -> None:
    """From now on readers get `revision`."""
    since = end_publication(article, at=at)
    Publication.objects.create(article=article, revision=revision, since=since)


def end_publication(article: Article, *, at: datetime) -> datetime:
    """Readers no longer get it; return when that was, never before it began."""
    current = article.publications.current().first()
    if current is None:
        return at
    current.until = max(at, current.since)
    current.save(update_fields=["until"])
    return current.until
