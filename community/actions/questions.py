from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from community.actions.holding import hold_new, refuse_spam
from community.actions.posting import CannotPost, affiliation_to_post_under, once
from community.actions.tagging import check_new_tags, wear_tags
from community.actions.texts import settle_text
from community.events import QuestionAsked, QuestionChanged
from community.markup import render
from community.models import Affected, Following, Product, Question
from config.events.bus import record
from config.slugs import slugify


def ask_question(
    *,
    by: User,
    title: str,
    body: str,
    language: str,
    kind: str = Question.Kind.QUESTION,
    product: Product | None = None,
    tags: Iterable[str] = (),
    asked_about: str = "",
    suggested: Mapping[str, str] | None = None,
    submission: UUID | None = None,
    now: datetime | None = None,
) -> Question:
    """Publish a question. `submission` is the form's key: the same one gives the same question.

    `asked_about` names what led to it, as `accounts.post_links` does: "article 3". `suggested` is
    what its form had offered, and how far the asker went with it: {"article-3": "opened"}.

    Raises CannotPost for a closed account, MustDeclare for who has not said for whom he speaks,
    CannotTag for too many new tags, and TooComplex for a text that would cost too much.
    """
    if not by.is_active:
        raise CannotPost(_("This account can't write."))
    rendered = render(body)
    at = now or timezone.now()
    tags = list(tags)

    def create() -> Question:
        affiliation = affiliation_to_post_under(by)
        check_new_tags(tags, by=by, now=at)
        refuse_spam(by=by, body=body, html=rendered.html, at=at)
        question = Question.objects.create(
            author=by,
            affiliation=affiliation,
            title=title,
            slug=slugify(title),
            body=body,
            body_html=rendered.html,
            renderer_version=rendered.version,
            language=language,
            kind=kind,
            product=product,
            asked_about=asked_about,
            suggested=dict(suggested or {}),
            submission=submission,
            created_at=at,
            active_at=at,
        )
        return _settled(question, tags, at)

    return once(Question.objects.all(), by=by, submission=submission, create=create)


def _settled(question: Question, tags: list[str], at: datetime) -> Question:
    """With all that stands around it; what waits for a moderator is announced by its release."""
    is_held = hold_new(post=question, at=at)
    if tags:
        wear_tags(question=question, names=tags)
    Following.objects.create(person=question.author, question=question)
    settle_text(question)
    if not is_held:
        record(QuestionAsked(question.pk), actor=question.author)
    return question


@transaction.atomic
def join_affected(*, question: Question, by: User) -> Question:
    """Say “I have this too”: counted once per person, and the question is followed."""
    question = Question.objects.select_for_update(no_key=True).get(pk=question.pk)
    if question.hidden_at or question.author_id == by.pk:
        raise CannotPost(_("You can say this only of someone else's question."))
    _row, is_new = Affected.objects.get_or_create(person=by, question=question)
    if is_new:
        Following.objects.get_or_create(person=by, question=question)
        _move_affected(question, +1, by)
    return question


@transaction.atomic
def leave_affected(*, question: Question, by: User) -> Question:
    """Take “I have this too” back; the question is no longer followed, but stays muted if it is."""
    question = Question.objects.select_for_update(no_key=True).get(pk=question.pk)
    removed, _rows = Affected.objects.filter(person=by, question=question).delete()
    if removed:
        Following.objects.of(by).listening().filter(question=question).delete()
        _move_affected(question, -1, by)
    return question


def _move_affected(question: Question, step: int, by: User) -> None:
    Question.objects.filter(pk=question.pk).update(affected_count=F("affected_count") + step)
    question.affected_count += step
    record(QuestionChanged(question.pk), actor=by)
