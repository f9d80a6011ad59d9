"""What the address of a search says: words, filters, order and page."""

from dataclasses import dataclass, fields, replace
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, QueryDict

from config.text import clean_line, number_in
from knowledge.search.engine import MAX_HITS, MAX_TEXT_LENGTH
from knowledge.search.finding import PAGE_SIZE
from knowledge.search.narrowing import FILTERS, ORDERS, PERIODS

MIN_LENGTH = 2
LAST_PAGE = MAX_HITS // PAGE_SIZE


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchAddress:
    """`product` and `tag` are slugs, `language` is a code; the names of the others stand in
    `knowledge.search.narrowing`."""

    q: str = ""
    only: str = ""
    product: str = ""
    tag: str = ""
    language: str = ""
    since: str = ""
    sort: str = ""
    page: int = 1

    @property
    def is_asked(self) -> bool:
        return len(self.q) >= MIN_LENGTH

    @property
    def is_plain(self) -> bool:
        """Nothing but words: what somebody typed, not yet how he looks through it."""
        return replace(self, q="") == SearchAddress()

    def to(self, **changes: str | int) -> str:
        """The address with `changes`, for links on the search page itself; whatever changes, it
        begins with the first page."""
        parts = {name: getattr(self, name) for name in _PARTS} | {"page": 1} | changes
        return f"?{urlencode({name: part for name, part in parts.items() if part not in {'', 1}})}"

    def without_filters(self) -> str:
        return SearchAddress(q=self.q, sort=self.sort).to()


_PARTS = tuple(each.name for each in fields(SearchAddress))


def read_address(query: QueryDict) -> SearchAddress:
    """Raises Http404 for what no link of ours says."""
    return SearchAddress(
        q=clean_line(query.get("q", ""))[:MAX_TEXT_LENGTH],
        only=_one_of(FILTERS, query.get("only", "")),
        product=query.get("product", ""),
        tag=query.get("tag", ""),
        language=_one_of({"", *dict(settings.LANGUAGES)}, query.get("language", "")),
        since=_one_of(PERIODS, query.get("since", "")),
        sort=_one_of(ORDERS, query.get("sort", "")),
        page=_page_number(query.get("page", "1")),
    )


def _one_of(names, name: str) -> str:
    if name not in names:
        raise Http404("no such filter")
    return name


def _page_number(text: str) -> int:
    number = number_in(text, most_digits=3)
    if number is None or not 1 <= number <= LAST_PAGE:
        raise Http404("no such page")
    return number
