"""How many hits each filter would show."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from operator import attrgetter
from typing import TypedDict

from knowledge.search.engine import Query
from knowledge.search.matching import Matching
from knowledge.search.ranking import Candidate


class Counts(TypedDict, total=False):
    """Of Result."""

    state_counts: Counter[str]
    product_counts: Counter[int]
    tag_counts: Counter[str]
    language_counts: Counter[str]


def counts_of(query: Query, matching: Matching) -> Counts:
    """Each disregards its own filter."""
    of_any_form = matching.candidates(replace(query, kinds=(), states=()))
    of_any_product = matching.candidates(replace(query, product_ids=()))
    of_any_tag = matching.candidates(replace(query, tags=()))
    of_any_language = matching.candidates(replace(query, languages=()))
    return Counts(
        state_counts=Counter(map(attrgetter("state"), of_any_form)),
        product_counts=Counter(each.product_id for each in of_any_product if each.product_id),
        tag_counts=_tag_counts(of_any_tag, matching),
        language_counts=Counter(map(attrgetter("language"), of_any_language)),
    )


def _tag_counts(candidates: Sequence[Candidate], matching: Matching) -> Counter[str]:
    """Stored tags are read once for all that have the same."""
    sets = Counter(each.tag_set for each in candidates if each.tag_set)
    examples = {each.tag_set: each for each in candidates if each.tag_set}
    counts: Counter[str] = Counter()
    for tag_set, count in sets.items():
        counts.update(dict.fromkeys(matching.tags_of(examples[tag_set]), count))
    return counts
