"""What waits for curators: the queues of the workbench, each with its rows and their order.

Their queries are prepared once. Each part of a queue is read in its order from one index, so that
a page and a count cost the same however much waits.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import reduce
from operator import add
from typing import Any

from django.db.models import Exists, F, IntegerField, Model, OuterRef, Q, QuerySet, Subquery

from accounts.models import User
from community.plain_viewers import PlainViewer
from config.paging import Page, loaded_page, page_from, rows_of_page
from config.prepared_rows import PreparedRows
from config.text import number_in
from knowledge import policies
from knowledge.models import Article, ArticleFeedback, Candidate, Doubt, Gap

Cause = Doubt.Cause
State = Article.State
KINDS: dict[str, type[Model]] = {"candidate": Candidate, "article": Article, "gap": Gap}
# Nobody counts to ten thousand for a figure beside a word.
MOST_COUNTED = 1_000
SET_ASIDE = "set-aside"
# Who wrote what waits for a second person, and what about.
_WAITING = ("pending_revision__author", "pending_revision__product")
_OF_GAPS = ("kind", "language", "words", "count", "last_at")
_EMPTY = Page([], "", "")
_CURATOR = PlainViewer(is_authenticated=True, is_moderator=False, is_curator=True)


@dataclass(frozen=True)
class Queue:
    """Its rows are those of all `parts`, of which none has a row of another; they are sorted by
    `sort`, largest first, which `sorted_as` has as a field of the same name."""

    slug: str
    parts: tuple[Callable[[], QuerySet], ...]
    sort: str
    sorted_as: type[Model]
    causes: Collection[str] = ()
    kind: str = "article"

    def page(self, viewer, query) -> Page:
        """The page of its rows that the cursor in `query` asks for, with what a list shows."""
        if not policies.can_curate(viewer):
            return _EMPTY
        return loaded_page(self._load, self.sorted_as, query, key=self.sort)

    def page_with(self, viewer, row: Model) -> Page:
        """A page that begins with `row`."""
        return page_from(self._load, row, key=self.sort) if policies.can_curate(viewer) else _EMPTY

    def row(self, viewer, kind: str, number: int) -> Model | None:
        """One of its rows with all that stands beside the list, if it may be seen."""
        if not policies.can_curate(viewer) or kind != self.kind:
            return None
        return next(iter(_whole(self.slug, number=number)), None)

    def _load(self, newer: bool, **place: Any) -> list:
        return _listed(self.slug, newer, **place)


class _Counted(Subquery):
    """How many rows a query has that ends at a limit."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS counted)"
    output_field = IntegerField()


def open_counts(viewer) -> dict[str, int]:
    """How much waits in each queue, more than `MOST_COUNTED` being one more, and whether words of
    readers are `SET_ASIDE`; in one query."""
    if not policies.can_curate(viewer):
        return dict.fromkeys([*QUEUES, SET_ASIDE], 0)
    [counted] = _counts(viewer_id=viewer.pk)
    counts = {slug: min(getattr(counted, _figure(slug)), MOST_COUNTED + 1) for slug in QUEUES}
    return counts | {SET_ASIDE: counted.are_set_aside}


def _figure(slug: str) -> str:
    return f"waiting_{slug}"


@PreparedRows
def _counts(*, viewer_id: int):
    figures = {_figure(slug): _number_in(queue) for slug, queue in QUEUES.items()}
    figures["are_set_aside"] = _Counted(ArticleFeedback.objects.set_aside().values("pk")[:1])
    return User.objects.filter(pk=viewer_id).only("pk").annotate(**figures)


def _number_in(queue: Queue) -> Any:
    """In the order of its index: without it, the tables would be read whole."""
    parts = (part().order_by(f"-{queue.sort}", "-id").values("pk") for part in queue.parts)
    return reduce(add, (_Counted(rows[: MOST_COUNTED + 1]) for rows in parts))


@PreparedRows
def _listed(slug: str, newer: bool, **place: Any):
    queue = QUEUES[slug]
    columns = (queue.sort, "id")

    def first(rows: QuerySet) -> QuerySet:
        return rows_of_page(rows, newer, columns=columns, **place)

    if len(queue.parts) == 1:
        return first(_in_list(queue.parts[0]()))
    # The first of each part, among which the first of all are.
    beginnings = (
        _in_list(part().filter(pk__in=first(part()).values("pk"))) for part in queue.parts
    )
    return rows_of_page(_together(beginnings), newer, columns=columns)


@PreparedRows
def _whole(slug: str, *, number: int):
    return _together(_beside_list(part().filter(pk=number)) for part in QUEUES[slug].parts)


def _together(parts) -> QuerySet:
    first, *others = parts
    return first.union(*others, all=True) if others else first


