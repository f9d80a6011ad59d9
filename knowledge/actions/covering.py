"""What an article says already need not be written again: the thread shows that article.

A link that a curator confirms is a reuse: he has looked at the article, and it was good enough.
"""

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from community.actions.answers import mark_published, unmark_published
from community.models import Answer
from config.audit.recording import record_act
from config.events.bus import record
from knowledge.actions.candidates import (
    CannotDecideCandidate,
    locked_candidate,
    put_back,
    refuse_decided,
)
from knowledge.actions.indexing import request_indexing
from knowledge.actions.showing import canonical_path, lock_threads_of
from knowledge.events import ArticleReused, CandidateDecided
from knowledge.models import Article, ArticleSource, Candidate, Reuse

State = Candidate.State


@transaction.atomic
def cover_candidate(
    *, candidate: Candidate, article: Article, by: User, now: datetime | None = None
) -> Candidate:
    """Say that `article` answers this thread too: the thread leads to it, and it counts as reuse.

    Raises CannotDecideCandidate for no curator, an article that not everybody can read, a hidden
    thread, and where somebody was quicker.
    """
    article = Article.objects.locked().get(pk=article.pk)
    candidate = _locked_with_thread(candidate, by)
    if candidate.state == State.COVERED and candidate.covered_by_id == article.pk:
        return candidate
    refuse_decided(candidate)
    _check(article, candidate)
    candidate.state, candidate.covered_by = State.COVERED, article
    candidate.decided_by, candidate.decided_at = by, now or timezone.now()
    candidate.save(update_fields=["state", "covered_by", "decided_by", "decided_at"])
    _settle_reuse(article.pk, candidate.question_id, by=by)
    mark_published(answer=candidate.answer, title=article.title, url=canonical_path(article))
    _record_act("candidate-covered", candidate, article.pk, by)
    record(ArticleReused(article.pk, candidate.question_id), actor=by)
    return candidate


@transaction.atomic
def uncover_candidate(*, candidate: Candidate, by: User) -> Candidate:
    """Take that back: its thread no longer leads to the article, and the answer waits again while
    somebody calls it a solution."""
    article_id = Candidate.objects.values_list("covered_by", flat=True).get(pk=candidate.pk)
    if article_id is not None:
        Article.objects.locked().get(pk=article_id)
    candidate = _locked_with_thread(candidate, by)
    if article_id is None or candidate.covered_by_id != article_id:
        return candidate
    _record_act("candidate-uncovered", candidate, article_id, by)
    _let_go(candidate)
    record(CandidateDecided(candidate.pk), actor=by)
    return candidate


@transaction.atomic
def settle_covered(*, article_id: int) -> None:
    """Threads that an article covers lead to it as it is called now, while everybody can read it;
    once it is retired, their answers wait for a curator again."""
    article = Article.objects.locked().filter(pk=article_id).first()
    covered = Candidate.objects.filter(covered_by=article_id)
    lock_threads_of([], answers=list(covered.values_list("answer_id", flat=True)))
    for pk in list(covered.order_by("question_id", "answer_id").values_list("pk", flat=True)):
        candidate = _with_thread(pk)
        if article is None or candidate.covered_by_id != article.pk:
            continue
        if article.state == Article.State.RETIRED:
            _let_go(candidate)
        else:
            _show(article, candidate.answer)


def _let_go(candidate: Candidate) -> None:
    """The article covers it no more; article, thread and candidate must be locked."""
    article_id = candidate.covered_by_id
    put_back(candidate)
    if article_id is not None:
        _settle_reuse(article_id, candidate.question_id, by=None)
    unmark_published(answer=candidate.answer)


def _record_act(act: str, candidate: Candidate, article_id: int, by: User) -> None:
    record_act(act, by=by, subject=f"article-{article_id}", why=f"question-{candidate.question_id}")


def _settle_reuse(article_id: int, question_id: int, *, by: User | None) -> None:
    """One reuse for a thread, however many of its answers the article covers."""
    reuses = Reuse.objects.filter(article=article_id, question=question_id)
    covered = Candidate.objects.filter(covered_by=article_id, question=question_id).exists()
    if covered and by is not None and not reuses.exists():
        Reuse.objects.create(article_id=article_id, question_id=question_id, linked_by=by)
        move_reuse_count(article_id, +1)
    elif not covered:
        deleted, _rows = reuses.delete()
        move_reuse_count(article_id, -deleted)


def move_reuse_count(article_id: int, step: int) -> None:
    """How many threads an article answered is part of its place among the hits."""
    Article.objects.filter(pk=article_id).update(reuse_count=F("reuse_count") + step)
    request_indexing([f"article-{article_id}"])


def _show(article: Article, answer: Answer) -> None:
    if not article.is_for_everybody:
        if answer.article_url:
            unmark_published(answer=answer)
        return
    shown = article.title, canonical_path(article)
    if (answer.article_title, answer.article_url) != shown:
        mark_published(answer=answer, title=shown[0], url=shown[1])


def _check(article: Article, candidate: Candidate) -> None:
    if not article.is_for_everybody:
        raise CannotDecideCandidate(_("Only an article that everybody can read answers a thread."))
    if candidate.answer.hidden_at or candidate.question.hidden_at:
        raise CannotDecideCandidate(_("This post was hidden by a moderator."))
    if ArticleSource.objects.filter(answer=candidate.answer_id).exists():
        raise CannotDecideCandidate(_("An article was made of this answer meanwhile."))


def _locked_with_thread(candidate: Candidate, by: User) -> Candidate:
    """In the order of the house: question, answer, then the candidate."""
    _lock_thread(candidate.pk)
    return locked_candidate(candidate, by)


def _with_thread(pk: int) -> Candidate:
    _lock_thread(pk)
    rows = Candidate.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("answer", "question").get(pk=pk)


def _lock_thread(pk: int) -> None:
    answer_id = Candidate.objects.values_list("answer_id", flat=True).get(pk=pk)
    lock_threads_of([], answers=[answer_id])
