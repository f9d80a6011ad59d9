"""What a search finds with a synonym and without it, side by side."""

from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.models import Synonym
from knowledge.search import curated
from knowledge.search.finding import Find, Finds, find


@dataclass(frozen=True)
class Moved:
    """One result, where it stands, and where it stood before: 0 for nowhere."""

    find: Find
    place: int
    former: int

    @property
    def is_new(self) -> bool:
        return not self.former

    @property
    def has_moved(self) -> bool:
        return self.former not in (0, self.place)


@dataclass(frozen=True)
class Comparison:
    text: str
    before: Finds
    after: Finds

    @property
    def rows_before(self) -> Sequence[Moved]:
        return [Moved(each, place, place) for place, each in enumerate(self.before.items, 1)]

    @property
    def rows_after(self) -> Sequence[Moved]:
        former = {each.hit.key: place for place, each in enumerate(self.before.items, 1)}
        return [
            Moved(each, place, former.get(each.hit.key, 0))
            for place, each in enumerate(self.after.items, 1)
        ]

    @property
    def is_same(self) -> bool:
        return all(row.former == row.place for row in self.rows_after)


def compared(text: str, *, language: str, draft: Synonym, viewer) -> Comparison:
    """The first page of what `text` finds now, and once `draft` is saved."""
    before = find(text, viewer=viewer, language=language)
    with curated.trying([*Synonym.objects.exclude(pk=draft.pk).order_by("pk"), draft]):
        after = find(text, viewer=viewer, language=language)
    return Comparison(text, before, after)
