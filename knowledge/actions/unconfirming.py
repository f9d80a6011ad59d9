"""A confirmation taken back, because the wrong key was pressed."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from config.audit.recording import record_act
from config.events.bus import record
from knowledge import policies
from knowledge.actions.doubting import LEAVE_THE_STATE
from knowledge.actions.reviewing import CannotReview
from knowledge.actions.revisions import unsee
from knowledge.events import ArticleChanged
from knowledge.models import Article


@dataclass(frozen=True)
class Check:
    """What an article says of its last check, and by when it asks for another one."""

    by_id: int | None
    at: datetime | None
    due_at: datetime | None


def check_of(article: Article) -> Check:
    return Check(article.checked_by_id, article.checked_at, article.check_due_at)


@transaction.atomic
def take_back_confirmation(
    *, article: Article, by: User, confirmed_at: datetime, former: Check
) -> Article:
    """Undo what `by` confirmed at `confirmed_at`: its doubts are open again, the check is `former`.

    Raises CannotReview for somebody else's confirmation, and where something happened since.
    """
    article = Article.objects.locked().get(pk=article.pk)
    if not policies.can_confirm(by, article):
        raise CannotReview(_("This article can't be confirmed by you."))
    if (article.checked_by_id, article.checked_at) != (by.pk, confirmed_at):
        raise CannotReview(_("Somebody did something with it since."))
    causes = _open_again(article, by, confirmed_at)
    if causes.difference(LEAVE_THE_STATE):
        article.state = Article.State.NEEDS_REVIEW
    article.checked_by_id, article.checked_at = former.by_id, former.at
    article.check_due_at = former.due_at
    article.save(update_fields=["state", "checked_by", "checked_at", "check_due_at"])
    if former.due_at:
        unsee(article, by=by, at=confirmed_at)
    record_act("article-confirmation-withdrawn", by=by, subject=f"article-{article.pk}")
    record(ArticleChanged(article.pk), actor=by)
    return article


def _open_again(article: Article, by: User, settled_at: datetime) -> set[str]:
    """Its causes; what was raised anew meanwhile stands already."""
    standing = set(article.doubts.open().values_list("cause", "subject"))
    settled = article.doubts.filter(settled_by=by, settled_at=settled_at)
    causes = {cause for cause, _subject in standing}
    for doubt in settled:
        if (doubt.cause, doubt.subject) not in standing:
            doubt.settled_at = doubt.settled_by = None
            doubt.save(update_fields=["settled_at", "settled_by"])
        causes.add(doubt.cause)
    return causes
