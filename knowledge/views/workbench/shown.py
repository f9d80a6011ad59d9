from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from config.paging import Page
from knowledge.queues import Queue
from knowledge.views.workbench.entries import Entry
from knowledge.views.workbench.places import queue_address


@dataclass(frozen=True)
class Row:
    entry: Entry
    url: str
    is_chosen: bool


@dataclass(frozen=True)
class Shown:
    """One page of a queue and where one is in it; without `opened` the first entry stands beside
    the list, and on a narrow screen the list alone."""

    queue: Queue
    entries: Sequence[Entry]
    page: Page
    cursor: dict[str, str]
    opened: str

    @cached_property
    def chosen(self) -> Entry | None:
        named = (entry for entry in self.entries if entry.subject == self.opened)
        return next(named, self.entries[0] if self.entries else None)

    @property
    def rows(self) -> list[Row]:
        return [Row(entry, self._url(entry), entry is self.chosen) for entry in self.entries]

    @property
    def next_subject(self) -> str:
        """What is worked on when the chosen one is done."""
        after = self._beside(+1) or self._beside(-1)
        return after.subject if after else ""

    @property
    def next_url(self) -> str:
        entry = self._beside(+1)
        return self._url(entry) if entry else self.older_url

    @property
    def previous_url(self) -> str:
        entry = self._beside(-1)
        return self._url(entry) if entry else self.newer_url

    @property
    def place(self) -> str:
        """For the address that the form of an article is sent to; `place_in` reads it."""
        fields = {"queue": self.queue.slug, "next": self.next_subject, **self.cursor}
        return urlencode({name: value for name, value in fields.items() if value})

    @cached_property
    def list_url(self) -> str:
        return queue_address(self.queue, **self.cursor)

    @property
    def newer_url(self) -> str:
        return self._neighbour(self.page.newer_url)

    @property
    def older_url(self) -> str:
        return self._neighbour(self.page.older_url)

    def _beside(self, step: int) -> Entry | None:
        if self.chosen is None:
            return None
        place = self.entries.index(self.chosen) + step
        return self.entries[place] if 0 <= place < len(self.entries) else None

    def _url(self, entry: Entry) -> str:
        return f"{self.list_url}{'&' if self.cursor else '?'}entry={entry.subject}"

    def _neighbour(self, query: str) -> str:
        """A whole address: the page may stand at that of a form which came back."""
        return queue_address(self.queue) + query if query else ""
