"""How many visible questions wear each tag, moved with them."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping

from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import Greatest

from community.models import Question, QuestionTag, Tag


class _Merged(Exception):
    """A tag went into another one while its lock was waited for."""


def move_tag_counts(*, question: Question, step: int) -> None:
    """Count `question` for its tags (+1), or no longer (-1).

    Call it once in the transaction that shows or hides the question, with the question's row
    locked.
    """
    move_counts(dict.fromkeys(locked_tags(lambda: _tags_of(question)), step))


def count_uses(uses: Iterable[QuestionTag]) -> None:
    """Count what an import tagged, with the tags locked."""
    move_counts(Counter(use.tag for use in uses if use.content_object.hidden_at is None))


def count_visible_uses(tag: Tag) -> None:
    """Where more than one question came at once. With the tag locked."""
    uses = QuestionTag.objects.filter(tag=tag, content_object__hidden_at=None)
    Tag.objects.filter(pk=tag.pk).update(question_count=uses.count())


def tags_by_slug(names: Iterable[str]) -> dict[str, Tag]:
    """`Tag.objects.by_slug` with the tags locked."""
    names = list(names)
    found: dict[str, Tag] = {}

    def find() -> list[int]:
        found.clear()
        found.update(Tag.objects.by_slug(names))
        return [tag.pk for tag in found.values()]

    locked_tags(find)
    return found


def move_counts(steps: Mapping[Tag, int]) -> None:
    """With the tags locked. A drift that `recount` has yet to repair stops nobody from hiding."""
    for step in set(steps.values()):
        ids = [tag.pk for tag, each in steps.items() if each == step]
        moved = Greatest(F("question_count") + step, Value(0))
        Tag.objects.filter(pk__in=ids).update(question_count=moved)


def locked_tags(wanted: Callable[[], Collection[int]]) -> list[Tag]:
    """The tags that `wanted` names, locked in the order of their ids, so that none waits in a
    circle; asked again where a merge took one away in the meantime.

    Whoever waited lets go of what he held: a savepoint that is rolled back frees its locks.
    """
    while True:
        try:
            with transaction.atomic():
                return _locked(wanted())
        except _Merged:
            continue


def _locked(ids: Collection[int]) -> list[Tag]:
    rows = Tag.objects.filter(pk__in=ids).order_by("pk").select_for_update(no_key=True)
    tags = list(rows)
    if any(tag.synonym_of_id for tag in tags):
        raise _Merged
    return tags


def _tags_of(question: Question) -> Collection[int]:
    return list(QuestionTag.objects.filter(content_object=question).values_list("tag", flat=True))
