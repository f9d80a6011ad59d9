"""Which answers an article is made of, and so whose credit it is."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from community.actions.answers import unmark_published
from community.models import Answer
from config.audit.recording import record_act
from config.events.bus import record
from knowledge import policies
from knowledge.actions.candidates import settle_candidate
from knowledge.actions.showing import credit, lock_threads_of, show_in_threads, take_credit_back
from knowledge.events import ArticleChanged
from knowledge.models import Article, ArticleSource, Candidate


class CannotName(Exception):
    """The message is meant for the curator who tried."""


@transaction.atomic
def add_source(
    *, article: Article, answer: Answer, by: User, now: datetime | None = None
) -> ArticleSource:
    """Say that `answer` feeds the article too: its author is named, and credited once it is public.

    Twice does no harm. Raises CannotName for who may not curate, a retired article, a hidden
    answer, one whose links wait for a moderator, and one that feeds another article.
    """
    article = Article.objects.locked().get(pk=article.pk)
    if not policies.can_edit(by, article):
        raise CannotName(_("This article can't be edited."))
    lock_threads_of([article.pk], answers=[answer.pk])
    answer = lock_answer(answer)
    refuse_unreadable(answer)
    source = ArticleSource.objects.filter(answer=answer).first()
    if source is not None:
        if source.article_id != article.pk:
            raise CannotName(_("Another article is made of this answer already."))
        return source
    source = name_source(article, answer)
    show_in_threads(article)
    if article.is_public:
        credit(article, by=by, at=now or timezone.now())
    _record("article-source-added", source, by)
    return source


@transaction.atomic
def remove_source(
    *, article: Article, source: ArticleSource, by: User, now: datetime | None = None
) -> None:
    """Say that an answer does not feed the article after all; what it earned lately goes back.

    Twice does no harm. Raises CannotName for who may not curate and for a retired article.
    """
    article = Article.objects.locked().get(pk=article.pk)
    if not policies.can_edit(by, article):
        raise CannotName(_("This article can't be edited."))
    found = article.sources.select_related("answer").filter(pk=source.pk).first()
    if found is None:
        return
    unmark_published(answer=lock_answer(found.answer))
    take_credit_back(article, [found], at=now or timezone.now())
    answer_id = found.answer_id
    _record("article-source-removed", found, by)
    found.delete()
    settle_candidate(answer_id=answer_id)


def lock_answer(answer: Answer) -> Answer:
    """With its thread, which says what became of it."""
    lock_threads_of([], answers=[answer.pk])
    answers = Answer.objects.select_for_update(of=("self",), no_key=True)
    return answers.select_related("question").get(pk=answer.pk)


def refuse_unreadable(answer: Answer) -> None:
    """In an article, links that wait for a moderator would be links again."""
    if answer.hidden_at or answer.question.hidden_at:
        raise CannotName(_("This post was hidden by a moderator."))
    if answer.links_held_at or answer.question.links_held_at:
        raise CannotName(_("A moderator has to look at the links in it first."))
    if Candidate.objects.filter(answer=answer, state=Candidate.State.COVERED).exists():
        raise CannotName(_("An article answers this thread already. Take that back first."))


def name_source(article: Article, answer: Answer) -> ArticleSource:
    Candidate.objects.filter(answer=answer).update(
        state=Candidate.State.PROMOTED, dismissed_as="", likely_covered_by=None
    )
    return ArticleSource.objects.create(article=article, question=answer.question, answer=answer)


def _record(act: str, source: ArticleSource, by: User) -> None:
    record_act(act, by=by, subject=f"article-{source.article_id}", why=f"answer-{source.answer_id}")
    record(ArticleChanged(source.article_id), actor=by)
