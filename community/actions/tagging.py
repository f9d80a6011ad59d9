"""Which tags a question wears."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext_lazy

from accounts.models import User
from community.actions.posting import CannotPost
from community.actions.tag_counts import locked_tags, move_counts
from community.models import Question, QuestionTag, Tag

NEW_ACCOUNT = NEW_TAGS_WITHIN = timedelta(days=1)
# What a new account may bring in a day (A-VO-06).
NEW_TAGS = 2
TOO_MANY_NEW = gettext_lazy(
    "New members can bring two new tags a day. Please choose tags that exist already."
)


class CannotTag(CannotPost):
    """The message belongs beside the field of the tags."""


def wear_tags(*, question: Question, names: Iterable[str]) -> list[Tag]:
    """Let `question` wear the tags of these names and no others; return them in their order.

    Call it in the transaction that has made or locked the question's row, after `check_new_tags`.
    """
    names = list(names)
    wanted: dict[Tag, None] = {}
    worn: set[int] = set()

    def both() -> set[int]:
        nonlocal wanted, worn
        wanted = dict.fromkeys(Tag.objects.named(names))
        worn = set(_uses_of(question).values_list("tag", flat=True))
        return worn | {tag.pk for tag in wanted}

    steps = {tag: (tag in wanted) - (tag.pk in worn) for tag in locked_tags(both)}
    _put_on(question, [tag for tag in wanted if steps[tag] > 0])
    _uses_of(question).filter(tag__in=[tag for tag, step in steps.items() if step < 0]).delete()
    if question.hidden_at is None:
        move_counts({tag: step for tag, step in steps.items() if step})
    return list(wanted)


def check_new_tags(names: Iterable[str], *, by: User, now: datetime | None = None) -> None:
    """Raises CannotTag for a new account that brings more than two new tags in a day."""
    left = new_tags_left(by, now=now)
    if left is not None and len(Tag.objects.unknown(names)) > left:
        raise CannotTag(TOO_MANY_NEW)


def names_to_wear(names: Iterable[str], *, by: User, now: datetime | None = None) -> list[str]:
    """Those of `names` that `by` may use, where he can't be asked about them any more."""
    names = list(names)
    left = new_tags_left(by, now=now)
    unknown = [] if left is None else Tag.objects.unknown(names)[left:]
    return [name for name in names if name not in unknown]


def new_tags_left(by: User, *, now: datetime | None = None) -> int | None:
    """How many new tags `by` may still bring today; None where nobody counts.

    Those that others wear as well were worth it.
    """
    at = now or timezone.now()
    if at - by.created_at >= NEW_ACCOUNT:
        return None
    uses = QuestionTag.objects.filter(tag=OuterRef("pk"))
    brought = Tag.objects.filter(
        Exists(uses.filter(content_object__author=by)),
        ~Exists(uses.exclude(content_object__author=by)),
        created_at__gt=at - NEW_TAGS_WITHIN,
    )
    return max(NEW_TAGS - brought.count(), 0)


def _put_on(question: Question, tags: Iterable[Tag]) -> None:
    QuestionTag.objects.bulk_create(
        QuestionTag(tag=tag, content_object=question, asked_at=question.created_at) for tag in tags
    )


def _uses_of(question: Question):
    return QuestionTag.objects.filter(content_object=question)
