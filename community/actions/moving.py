"""What goes along when one question is merged into another; both rows are locked already."""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q, Value
from django.db.models.functions import Coalesce

from accounts.models import User
from community.actions.thread_locks import lock_rows
from community.models import (
    Affected,
    Answer,
    Comment,
    Draft,
    DuplicateProposal,
    EditProposal,
    Following,
    Question,
)

# What a question says of the texts beneath it.
_DERIVED = (
    *("article_title", "article_url", "has_staff_answer", "active_at"),
    *("answer_count", "comment_count"),
)


def move_texts(*, question: Question, into: Question) -> None:
    """Answers remember under which question they were written; comments go with them."""
    comments = Comment.objects.filter(question=question)
    for texts in question.answers.all(), comments:
        lock_rows(texts)
    same_form = into.answers.filter(author=OuterRef("author"), submission=OuterRef("submission"))
    question.answers.filter(Exists(same_form)).update(submission=None)
    question.answers.update(question=into, moved_from=Coalesce("moved_from", Value(question.pk)))
    comments.update(question=into)
    _move_drafts(question, into)
    _move_derived(question, into)


def _move_derived(question: Question, into: Question) -> None:
    newest = Answer.objects.filter(question=into).exclude(article_url="").order_by("-id").first()
    into.article_title = newest.article_title if newest else ""
    into.article_url = newest.article_url if newest else ""
    into.has_staff_answer = into.has_staff_answer or question.has_staff_answer
    into.active_at = max(into.active_at, question.active_at)
    into.answer_count += question.answer_count
    into.comment_count += question.comment_count
    into.save(update_fields=_DERIVED)
    question.answer_count = question.comment_count = 0
    question.article_title = question.article_url = ""
    question.has_staff_answer = False
    question.active_at = question.created_at
    question.save(update_fields=_DERIVED)


def move_people(*, question: Question, into: Question) -> None:
    """Nobody counts twice; who asked is affected by the other one and follows it."""
    there = Affected.objects.filter(question=into, person=OuterRef("person"))
    here = Affected.objects.filter(question=question)
    here.filter(Q(Exists(there)) | Q(person=into.author_id)).delete()
    came = here.update(question=into)
    listening = Following.objects.filter(question=into, person=OuterRef("person"))
    Following.objects.filter(question=question).filter(Exists(listening)).delete()
    Following.objects.filter(question=question).update(question=into)
    came += _take_asker_along(question.author, into)
    into.affected_count += came + question.imported_affected
    into.imported_affected += question.imported_affected
    into.save(update_fields=["affected_count", "imported_affected"])
    question.affected_count = question.imported_affected = 0
    question.save(update_fields=["affected_count", "imported_affected"])


def lead_here(*, question: Question, into: Question, by: User, at: datetime) -> None:
    """What led to the one leads to the other: one hop, and never in a circle."""
    Question.objects.filter(merged_into=question).update(merged_into=into)
    Question.objects.filter(duplicate_of=question).update(duplicate_of=into)
    EditProposal.objects.filter(question=question, state=EditProposal.State.OPEN).update(
        state=EditProposal.State.OUTDATED, decided_by=by, decided_at=at
    )
    _settle_proposals(question, into, by, at)


def _take_asker_along(asker: User, into: Question) -> int:
    """Return how many more are affected."""
    if asker.pk == into.author_id:
        return 0
    if asker.is_active:
        Following.objects.get_or_create(person=asker, question=into)
    _row, is_new = Affected.objects.get_or_create(person=asker, question=into)
    return int(is_new)


def _move_drafts(question: Question, into: Question) -> None:
    """Who is writing an answer finds it again where the question went."""
    place = f"answer:{into.pk}"
    there = Draft.objects.filter(place=place, person=OuterRef("person"))
    drafts = Draft.objects.filter(place=f"answer:{question.pk}")
    drafts.filter(~Exists(there)).update(place=place)


def _settle_proposals(question: Question, into: Question, by: User, at: datetime) -> None:
    """Those about the merged one are answered; those that named it name the other now."""
    state = DuplicateProposal.State
    waiting = DuplicateProposal.objects.filter(state=state.OPEN)
    lock_rows(waiting.filter(Q(question=question) | Q(original=question)))
    settled = {"decided_by": by, "decided_at": at}
    waiting.filter(question=question, original=into).update(state=state.TAKEN, **settled)
    same = waiting.filter(question=OuterRef("question"), original=into)
    pointless = Q(question=question) | Q(question=into, original=question)
    named = waiting.filter(original=question)
    waiting.filter(pointless).update(state=state.DECLINED, **settled)
    named.filter(Exists(same)).update(state=state.DECLINED, **settled)
    named.update(original=into)
