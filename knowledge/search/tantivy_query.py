"""Builds tantivy's queries; the text of a user never meets a query parser."""

from collections.abc import Iterable

from tantivy import FieldType, Occur, Query, Schema

from knowledge.search import engine
from knowledge.search.analysis import LANGUAGES, terms_of_word
from knowledge.search.ranking import EXTRA_WEIGHT
from knowledge.search.schema import KIND_CODES, LANGUAGE_CODES, STATE_CODES
from knowledge.search.wording import Phrase, Wording

TEXTS = (("text", 1.0), ("extra", EXTRA_WEIGHT))


def any_of_words(schema: Schema, wording: Wording, *, with_small_words: bool = False) -> Query:
    """What holds any of the words, and all phrases in quotation marks."""
    terms = (*wording.terms, *wording.small) if with_small_words else wording.terms
    words = [query for term, weight in terms for query in term_queries(schema, term, weight)]
    phrases = [phrase_query(schema, phrase, weight) for phrase, weight in wording.expansions]
    matching = Query.boolean_query([(Occur.Should, query) for query in (*words, *phrases)])
    return _all_of(
        [matching, *(_unscored(phrase_query(schema, each, 1.0)) for each in wording.phrases)]
    )


def filtered(schema: Schema, matching: Query, asked: engine.Query) -> Query:
    """What matches and passes the filters, which add nothing to the score."""
    filters: list[tuple[str, list]] = [
        ("state", [STATE_CODES[state] for state in asked.states]),
        ("language", [LANGUAGE_CODES[language] for language in asked.languages]),
        ("product_id", list(asked.product_ids)),
        ("tag", list(asked.tags)),
        ("kind", [KIND_CODES[kind] for kind in asked.kinds]),
    ]
    wanted = [_one_of(schema, field, values) for field, values in filters if values]
    if asked.since or asked.now:
        wanted.append(_unscored(_created_within(schema, asked.since, asked.now)))
    query = _all_of([matching, *wanted])
    unwanted = [_one_of(schema, "key", list(asked.without))] if asked.without else []
    return query.and_must_not_match(*unwanted) if unwanted else query


def with_keys(schema: Schema, keys: Iterable[str]) -> Query:
    return _one_of(schema, "key", list(keys))


def term_queries(schema: Schema, term: str, weight: float) -> list[Query]:
    """One for each text."""
    return [
        _weighing(Query.term_query(schema, field, term, "freq"), weight * share)
        for field, share in TEXTS
    ]


def phrase_query(schema: Schema, words: Phrase, weight: float) -> Query:
    """These words in this order, in any language and any text."""
    clauses = []
    for language in LANGUAGES:
        terms = [term for word in words for term in terms_of_word(word, language)]
        for field, share in TEXTS if terms else ():
            found = (
                Query.phrase_query(schema, field, list(terms))
                if len(terms) > 1
                else Query.term_query(schema, field, terms[0], "freq")
            )
            clauses.append((Occur.Should, _weighing(found, weight * share)))
    return Query.boolean_query(clauses)


def _created_within(schema: Schema, first: int, last: int) -> Query:
    """From `first` on, and before `last`; 0 for any time."""
    return Query.range_query(
        schema,
        "created",
        FieldType.Integer,
        lower_bound=first or None,
        upper_bound=last or None,
        include_upper=not last,
    )


def _all_of(queries: list[Query]) -> Query:
    """Scored by the first; alone it stays what it is, which is looked for fastest."""
    if len(queries) == 1:
        return queries[0]
    return Query.boolean_query([(Occur.Must, query) for query in queries])


def _one_of(schema: Schema, field: str, values: list) -> Query:
    return _unscored(Query.term_set_query(schema, field, values))


def _weighing(query: Query, weight: float) -> Query:
    return query if weight == 1.0 else Query.boost_query(query, weight)


def _unscored(query: Query) -> Query:
    return Query.const_score_query(query, 0.0)
