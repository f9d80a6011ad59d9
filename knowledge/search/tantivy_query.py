"""Builds tantivy's queries; the text of a user never meets a query parser."""

from collections.abc import Iterable

from tantivy import Occur, Query, Schema

from knowledge.search import engine
from knowledge.search.ranking import EXTRA_WEIGHT
from knowledge.search.schema import KIND_CODES, LANGUAGE_CODES, STATE_CODES

Terms = Iterable[tuple[str, float]]


def any_of_terms(schema: Schema, terms: Terms) -> Query:
    clauses = []
    for term, weight in terms:
        clauses.append((Occur.Should, _term(schema, "text", term, weight)))
        clauses.append((Occur.Should, _term(schema, "extra", term, weight * EXTRA_WEIGHT)))
    return Query.boolean_query(clauses)


def filtered(schema: Schema, matching: Query, asked: engine.Query) -> Query:
    """What matches and passes the filters, which add nothing to the score."""
    filters: list[tuple[str, list]] = [
        ("state", [STATE_CODES[state] for state in asked.states]),
        ("language", [LANGUAGE_CODES[language] for language in asked.languages]),
        ("product_id", list(asked.product_ids)),
        ("tag", list(asked.tags)),
        ("kind", [KIND_CODES[kind] for kind in asked.kinds]),
    ]
    clauses = [(Occur.Must, matching)]
    for field, values in filters:
        if values:
            clauses.append((Occur.Must, _one_of(schema, field, values)))
    for key in asked.without:
        clauses.append((Occur.MustNot, Query.term_query(schema, "key", key)))
    return Query.boolean_query(clauses) if len(clauses) > 1 else matching


def _term(schema: Schema, field: str, term: str, weight: float) -> Query:
    query = Query.term_query(schema, field, term, "freq")
    return query if weight == 1.0 else Query.boost_query(query, weight)


def _one_of(schema: Schema, field: str, values: list) -> Query:
    return Query.const_score_query(Query.term_set_query(schema, field, values), 0.0)
