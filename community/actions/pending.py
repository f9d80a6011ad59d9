"""Ask first, mail last: a question is kept, and published by the link that its writer gets."""

import secrets
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actions.declarations import declare_independent
from accounts.actions.mailboxes import join_by_mailbox, owner_of_mailbox
from accounts.models import User
from accounts.proofs import listed_organisation
from community.actions.posting import MustDeclare
from community.actions.publish_links import owe_publish_link
from community.actions.questions import ask_question
from community.actions.tagging import names_to_wear
from community.markup import render
from community.models import PendingQuestion, Product, Question
from community.models.pending_question import hash_of

KEPT = timedelta(days=14)
# A double click gets one mail; who looks for it in vain may ask for another a minute later.
MAILED_AGAIN_AFTER = timedelta(minutes=1)
# How long a link opens an account that somebody has already; a new one is opened as long as it
# works, for there is nothing yet to be opened.
SIGNS_IN_FOR = timedelta(days=1)
TOKEN_BYTES = 32


class CannotPublish(Exception):
    """The message is meant for the writer who tried."""


def was_just_mailed(*, mailbox: str, submission: UUID, now: datetime | None = None) -> bool:
    """Has this form got its mail a moment ago? Then sending it again is no new act."""
    since = (now or timezone.now()) - MAILED_AGAIN_AFTER
    kept = PendingQuestion.objects.mailed_since(since, mailbox=mailbox, submission=submission)
    return kept.exists()


@transaction.atomic
def keep_question(
    *,
    mailbox: str,
    submission: UUID,
    title: str,
    body: str,
    language: str,
    kind: str = Question.Kind.QUESTION,
    product: Product | None = None,
    tags: Iterable[str] = (),
    asked_about: str = "",
    suggested: Mapping[str, str] | None = None,
    now: datetime | None = None,
) -> PendingQuestion:
    """Keep a question of somebody who has no account here, or is not signed in, and owe him the
    link to publish it; the mail speaks the language that is active.

    `submission` is the form's key: sent again, the form replaces what was kept, and its newest
    link is the one that works. Raises TooComplex for a text that would cost too much.
    """
    render(body)
    at = now or timezone.now()
    values: dict[str, Any] = {"title": title, "body": body, "language": language, "kind": kind}
    values |= {"product": product, "tags": list(tags), "email": mailbox}
    values |= {"asked_about": asked_about, "suggested": dict(suggested or {})}
    locked = PendingQuestion.objects.select_for_update(no_key=True)
    kept, _is_new = locked.get_or_create(
        submission=submission, defaults=values | {"created_at": at, "expires_at": at + KEPT}
    )
    if kept.question_id or kept.author_id:
        return kept
    is_mailed = was_just_mailed(mailbox=mailbox, submission=submission, now=at)
    PendingQuestion.objects.filter(pk=kept.pk).update(**values)
    if not is_mailed:
        _mail_link(kept, mailbox, at)
    kept.refresh_from_db()
    return kept


def _mail_link(kept: PendingQuestion, mailbox: str, at: datetime) -> None:
    token = secrets.token_urlsafe(TOKEN_BYTES)
    PendingQuestion.objects.filter(pk=kept.pk).update(
        token_hash=hash_of(token), mailed_at=at, expires_at=at + KEPT
    )
    owe_publish_link(to=mailbox, token=token, until=at + KEPT)


@transaction.atomic
def rewrite_pending(*, pending: PendingQuestion, title: str, body: str) -> None:
    """Keep what its writer has changed at the last look. Raises TooComplex."""
    render(body)
    PendingQuestion.objects.unpublished().filter(pk=pending.pk).update(title=title, body=body)


@transaction.atomic
def join_and_publish(
    *,
    pending: PendingQuestion,
    display_name: str,
    language: str,
    independent: bool,
    now: datetime | None = None,
) -> User | None:
    """Create the account of who has followed the link and publish his question in one go.

    Returns the new member, or None where the link was used meanwhile. Who is not `independent`,
    or whose mailbox says so, becomes a member, but his question waits for his declaration.
    Raises what `publish_pending` raises, and IntegrityError where the name is taken.
    """
    kept = _locked(pending)
    if kept.question_id or kept.author_id:
        return None
    if owner_of_mailbox(kept.email) is not None:
        raise CannotPublish(_("There is an account with your address now. Please try again."))
    _check_in_time(kept, now or timezone.now())
    member = join_by_mailbox(mailbox=kept.email, display_name=display_name, language=language)
    adopt_pending(pending=kept, by=member)
    if independent and listed_organisation(member) is None:
        declare_independent(user=member, now=now)
    with suppress(MustDeclare):
        publish_pending(pending=kept, by=member, now=now)
    return member


@transaction.atomic
def publish_pending(*, pending: PendingQuestion, by: User, now: datetime | None = None) -> Question:
    """Publish what `by` has kept; calling twice gives the same question.

    Raises CannotPublish for what is not his or was kept too long, and what `ask_question` raises.
    """
    kept = _locked(pending)
    if kept.question is not None:
        return kept.question
    at = now or timezone.now()
    if kept.author_id != by.pk and owner_of_mailbox(kept.email) != by:
        raise CannotPublish(_("This question was written with the address of another account."))
    _check_in_time(kept, at)
    question = ask_question(
        by=by,
        title=kept.title,
        body=kept.body,
        language=kept.language,
        kind=kept.kind,
        product=kept.product,
        tags=names_to_wear(kept.tags, by=by, now=at),
        asked_about=kept.asked_about,
        suggested=kept.suggested,
        submission=kept.submission,
        now=at,
    )
    gone: dict[str, Any] = {"email": "", "title": "", "body": "", "tags": [], "suggested": {}}
    PendingQuestion.objects.filter(pk=kept.pk).update(
        question=question, author=by, expires_at=at + KEPT, **gone
    )
    return question


@transaction.atomic
def adopt_pending(*, pending: PendingQuestion, by: User) -> None:
    """Make it the own of a member, who may have to say first for whom he speaks: it waits without
    an end, and its link opens it for nobody else."""
    PendingQuestion.objects.unpublished().filter(pk=pending.pk).update(author=by, expires_at=None)


@transaction.atomic
def discard_pending(*, pending: PendingQuestion) -> None:
    """Its writer, or whoever got the mail without having written anything, wants it gone."""
    PendingQuestion.objects.unpublished().filter(pk=pending.pk).delete()


@transaction.atomic
def sweep(*, now: datetime | None = None) -> int:
    """Delete what nobody published in time, and the ways to what was; return how many."""
    _rows, deleted = PendingQuestion.objects.expired(now or timezone.now()).delete()
    return deleted.get(PendingQuestion._meta.label, 0)


def _locked(pending: PendingQuestion) -> PendingQuestion:
    rows = PendingQuestion.objects.select_related("question", "product")
    kept = rows.select_for_update(of=("self",), no_key=True).filter(pk=pending.pk).first()
    if kept is None:
        raise CannotPublish(_("This question was deleted meanwhile."))
    return kept


def _check_in_time(kept: PendingQuestion, at: datetime) -> None:
    if kept.is_expired(at):
        raise CannotPublish(_("This question was kept for too long. Please ask it again."))
