"""The result as a table in Markdown, and what of it misses its limit."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from benchmarks.measuring import Measured
from benchmarks.visits import WORKBENCH, WORKBENCH_PAGES

# × the bare view, one client. What is not named here is only reported.
LIMITS = {
    "question, anonymous": 6,
    "question, anonymous, kept": 1.5,
    "question, signed in": 8,
    "hot thread": 20,
    "list, page 1": 6,
    "list, deep page": 6,
    "list, solved, deep page": 6,
    "tag": 6,
    "tag, deep page": 6,
    "article": 6,
    "articles": 6,
    "product": 6,
    **dict.fromkeys((f"{WORKBENCH}{name}" for name in WORKBENCH_PAGES), 6),
    "search, rare word": 8,
    "search, common word": 8,
    "search, three words": 8,
    "ask": 15,
    "answer": 15,
}
# Queries that it may cost, where that is not held for every page by the suite.
QUERIES = {
    "article": 8,
    "articles": 8,
    "product": 8,
    **dict.fromkeys((f"{WORKBENCH}{name}" for name in WORKBENCH_PAGES), 8),
}
HEADINGS = ("page", "p50 ms", "p95 ms", "×", "limit", "req/s at 8", "bare", "errors", "queries")


@dataclass(frozen=True)
class Result:
    questions: int
    articles: int
    cores: int
    rows: Sequence[Measured]
    queries: Mapping[str, int]
    memory: Sequence[int]


def as_table(result: Result) -> str:
    lines = [HEADINGS, ["---", *["---:"] * (len(HEADINGS) - 1)]]
    lines += [_cells(row, result.queries) for row in result.rows]
    table = "\n".join(f"| {' | '.join(line)} |" for line in lines)
    memory = ", ".join(map(str, result.memory))
    return (
        f"{result.questions:,} questions, {result.articles:,} articles, {result.cores} cores,"
        " PostgreSQL without fsync.\n\n"
        f"{table}\n\nMemory per web worker (PSS, MiB): {memory}"
    )


def misses(rows: Iterable[Measured], queries: Mapping[str, int]) -> list[str]:
    """One sentence for each figure beyond its limit and each page with errors."""
    rows = list(rows)
    return [
        *(f"{row.name}: ×{row.ratio:.1f}, limit {LIMITS[row.name]}." for row in _too_slow(rows)),
        *(f"{row.name}: {row.errors} errors." for row in rows if row.errors),
        *(
            f"{name}: {queries[name]} queries, limit {most}."
            for name, most in QUERIES.items()
            if queries.get(name, 0) > most
        ),
    ]


def _too_slow(rows: Iterable[Measured]) -> list[Measured]:
    return [row for row in rows if row.ratio > LIMITS.get(row.name, float("inf"))]


def _cells(row: Measured, queries: Mapping[str, int]) -> list[str]:
    return [
        row.name,
        f"{row.p50:.2f}",
        f"{row.p95:.2f}",
        f"{row.ratio:.1f}",
        f"≤ {LIMITS[row.name]}" if row.name in LIMITS else "–",
        f"{row.rate:.0f}",
        f"{row.rate_of_bare:.0f}",
        str(row.errors),
        str(queries.get(row.name, "–")),
    ]
