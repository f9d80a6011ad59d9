"""From the workbench in one step: a draft is begun, filled, and sent to review."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from knowledge.actions.article_text import ArticleFields
from knowledge.actions.editing import ChangedMeanwhile, edit_article
from knowledge.actions.gaps import gap_written, restore_gap
from knowledge.actions.promotion import discard_draft, promote_answer
from knowledge.actions.reviewing import submit_article
from knowledge.actions.writing import begin_article
from knowledge.models import Article, Candidate, Gap


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
    # Articles are locked before their threads: also one that a first click has just begun.
    list(Article.objects.locked().filter(sources__answer=candidate.answer_id))
    article = promote_answer(answer=candidate.answer, by=by, now=now)
    if article.state != Article.State.DRAFT or article.version != 1:
        raise ChangedMeanwhile(article)
    return _filled(article, by, fields, and_submit, now)


@transaction.atomic
def write_up_gap(
    *,
    gap: Gap,
    by: User,
    fields: ArticleFields,
    and_submit: bool,
    now: datetime | None = None,
) -> Article:
    """Begin an article about what is missing.

    Raises CannotDecideGap where somebody writes it already, and what editing and submitting raise.
    """
    gap_written(gap=gap, by=by, now=now)
    article = begin_article(by=by, title=fields.title, language=gap.language, now=now)
    return _filled(article, by, fields, and_submit, now)


@transaction.atomic
def undo_writing_up(*, article: Article, by: User, gap: Gap | None = None) -> None:
    """The draft is gone, and what it was about waits again; raises CannotPromote."""
    discard_draft(article=article, by=by)
    if gap is not None:
        restore_gap(gap=gap, by=by)


def _filled(
    article: Article, by: User, fields: ArticleFields, and_submit: bool, now: datetime | None
) -> Article:
    article = edit_article(article=article, by=by, version=1, fields=fields, now=now)
    return submit_article(article=article, by=by) if and_submit else article
