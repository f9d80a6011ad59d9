"""Articles whose source was changed, hidden, taken back, or is no solution any more."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from community.actions.answers import mark_published, unmark_published
from community.models import Answer, Question
from community.models import Revision as PostRevision
from community.models.post import Post
from knowledge.actions.candidates import settle_candidate, withdraw_candidates, words_for
from knowledge.actions.doubting import raise_doubt
from knowledge.actions.showing import canonical_path, lock_threads_of
from knowledge.models import Article, ArticleSource, Candidate, Doubt

Cause = Doubt.Cause
Hidden = Post.Hidden

# Why a source is no longer there to be read; merged questions are read where they went.
_HIDDEN = {
    Cause.SOURCE_HIDDEN: (Hidden.BY_MODERATOR, Hidden.HELD),
    Cause.SOURCE_REMOVED: (Hidden.BY_AUTHOR, ""),
}


@transaction.atomic
def detach_sources(*, answer_ids: Sequence[int], question_ids: Sequence[int] = ()) -> None:
    """Answers whose text is gone are no source and no candidate any more, and of questions the
    askers' words are gone, which their articles quote (TRUST A-AZ-09).

    What was published stays readable and goes to the curators; the thread no longer points there.
    """
    sources = ArticleSource.objects.filter(answer__in=answer_ids)
    of_questions = ArticleSource.objects.filter(question__in=question_ids)
    articles = lock_articles(sources | of_questions)
    _doubt(sources, Cause.SOURCE_REMOVED, "answer")
    _doubt(of_questions, Cause.SOURCE_REMOVED, "question")
    lock_threads_of(articles, answers=answer_ids)
    for source in sources.select_related("answer").order_by("question_id", "answer_id"):
        if source.answer.article_url:
            unmark_published(answer=source.answer)
        source.delete()
    withdraw_candidates(answer_ids=answer_ids)


@transaction.atomic
def doubt_edited(*, kind: str, post_id: int) -> None:
    """The source may say something else than it did when somebody last looked at the article.

    What was published stays as it is until a curator looks (TRUST A-VO-14). `kind` is "question"
    or "answer".
    """
    sources = ArticleSource.objects.filter(**{kind: post_id}).select_related("article", kind)
    for source in sources.order_by("article_id"):
        article = source.article
        if _has_changed(getattr(source, kind), article.checked_at or article.created_at):
            raise_doubt(article=article, cause=Cause.SOURCE_EDITED, subject=f"{kind}-{post_id}")


def _has_changed(post: Question | Answer, since: datetime) -> bool:
    """Tags aside, which no article quotes."""
    before = PostRevision.objects.of(post).filter(created_at__lte=since).order_by("-number").first()
    title = post.title if isinstance(post, Question) else ""
    return before is None or (before.title, before.body) != (title, post.body)


@transaction.atomic
def doubt_withdrawn(*, answer_id: int) -> None:
    """Who called it a solution has taken that back; unless somebody else still says so."""
    if not words_for(answer_id):
        sources = ArticleSource.objects.filter(answer=answer_id).readable()
        _doubt(sources, Cause.SOURCE_WITHDRAWN, "answer")


@transaction.atomic
def settle_sources(*, kind: str, post_id: int) -> None:
    """By what is true now: a hidden source is named nowhere, its article goes to the curators, and
    it is no candidate; shown again, its thread points to the article again (TRUST A-AZ-09).

    `kind` and `post_id` name the post that was hidden or shown.
    """
    if kind not in {"question", "answer"}:
        return
    sources = ArticleSource.objects.filter(**{kind: post_id})
    hidden = sources.filter(**{f"{kind}__hidden_at__isnull": False})
    for cause, hidden_as in _HIDDEN.items():
        _doubt(hidden.filter(**{f"{kind}__hidden_as__in": hidden_as}), cause, kind)
    lock_threads_of(lock_articles(sources))
    shown = sources.select_related("article", "answer", "question")
    for source in shown.order_by("question_id", "answer_id"):
        _show_in_thread(source)
    where = {"answer__question" if kind == "question" else "answer": post_id}
    proposed = Candidate.objects.filter(**where).order_by("answer_id")
    for answer_id in list(proposed.values_list("answer", flat=True)):
        settle_candidate(answer_id=answer_id)


def lock_articles(sources: QuerySet[ArticleSource]) -> list[int]:
    """Return which ones."""
    ids = list(sources.order_by().values_list("article", flat=True))
    list(Article.objects.locked().filter(pk__in=ids))
    return ids


def _show_in_thread(source: ArticleSource) -> None:
    article, answer = source.article, source.answer
    if answer.hidden_at:
        if answer.article_url:
            unmark_published(answer=answer)
    elif article.is_for_everybody and not source.question.hidden_at and not answer.article_url:
        mark_published(answer=answer, title=article.title, url=canonical_path(article))


def _doubt(sources: QuerySet[ArticleSource], cause: str, kind: str) -> None:
    """Their articles, all of them before any thread is locked."""
    for source in list(sources.select_related("article").order_by("article_id", "pk")):
        subject = f"{kind}-{getattr(source, f'{kind}_id')}"
        raise_doubt(article=source.article, cause=cause, subject=subject)
