"""What somebody gets to see of what matches: in order, one page of it, with counts."""

from collections.abc import Iterator

from knowledge.search.counting import counts_of
from knowledge.search.engine import Query, Sort
from knowledge.search.explaining import Explainer
from knowledge.search.hits import Hit, Result
from knowledge.search.matching import Matching
from knowledge.search.ranking import Candidate, Ranked, Standing, newest, ranked
from knowledge.search.titles import GramRarity, Title


def result_of(
    matching: Matching, query: Query, *, standing: Standing, rarity: GramRarity
) -> Result:
    wording = matching.wording
    found = [] if wording.is_empty else matching.candidates(query)
    ranking = _with_pinned(_in_order(found, matching, query, standing, rarity), matching, query)
    page = ranking[query.offset : query.offset + query.limit]
    counts = counts_of(query, matching) if query.is_counted and found else {}
    return Result(
        hits=tuple(_hits(page, matching, query, standing)),
        total=len(ranking),
        corrections=wording.corrections,
        words=wording.words,
        **counts,
    )


def _in_order(
    found: list[Candidate],
    matching: Matching,
    query: Query,
    standing: Standing,
    rarity: GramRarity,
) -> list[Ranked]:
    title = Title(matching.wording.title, rarity.weights(matching.searcher))
    ranking = ranked(
        found,
        points=matching.points_with_small_words(query),
        factor=standing.factor,
        likeness=lambda each: title.likeness(matching.title_of(each)),
    )
    return newest(ranking) if query.sort == Sort.NEWEST else ranking


def _with_pinned(ranking: list[Ranked], matching: Matching, query: Query) -> list[Ranked]:
    """The pinned come first, as they are scored if their words match as well."""
    if not query.pinned:
        return ranking
    known = {found.candidate.key: found for found in ranking}
    pinned = [known.get(each.key, Ranked(each, 0.0)) for each in matching.pinned(query)]
    keys = {found.candidate.key for found in pinned}
    return [*pinned, *(found for found in ranking if found.candidate.key not in keys)]


def _hits(
    page: list[Ranked], matching: Matching, query: Query, standing: Standing
) -> Iterator[Hit]:
    explainer = Explainer(matching, standing)
    for found in page:
        each = found.candidate
        pin = query.pinned.index(each.key) + 1 if query.pinned and each.key in query.pinned else 0
        parts = explainer.parts(found, pin=pin) if query.is_explained else ()
        yield Hit(each.kind, each.object_id, found.score, each.created, pin, parts)
