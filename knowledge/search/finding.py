"""Hits as their reader may see them: the index gives ids, the gate gives the rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from django.utils.safestring import SafeString

from community.markup import plain_text
from community.models import Question
from knowledge.models import Article
from knowledge.models.article import audiences_of
from knowledge.search import curated
from knowledge.search.engine import (
    CIRCLES,
    MAX_HITS,
    Document,
    IndexUnavailable,
    Kind,
    Query,
    State,
)
from knowledge.search.hits import Correction, Hit, Result
from knowledge.search.index import engine
from knowledge.search.narrowing import Narrowing, count_of
from knowledge.search.rows import rows_of
from knowledge.search.snippets import Highlighter
from knowledge.search.tokens import words_of

PAGE_SIZE = 10
SUGGESTIONS = 5
OFFERS = 6
EVERYTHING = Narrowing()
RELATED = 6


@dataclass(frozen=True)
class Find:
    """One hit with its row and the words that matched marked."""

    hit: Hit
    row: Question | Article
    highlight: Highlighter

    @cached_property
    def title(self) -> SafeString:
        return self.highlight.title(self.row.title)

    @cached_property
    def text(self) -> str:
        """What its author says, without what others answered."""
        row = self.row
        return plain_text(row.solution_html if isinstance(row, Article) else row.body_html)

    @cached_property
    def snippet(self) -> SafeString:
        return self.highlight.snippet(self.text)

    @property
    def is_article(self) -> bool:
        return self.hit.kind == Kind.ARTICLE

    @property
    def is_pinned(self) -> bool:
        return self.hit.pin > 0

    @property
    def state(self) -> State:
        if isinstance(self.row, Article):
            return State.PUBLISHED
        return State.SOLVED if self.row.is_solved else State.OPEN


@dataclass(frozen=True)
class Finds:
    """The counts say what each filter would show; `tag_counts` by the tag's name."""

    items: Sequence[Find] = ()
    total: int = 0
    corrections: Sequence[Correction] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    product_counts: Mapping[int, int] = field(default_factory=dict)
    tag_counts: Mapping[str, int] = field(default_factory=dict)
    language_counts: Mapping[str, int] = field(default_factory=dict)
    is_available: bool = True

    def count_of(self, only: str) -> int:
        return count_of(only, self.counts)

    def is_foreign_to(self, language: str) -> bool:
        """Something was found, but nothing in `language`."""
        return bool(self.language_counts) and not self.language_counts.get(language)

    @property
    def has_more_than_counted(self) -> bool:
        """Counting ends at the last one that can be paged to."""
        return self.total >= MAX_HITS


def circles_of(viewer) -> tuple[str, ...]:
    """Whose articles besides everybody's the index may look for."""
    mine = audiences_of(viewer)
    return tuple(circle for circle in CIRCLES if circle in mine)


def find(
    text: str, *, viewer, language: str, narrowing: Narrowing = EVERYTHING, page: int = 1
) -> Finds:
    """Page `page` of what matches `text`; `is_available` is False while there is no index."""
    asked = Query(
        text=text,
        language=language,
        states=narrowing.states,
        product_ids=narrowing.product_ids,
        tags=(narrowing.tag,) if narrowing.tag else (),
        languages=(narrowing.language,) if narrowing.language else (),
        since=narrowing.begins_at(),
        sort=narrowing.sort,
        pinned=curated.pinned(text, language),
        synonyms=curated.expansions,
        circles=circles_of(viewer),
        is_explained=viewer.is_authenticated and viewer.is_curator,
        limit=PAGE_SIZE,
        offset=(page - 1) * PAGE_SIZE,
    )
    try:
        result = engine().search(asked)
    except IndexUnavailable:
        return Finds(is_available=False)
    return _in_full(result, viewer)


def offer(text: str, *, viewer, language: str) -> Finds:
    """The first few of what matches words that are still being typed, in `language` above all."""
    asked = Query(
        text=text,
        language=language,
        pinned=curated.pinned(text, language),
        synonyms=curated.expansions,
        circles=circles_of(viewer),
        is_typing=True,
        is_counted=False,
        limit=2 * OFFERS,
    )
    try:
        finds = _in_full(engine().search(asked), viewer)
    except IndexUnavailable:
        return Finds(is_available=False)
    own_first = sorted(finds.items, key=lambda find: find.row.language != language)
    return replace(finds, items=own_first[:OFFERS])


def suggest(text: str, *, viewer, language: str) -> Finds:
    """Articles and solved questions for a title that is being typed, from its third word."""
    try:
        result = engine().suggest(
            text,
            language=language,
            limit=SUGGESTIONS,
            circles=circles_of(viewer),
            synonyms=curated.expansions,
        )
    except IndexUnavailable:
        return Finds(is_available=False)
    return _in_full(result, viewer)


def related(question: Question, *, viewer, kinds: tuple[str, ...] = ()) -> Finds:
    """Articles and other questions that resemble `question`; of `kinds` alone, if any."""
    draft = Document(
        kind=Kind.QUESTION,
        object_id=question.pk,
        language=question.language,
        title=question.title,
        body=plain_text(question.body_html),
    )
    try:
        hits = engine().similar(draft, kinds=kinds, limit=RELATED, circles=circles_of(viewer))
    except IndexUnavailable:
        return Finds(is_available=False)
    return _in_full(Result(hits=hits, total=len(hits)), viewer)


def _in_full(result: Result, viewer) -> Finds:
    rows = rows_of(result.hits, viewer)
    highlight = Highlighter(result.words)
    items = [Find(hit, rows[hit.key], highlight) for hit in result.hits if hit.key in rows]
    if len(items) < len(result.hits):  # the index lags: what is hidden now must not show in figures
        return Finds(items, total=len(items))
    return Finds(
        items,
        result.total,
        _corrections_in(items, result.corrections),
        result.state_counts,
        result.product_counts,
        result.tag_counts,
        result.language_counts,
    )


def _corrections_in(
    items: Sequence[Find], corrections: Sequence[Correction]
) -> Sequence[Correction]:
    """Those whose word stands in what is shown: an index that lags may know it from a post that is
    hidden by now."""
    if not corrections:
        return ()
    texts = (f"{find.row.title} {find.text}" for find in items)
    shown = {word.casefold() for text in texts for word in words_of(text)}
    return [each for each in corrections if each.meant.casefold() in shown]
