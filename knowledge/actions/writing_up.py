"""From the workbench in one step: a draft is begun, filled, and sent to review."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from knowledge.actions.article_text import ArticleFields
from knowledge.actions.editing import ChangedMeanwhile, edit_article
from knowledge.actions.missed_searches import restore_search, search_written
from knowledge.actions.promotion import discard_draft, promote_answer
from knowledge.actions.reviewing import submit_article
from knowledge.actions.writing import begin_article
from knowledge.models import Article, Candidate, MissedSearch


@transaction.atomic
def write_up_candidate(
    *,
    candidate: Candidate,
    by: User,
    fields: ArticleFields,
    and_submit: bool,
    now: datetime | None = None,
) -> Article:
    """Make the article of an answer say `fields`.

    Raises ChangedMeanwhile where somebody else is writing it already, and what promoting, editing
    and submitting raise.
    """
    article = promote_answer(answer=candidate.answer, by=by, now=now)
    if article.state != Article.State.DRAFT or article.version != 1:
        raise ChangedMeanwhile(article)
    return _filled(article, by, fields, and_submit, now)


@transaction.atomic
def write_up_search(
    *,
    search: MissedSearch,
    by: User,
    fields: ArticleFields,
    and_submit: bool,
    now: datetime | None = None,
) -> Article:
    """Begin an article about what was searched for in vain; raises as `write_up_candidate`."""
    article = begin_article(by=by, title=fields.title, language=search.language, now=now)
    search_written(search=search, by=by, now=now)
    return _filled(article, by, fields, and_submit, now)


@transaction.atomic
def undo_writing_up(*, article: Article, by: User, search: MissedSearch | None = None) -> None:
    """The draft is gone, and what it was about waits again; raises CannotPromote."""
    discard_draft(article=article, by=by)
    if search is not None:
        restore_search(search=search, by=by)


def _filled(
    article: Article, by: User, fields: ArticleFields, and_submit: bool, now: datetime | None
) -> Article:
    article = edit_article(article=article, by=by, version=1, fields=fields, now=now)
    return submit_article(article=article, by=by) if and_submit else article
