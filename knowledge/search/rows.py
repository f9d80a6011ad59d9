"""The gate behind every hit: the index gives keys, these are the rows that a viewer may see."""

from collections.abc import Iterable, Sequence

from community.models import Question, Tag
from community.plain_viewers import PlainViewer, shape_of
from config.prepared_rows import PreparedRows, numbered
from knowledge.models import Article
from knowledge.search.engine import Kind
from knowledge.search.hits import Hit


def rows_of(hits: Sequence[Hit], viewer) -> dict[str, Question | Article]:
    """By key, in two queries whatever was found; what `viewer` may not see is not among them."""
    wanted = {kind: [hit.object_id for hit in hits if hit.kind == kind] for kind in Kind}
    rows: dict[str, Question | Article] = {}
    if wanted[Kind.QUESTION]:
        questions = _questions(*shape_of(viewer), **numbered(wanted[Kind.QUESTION]))
        rows |= {f"question-{row.pk}": row for row in questions}
    if wanted[Kind.ARTICLE]:
        works_here = viewer.is_authenticated and viewer.works_here
        articles = _articles(*shape_of(viewer), works_here, **numbered(wanted[Kind.ARTICLE]))
        rows |= {f"article-{row.pk}": row for row in articles}
    return rows


def tags_named(names: Iterable[str], viewer) -> list[Tag]:
    """The tags of these names that `viewer` may see."""
    wanted = {f"name_{place}": name for place, name in enumerate(names)}
    return _tags(*shape_of(viewer), **wanted) if wanted else []


@PreparedRows
def _questions(is_member: bool, is_moderator: bool, **ids: int):
    viewer = PlainViewer(is_member, is_moderator)
    return Question.objects.visible_to(viewer).filter(pk__in=ids.values()).with_speaker()


@PreparedRows
def _articles(is_member: bool, is_moderator: bool, works_here: bool, **ids: int):
    """Published ones alone, whoever asks."""
    viewer = PlainViewer(is_member, is_moderator, works_here=works_here)
    return Article.objects.visible_to(viewer).filter(pk__in=ids.values()).for_reading()


@PreparedRows
def _tags(is_member: bool, is_moderator: bool, **names: str):
    viewer = PlainViewer(is_member, is_moderator)
    return Tag.objects.visible_to(viewer).filter(name__in=names.values())
