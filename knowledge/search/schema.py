"""The fields of the index and how a document fills them."""

import hashlib
from collections.abc import Iterable
from functools import cache

import tantivy

from knowledge.search.analysis import ANALYSIS_VERSION, LANGUAGES, terms_of
from knowledge.search.compounds import PARTS_FILE
from knowledge.search.engine import Document, Kind, State
from knowledge.search.folding import fold_german
from knowledge.search.stopwords import ENGLISH, GERMAN
from knowledge.search.titles import grams_of
from knowledge.search.tokens import words_of

# Raise it with any change of the fields or of what is put into them.
SCHEMA_VERSION = 2
TITLE_WEIGHT = 3
# No term: no phrase goes on beyond it.
GAP = "|"
KIND_CODES = {kind.value: code for code, kind in enumerate(Kind)}
KIND_OF_CODE = {code: kind for kind, code in KIND_CODES.items()}
STATE_CODES = {state.value: code for code, state in enumerate(State)}
STATE_OF_CODE = {code: state for state, code in STATE_CODES.items()}
LANGUAGE_CODES = {language: code for code, language in enumerate(LANGUAGES)}
LANGUAGE_OF_CODE = {code: language for language, code in LANGUAGE_CODES.items()}


@cache
def index_version() -> str:
    """Another version of fields, analysis, stop words or compound parts is another index."""
    digest = hashlib.sha256(PARTS_FILE.read_bytes())
    digest.update(" ".join(sorted(GERMAN | ENGLISH)).encode())
    return f"{SCHEMA_VERSION}-{ANALYSIS_VERSION}-{digest.hexdigest()[:8]}"


@cache
def index_schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("key", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("tag", tokenizer_name="raw", index_option="basic", stored=True)
    builder.add_text_field("text", tokenizer_name="terms", index_option="position")
    builder.add_text_field("extra", tokenizer_name="terms", index_option="position")
    builder.add_text_field("words", tokenizer_name="terms", index_option="basic")
    builder.add_text_field("grams", tokenizer_name="terms", index_option="basic")
    builder.add_bytes_field("title", stored=True)
    for name in ("kind", "state", "language", "product_id"):
        builder.add_integer_field(name, indexed=True, fast=True)
    builder.add_integer_field("created", indexed=True, fast=True)
    for name in ("object_id", "linked", "is_official", "tag_set"):
        builder.add_integer_field(name, fast=True)
    return builder.build()


def register_analysers(index: tantivy.Index) -> tantivy.Index:
    """Text comes analysed: all the index itself has to do is to cut at the spaces."""
    analyser = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
    index.register_tokenizer("terms", analyser)
    return index


def as_stored(document: Document) -> tantivy.Document:
    language = document.language if document.language in LANGUAGES else LANGUAGES[0]
    title = terms_of(document.title, language)
    stored = tantivy.Document(
        key=document.key,
        tag=list(document.tags),
        text=" ".join([*[*title, GAP] * TITLE_WEIGHT, *terms_of(document.body, language)]),
        extra=" ".join(terms_of(" ".join((document.extra, *document.tags)), language)),
        words=" ".join(spellings(document.title)),
        grams=" ".join(sorted(grams_of(document.title))),
        title=document.title.encode(),
    )
    stored.add_integer("kind", KIND_CODES[document.kind])
    stored.add_integer("object_id", document.object_id)
    stored.add_integer("state", STATE_CODES[document.state])
    stored.add_integer("language", LANGUAGE_CODES[language])
    stored.add_integer("created", document.created)
    stored.add_integer("linked", document.linked)
    stored.add_integer("tag_set", _number_of(document.tags))
    stored.add_integer("is_official", int(document.is_official))
    if document.product_id is not None:
        stored.add_integer("product_id", document.product_id)
    return stored


def _number_of(tags: Iterable[str]) -> int:
    """The same for the same tags, 0 for none."""
    joined = "\n".join(sorted(tags))
    return int.from_bytes(hashlib.sha256(joined.encode()).digest()[:7]) if joined else 0


def spellings(title: str) -> list[str]:
    """Its whole words, for completing and correcting what is typed."""
    return [fold_german(word) for word in words_of(title)]
