"""An answer becomes a draft: filled from question and answer, with the askers' words kept."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from community.markup.personal import Kind, masked
from community.models import Answer
from config.audit.recording import record_act
from config.events.bus import record
from knowledge import policies
from knowledge.actions.article_images import settle_images
from knowledge.actions.article_text import ArticleFields, in_one
from knowledge.actions.candidates import settle_candidate
from knowledge.actions.revisions import all_writers_of
from knowledge.actions.sources import CannotName, lock_answer, name_source, refuse_unreadable
from knowledge.actions.writing import new_draft
from knowledge.events import ArticleChanged
from knowledge.models import Article, ArticleSource
from knowledge.models.article import TITLE_LENGTH


class CannotPromote(Exception):
    """The message is meant for the curator who tried."""


@transaction.atomic
def promote_answer(*, answer: Answer, by: User, now: datetime | None = None) -> Article:
    """Make a draft out of `answer`; where one exists already, give that one back.

    Raises CannotPromote for someone who may not curate, for a hidden source, and while links in it
    wait for a moderator.
    """
    if not policies.can_curate(by):
        raise CannotPromote(_("Only curators can make articles."))
    answer = lock_answer(answer)
    try:
        refuse_unreadable(answer)
    except CannotName as problem:
        raise CannotPromote(str(problem)) from None
    source = ArticleSource.objects.filter(answer=answer).select_related("article").first()
    if source is not None:
        return source.article
    article = new_draft(
        draft_fields(answer), language=answer.question.language, by=by, at=now or timezone.now()
    )
    name_source(article, answer)
    settle_images(article)
    record_act(
        "article-promoted",
        by=by,
        subject=f"article-{article.pk}",
        revision=article.version,
        after=in_one(article),
        why=f"answer-{answer.pk}",
    )
    record(ArticleChanged(article.pk), actor=by)
    return article


def draft_fields(answer: Answer) -> ArticleFields:
    """What a draft made of `answer` says at first; its question is loaded."""
    question = answer.question
    return ArticleFields(
        title=question.title[:TITLE_LENGTH],
        applies=question.body,
        solution=answer.body,
        search_phrases=masked(question.title, frozenset(Kind)),
        product=question.product,
    )


@transaction.atomic
def discard_draft(*, article: Article, by: User) -> None:
    """Undo a promotion: the draft is gone, its answers are candidates again.

    Only what no reader ever saw and nobody else wrote on; retire the rest. Twice does no harm.
    Raises CannotPromote.
    """
    found = Article.objects.locked().filter(pk=article.pk).first()
    if found is None:
        return
    if not policies.can_discard_draft(by, found, writers=all_writers_of(found)):
        raise CannotPromote(_("Only an own draft that was never published can be discarded."))
    if found.translations.exists():
        raise CannotPromote(_("A translation was made of this draft."))
    answers = list(found.sources.order_by("answer_id").values_list("answer_id", flat=True))
    record_act("article-discarded", by=by, subject=f"article-{found.pk}", before=in_one(found))
    found.delete()
    for answer_id in answers:
        settle_candidate(answer_id=answer_id)
    record(ArticleChanged(article.pk), actor=by)
