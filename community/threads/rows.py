"""What every page of a thread loads, by queries that are prepared once."""

from dataclasses import dataclass

from django.db.models import prefetch_related_objects

from community.models import Answer, OfficialMark, Question, Tag
from community.models.answer import moved_from
from config.prepared_rows import PreparedRows


@dataclass(frozen=True)
class _Viewer:
    """All that these queries ask of a reader. Theirs is the same SQL who differ by `pk` alone."""

    is_authenticated: bool
    is_moderator: bool
    pk: int | None = None


def question_for_page(question_id: int, viewer) -> Question | None:
    """The question with what its page shows above the answers; None if `viewer` may not see it."""
    return next(iter(_questions(*_shape(viewer), pk=question_id, **_who(viewer))), None)


def answers_for_page(question: Question, viewer, *, at_most: int) -> list[Answer]:
    """The first answers by score that `viewer` may see, with his votes."""
    found = _answers(*_shape(viewer), at_most, question_id=question.pk, **_who(viewer))
    prefetch_related_objects([each for each in found if each.moved_from_id], moved_from())
    return found


def marks_for_page(question: Question) -> list[OfficialMark]:
    return _marks(question_id=question.pk)


def tags_for_page(question: Question) -> list[Tag]:
    return _tags(question_id=question.pk)


def _shape(viewer) -> tuple[bool, bool]:
    return viewer.is_authenticated, viewer.is_authenticated and viewer.is_moderator


def _who(viewer) -> dict[str, int]:
    return {"viewer_id": viewer.pk} if viewer.is_authenticated else {}


@PreparedRows
def _questions(is_member: bool, is_moderator: bool, *, pk: int, viewer_id: int | None = None):
    viewer = _Viewer(is_member, is_moderator, viewer_id)
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
    viewer = _Viewer(is_member, is_moderator, viewer_id)
    readable = Answer.objects.visible_to(viewer).filter(question=question_id).for_page()
    readable = readable.prefetch_related(None).with_vote_of(viewer)
    return readable.order_by("-score", "-id")[:at_most]


@PreparedRows
def _marks(*, question_id: int):
    return OfficialMark.objects.of_thread(question_id)


@PreparedRows
def _tags(*, question_id: int):
    return Tag.objects.filter(uses__content_object=question_id)
