"""Hits as their reader may see them: the index gives ids, the gate gives the rows."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.safestring import SafeString

from community.markup import plain_text
from community.models import Question
from community.plain_viewers import PlainViewer, shape_of
from config.prepared_rows import PreparedRows, numbered
from knowledge.models import Article
from knowledge.models.article import audiences_of
from knowledge.search.engine import (
    CIRCLES,
    Correction,
    Document,
    Hit,
    IndexUnavailable,
    Kind,
    Query,
    Result,
    State,
)
from knowledge.search.index import engine
from knowledge.search.snippets import Highlighter

PAGE_SIZE = 10
SUGGESTIONS = 5
RELATED = 6

# What the filter of the search page offers, and which states it lets through.
FILTERS: dict[str, tuple[str, ...]] = {
    "": (),
    "articles": (State.PUBLISHED,),
    "solved": (State.SOLVED,),
    "open": (State.OPEN,),
}


@dataclass(frozen=True)
class Find:
    """One hit with its row and the words that matched marked."""

    hit: Hit
    row: Question | Article
    title: SafeString
    snippet: SafeString

    @property
    def is_article(self) -> bool:
        return self.hit.kind == Kind.ARTICLE


@dataclass(frozen=True)
class Finds:
    items: Sequence[Find] = ()
    total: int = 0
    corrections: Sequence[Correction] = ()
    counts: dict[str, int] = field(default_factory=dict)
    is_available: bool = True

    def count_of(self, name: str) -> int:
        """How many matches the filter `name` would show."""
        return sum(self.counts.get(state, 0) for state in FILTERS[name] or State)


def circles_of(viewer) -> tuple[str, ...]:
    """Whose articles besides everybody's the index may look for."""
    mine = audiences_of(viewer)
    return tuple(circle for circle in CIRCLES if circle in mine)


def find(text: str, *, viewer, language: str, only: str = "", page: int = 1) -> Finds:
    """Page `page` of what matches `text`; `is_available` is False while there is no index."""
    asked = Query(
        text=text,
        language=language,
        states=FILTERS[only],
        circles=circles_of(viewer),
        limit=PAGE_SIZE,
        offset=(page - 1) * PAGE_SIZE,
    )
    try:
        result = engine().search(asked)
    except IndexUnavailable:
        return Finds(is_available=False)
    return _in_full(result, viewer)


def suggest(text: str, *, viewer, language: str) -> Finds:
    """Articles and solved questions for a title that is being typed, from its third word."""
    try:
        result = engine().suggest(
            text, language=language, limit=SUGGESTIONS, circles=circles_of(viewer)
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
    rows = _rows(result.hits, viewer)
    highlight = Highlighter(result.words)
    items = [_find(hit, rows[hit.key], highlight) for hit in result.hits if hit.key in rows]
    if len(items) < len(result.hits):  # the index lags: what is hidden now must not show in figures
        return Finds(items, total=len(items))
    return Finds(items, result.total, result.corrections, dict(result.state_counts))


def _rows(hits: Sequence[Hit], viewer) -> dict[str, Question | Article]:
    """Two queries, whatever was found; what the viewer may not see is not among them."""
    wanted = {kind: [hit.object_id for hit in hits if hit.kind == kind] for kind in Kind}
    articles = Article.objects.visible_to(viewer).published().filter(pk__in=wanted[Kind.ARTICLE])
    rows: dict[str, Question | Article] = {}
    if wanted[Kind.QUESTION]:
        found = _questions(*shape_of(viewer), **numbered(wanted[Kind.QUESTION]))
        rows |= {f"question-{row.pk}": row for row in found}
    if wanted[Kind.ARTICLE]:
        rows |= {f"article-{row.pk}": row for row in articles.for_reading()}
    return rows


@PreparedRows
def _questions(is_member: bool, is_moderator: bool, **ids: int):
    viewer = PlainViewer(is_member, is_moderator)
    return Question.objects.visible_to(viewer).filter(pk__in=ids.values()).with_speaker()


def _find(hit: Hit, row: Question | Article, highlight: Highlighter) -> Find:
    text = row.solution_html if isinstance(row, Article) else row.body_html
    return Find(hit, row, highlight.title(row.title), highlight.snippet(plain_text(text)))
