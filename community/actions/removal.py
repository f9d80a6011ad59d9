"""Texts that their author takes along when he leaves; each call is one batch of an erasure."""

from django.db.models import Exists, F, OuterRef, QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from community.actions.drafts import discard_drafts_of
from community.actions.revisions import move_version
from community.actions.visibility import withhold
from community.events import PostsRewritten, TextsRemoved
from community.markup import render
from community.models import Answer
from config.events.bus import record
from config.personal_data import Leaver
from config.slugs import slugify


def removed_text(language: str) -> str:
    with translation.override(language):
        return _("This text was removed at its author's wish.")


def remove_questions(rows: QuerySet, leaver: Leaver) -> None:
    """Say in the place of each question that it was removed; hide those that nobody answered.

    Where others have answered, the thread keeps its shape (TRUST L-GD-02).
    """
    if leaver.keeps_texts:
        return
    theirs = Answer.objects.filter(question=OuterRef("pk")).exclude(author=leaver.pk)
    questions = rows.select_for_update(no_key=True).order_by("pk").annotate(is_used=Exists(theirs))
    discard_drafts_of(questions)
    removed = [question.pk for question in questions if _remove_question(question)]
    if removed:
        record(TextsRemoved(removed, []))
        record(PostsRewritten(removed))


def remove_answers(rows: QuerySet, leaver: Leaver) -> None:
    """Say in the place of each answer that it was removed."""
    if leaver.keeps_texts:
        return
    answers = rows.select_for_update(of=("self",), no_key=True).order_by("pk")
    spoken = answers.annotate(language=F("question__language"))
    discard_drafts_of(spoken)
    removed = [answer for answer in spoken if _remove_body(answer, answer.language)]
    if removed:
        record(TextsRemoved([], [answer.pk for answer in removed]))
        record(PostsRewritten(sorted({answer.question_id for answer in removed})))


def remove_comments(rows: QuerySet, leaver: Leaver) -> None:
    """Say in the place of each comment that it was removed."""
    if leaver.keeps_texts:
        return
    comments = rows.select_for_update(of=("self",), no_key=True).order_by("pk")
    spoken = comments.annotate(language=F("question__language"))
    discard_drafts_of(spoken)
    removed = [comment for comment in spoken if _remove_body(comment, comment.language)]
    if removed:
        record(PostsRewritten(sorted({comment.question_id for comment in removed})))


def _remove_question(question) -> bool:
    is_new = _remove_body(question, question.language)
    if is_new:
        with translation.override(question.language):
            title = _("Removed question")
        question.title, question.slug, question.suggested = title, slugify(title), {}
        question.save(update_fields=["title", "slug", "suggested"])
    must_hide = not question.is_used and question.hidden_at is None
    if must_hide:
        withhold(post=question, hidden_as="", by=None, at=timezone.now())
    return is_new or must_hide


def _remove_body(post, language: str) -> bool:
    """False where it says so already."""
    text = removed_text(language)
    if post.body == text:
        return False
    rendered = render(text)
    post.body, post.body_html = text, rendered.html
    post.renderer_version = rendered.version
    move_version(post)
    post.save(update_fields=["body", "body_html", "renderer_version", "version"])
    return True
