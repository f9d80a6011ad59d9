"""What every page of a thread loads, by queries that are prepared once."""

from collections.abc import Collection

from django.db.models import Exists, OuterRef, prefetch_related_objects

from accounts.models import Affiliation, SigningRight
from community.models import Answer, OfficialMark, Question, Tag
from community.models.answer import moved_from
from community.models.post import NOT_SHOWN
from community.plain_viewers import PlainViewer, id_of, shape_of
from config.prepared_rows import PreparedRows


def question_for_page(question_id: int, viewer) -> Question | None:
    """The question with what its page shows above the answers; None if `viewer` may not see it."""
    return next(iter(_questions(*shape_of(viewer), pk=question_id, **id_of(viewer))), None)


def answers_for_page(question: Question, viewer, *, at_most: int) -> list[Answer]:
    """The first answers by score that `viewer` may see, with his votes."""
    found = _answers(*shape_of(viewer), at_most, question_id=question.pk, **id_of(viewer))
    prefetch_related_objects([each for each in found if each.moved_from_id], moved_from())
    return found


def answers_on_top(question: Question, viewer, ids: Collection[int]) -> list[Answer]:
    """Those of `ids`, which are few, that `viewer` may see, as `answers_for_page` loads them."""
    asked = {f"answer_{place}": pk for place, pk in enumerate(ids)}
    found = _on_top(*shape_of(viewer), question_id=question.pk, **id_of(viewer), **asked)
    prefetch_related_objects([each for each in found if each.moved_from_id], moved_from())
    return found


def marks_for_page(question: Question) -> list[OfficialMark]:
    return _marks(question_id=question.pk)


def tags_for_page(question: Question) -> list[Tag]:
    return _tags(question_id=question.pk)


def affiliation_for_page(viewer) -> Affiliation | None:
    """For whom `viewer` speaks, with `has_right`: may he sign for it, as long as it is active?"""
    return next(iter(_affiliations(user_id=viewer.pk)), None)


@PreparedRows
def _questions(is_member: bool, is_moderator: bool, *, pk: int, viewer_id: int | None = None):
    viewer = PlainViewer(is_member, is_moderator, viewer_id)
    return Question.objects.visible_to(viewer).for_page(viewer).filter(pk=pk)


@PreparedRows
def _answers(
    is_member: bool,
    is_moderator: bool,
    at_most: int,
    *,
    question_id: int,
    viewer_id: int | None = None,
):
    readable = _readable(PlainViewer(is_member, is_moderator, viewer_id), question_id)
    return readable.order_by("-score", "-id")[:at_most]


@PreparedRows
def _on_top(
    is_member: bool,
    is_moderator: bool,
    *,
    question_id: int,
    viewer_id: int | None = None,
    **answers: int,
):
    readable = _readable(PlainViewer(is_member, is_moderator, viewer_id), question_id)
    return readable.filter(pk__in=list(answers.values()))


def _readable(viewer: PlainViewer, question_id: int):
    readable = Answer.objects.visible_to(viewer).filter(question=question_id).for_page()
    return readable.prefetch_related(None).with_vote_of(viewer).defer(*NOT_SHOWN)


@PreparedRows
def _marks(*, question_id: int):
    return OfficialMark.objects.of_thread(question_id)


@PreparedRows
def _tags(*, question_id: int):
    return Tag.objects.filter(uses__content_object=question_id)


@PreparedRows
def _affiliations(*, user_id: int):
    rights = SigningRight.objects.in_force().filter(affiliation=OuterRef("pk"))
    return Affiliation.objects.open().filter(user=user_id).annotate(has_right=Exists(rights))
