"""What every post goes through, whoever writes it and wherever it stands."""

from collections.abc import Callable
from typing import TypeVar
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Model, QuerySet

from accounts.actions import standing
from accounts.models import Affiliation, User

M = TypeVar("M", bound=Model)


class CannotPost(Exception):
    """The message is meant for the member who tried."""


class CannotPostThere(CannotPost):
    """The place itself is gone: the thread was hidden or merged, or takes nothing more."""


class MustDeclare(CannotPost, standing.MustDeclare):
    """He has yet to say whether he speaks for the company, or waits for somebody's word on it."""


def affiliation_to_post_under(user: User) -> Affiliation | None:
    """What a new post is written under; raises MustDeclare for who may not post yet."""
    try:
        return standing.require_declared(user)
    except standing.MustDeclare as undeclared:
        raise MustDeclare(undeclared.standing) from None


def current_affiliation(user: User) -> Affiliation | None:
    """For whom he speaks, also while he is suspended and may not post."""
    return Affiliation.objects.open().filter(user=user).first()


def was_sent(posts: QuerySet, *, by: User, submission: UUID | None) -> bool:
    """Has this form made its post already? Then sending it again is no new act."""
    return submission is not None and posts.filter(author=by, submission=submission).exists()


def once(posts: QuerySet[M], *, by: User, submission: UUID | None, create: Callable[[], M]) -> M:
    """Create a post in one transaction, or give back what the same form made before (double click,
    retry, C-01)."""
    try:
        with transaction.atomic():
            return create()
    except (MustDeclare, CannotPostThere):  # even where the same form was in time
        raise
    except (CannotPost, IntegrityError):
        made = posts.filter(author=by, submission=submission).first() if submission else None
        if made is None:
            raise
        return made
