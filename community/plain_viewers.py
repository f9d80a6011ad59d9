"""All that prepared queries ask of a reader: theirs is the same SQL who differ by `pk` alone."""

from dataclasses import dataclass


@dataclass(frozen=True)
class PlainViewer:
    is_authenticated: bool
    is_moderator: bool
    pk: int | None = None
    is_curator: bool = False
    works_here: bool = False


def shape_of(viewer) -> tuple[bool, bool]:
    return viewer.is_authenticated, viewer.is_authenticated and viewer.is_moderator


def id_of(viewer) -> dict[str, int]:
    return {"viewer_id": viewer.pk} if viewer.is_authenticated else {}