def _in_list(rows: QuerySet) -> QuerySet:
    """With what one row of a list shows; the texts of twenty threads are not read."""
    if rows.model is Candidate:
        shown = ("value", "parts", "question__title", "question__language")
        return rows.select_related("question").only(*shown)
    if rows.model is Gap:
        titles = ("question__title", "article__title")
        return rows.select_related("question", "article").only(*_OF_GAPS, *titles)
    return rows.select_related("product", "owner", "pending_revision__author").only(
        *("title", "language", "created_at", "publish_at"),
        *("product__name_de", "product__name_en"),
        *("owner__display_name", "owner__erased_at", "pending_revision__article"),
        *("pending_revision__author__display_name", "pending_revision__author__erased_at"),
    )


def _beside_list(rows: QuerySet) -> QuerySet:
    if rows.model is Candidate:
        return rows.for_queue()  # type: ignore[attr-defined]
    if rows.model is Gap:
        return rows.for_queue()  # type: ignore[attr-defined]
    return rows.select_related("product", "owner", *_WAITING)


def _candidates() -> QuerySet:
    return Candidate.objects.visible_to(_CURATOR).waiting()


def _gaps() -> QuerySet:
    return Gap.objects.visible_to(_CURATOR).waiting()


def _drafts() -> QuerySet:
    return Article.objects.visible_to(_CURATOR).filter(state=State.DRAFT)


def _scheduled() -> QuerySet:
    """Approved: they wait for nobody but the day, and can be called back until then."""
    return Article.objects.visible_to(_CURATOR).filter(publish_at__isnull=False)


def _unscheduled() -> QuerySet:
    return Article.objects.visible_to(_CURATOR).filter(publish_at=None)


def _new_articles() -> QuerySet:
    in_review = _unscheduled().filter(state=State.IN_REVIEW)
    return in_review.filter(_no_change_waits()).annotate(opened_at=F("created_at"))


def _changes() -> QuerySet:
    articles = _unscheduled().exclude(state=State.RETIRED)
    submitted = articles.filter(pending_revision__submitted_at__isnull=False)
    return submitted.annotate(opened_at=F("pending_revision__submitted_at"))


def _published_alone() -> QuerySet:
    """What one published at once; a second person has to look."""
    alone = _doubted((Cause.PUBLISHED_ALONE,))()
    return alone.exclude(state=State.IN_REVIEW).filter(_no_change_waits())


def _no_change_waits() -> Q:
    return Q(pending_revision__submitted_at=None)


def _doubted(causes: Collection[str]) -> Callable[[], QuerySet]:
    def rows() -> QuerySet:
        articles = Article.objects.visible_to(_CURATOR).exclude(state=State.RETIRED)
        doubted = articles.filter(doubts__settled_at=None, doubts__cause__in=causes)
        named = doubted.annotate(opened_at=F("doubts__opened_at")).alias(doubt=F("doubts__pk"))
        return named.filter(~Exists(_newer_doubts(causes)))

    return rows


def _newer_doubts(causes: Collection[str]) -> QuerySet:
    """Of the same article: it stands where its newest doubt stands, and once."""
    others = Doubt.objects.open().filter(article=OuterRef("pk"), cause__in=causes)
    same_time = Q(opened_at=OuterRef("opened_at"), pk__gt=OuterRef("doubt"))
    return others.filter(Q(opened_at__gt=OuterRef("opened_at")) | same_time)


def _of_doubts(slug: str, causes: Collection[str]) -> Queue:
    return Queue(slug, (_doubted(causes),), "opened_at", Doubt, causes)


# In review: new articles, changes of public ones, and what one published alone.
_TO_REVIEW = (_new_articles, _changes, _published_alone)

QUEUES = {
    queue.slug: queue
    for queue in (
        Queue("promote", (_candidates,), "value", Candidate, kind="candidate"),
        Queue("review", _TO_REVIEW, "opened_at", Doubt, (Cause.PUBLISHED_ALONE,)),
        _of_doubts("source", (*Doubt.SOURCE_CAUSES, Cause.MASKED, Cause.ORIGINAL_RETIRED)),
        _of_doubts(
            "due",
            (
                Cause.REVIEW_DUE,
                Cause.VERSION_ENDED,
                Cause.LINK_BROKEN,
                Cause.OWNER_LEFT,
                Cause.FLAGGED,
            ),
        ),
        _of_doubts("unhelpful", (Cause.DID_NOT_HELP,)),
        Queue("gaps", (_gaps,), "count", Gap, kind="gap"),
        _of_doubts("translations", (Cause.ORIGINAL_CHANGED,)),
        Queue("drafts", (_drafts, _scheduled), "created_at", Article),
    )
}


def subject_of(thing: Model) -> str:
    """How an entry is called in addresses and claims: "candidate-12"."""
    kind = next(kind for kind, model in KINDS.items() if isinstance(thing, model))
    return f"{kind}-{thing.pk}"


def kind_and_number(subject: str) -> tuple[str, int] | None:
    """What `subject_of` was called with; None for what it never made."""
    kind, _dash, digits = subject.partition("-")
    number = number_in(digits)
    return (kind, number) if kind in KINDS and number is not None else None
