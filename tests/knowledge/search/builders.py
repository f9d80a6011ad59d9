from collections.abc import Sequence
from itertools import count

from knowledge.search.engine import Document, Kind, Query, State
from knowledge.search.tantivy_engine import TantivyEngine

_numbers = count(1)


def make_document(title: str, **fields) -> Document:
    defaults = {"kind": Kind.QUESTION, "object_id": next(_numbers), "language": "de"}
    return Document(**{**defaults, "title": title, **fields})


def make_article(title: str, **fields) -> Document:
    return make_document(title, **{"kind": Kind.ARTICLE, "state": State.PUBLISHED, **fields})


def found_by(engine: TantivyEngine, text: str, **filters) -> list[str]:
    return [hit.key for hit in engine.search(Query(text=text, **filters)).hits]


def nothing(keys: Sequence[str]) -> list[Document]:
    return []
