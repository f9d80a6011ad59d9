"""The texts of the demo community, as they lie in `content/`, read without the database.

Offsets count back from the start of the demo, except `after`: that one counts from the asking.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from knowledge.demo.cast import Organisation, Person, person_from
from knowledge.demo.deeds import ArticleDeed, Deed, Remark

CONTENT = Path(__file__).parent / "content"
LANGUAGES = ("de", "en")

_OFFSETS = {
    *("joined", "asked", "after", "published", "checked", "ago", "since", "listed", "erased"),
    *("granted", "proved", "proposed", "contract_left", "unreachable", "downloaded", "until"),
    *("over", "valid_until", "valid_ended"),
}
_UNITS = {"d": "days", "h": "hours", "m": "minutes"}


@dataclass(frozen=True)
class Product:
    slug: str
    name_de: str
    name_en: str
    parent: str = ""
    description_de: str = ""
    description_en: str = ""


@dataclass(frozen=True)
class Answer:
    key: str
    author: str
    after: timedelta
    body: str
    up: tuple[str, ...] = ()
    down: tuple[str, ...] = ()
    why: dict[str, str] = field(default_factory=dict)
    flag: str = ""


@dataclass(frozen=True)
class Solution:
    """Which answer the asker accepted, and how long after asking."""

    by: str
    after: timedelta


@dataclass(frozen=True)
class Thread:
    """`about` is the family of the article that its asker had read."""

    key: str
    language: str
    product: str
    kind: str
    author: str
    asked: timedelta
    title: str
    body: str
    tags: tuple[str, ...] = ()
    affected: tuple[str, ...] = ()
    imported_affected: int = 0
    about: str = ""
    solved: Solution | None = None
    answers: tuple[Answer, ...] = ()
    remarks: tuple[Remark, ...] = ()
    deeds: tuple[Deed, ...] = ()

    @property
    def affected_count(self) -> int:
        return len(self.affected) + self.imported_affected

    @property
    def solution(self) -> Answer | None:
        by = self.solved.by if self.solved else None
        return next((answer for answer in self.answers if answer.key == by), None)


@dataclass(frozen=True)
class Source:
    """The thread and the answer in it that an article grew out of."""

    question: str
    answer: str


@dataclass(frozen=True)
class Article:
    """`state` is how it lies on the desk where it is not published; `deeds` are what came after.

    It holds for so long from the start of the demo, `valid_until`, or ended so long before it,
    `valid_ended`.
    """

    family: str
    language: str
    title: str
    product: str
    state: str
    owner: str
    valid_for: str
    applies: str
    cause: str
    solution: str
    published: timedelta | None = None
    checked_by: str = ""
    checked: timedelta | None = None
    source: Source | None = None
    phrases: tuple[str, ...] = ()
    written_by: str = "jana"
    audience: str = "public"
    valid_until: timedelta | None = None
    valid_ended: timedelta | None = None
    deeds: tuple[ArticleDeed, ...] = ()


@dataclass(frozen=True)
class Kept:
    """A question that somebody without an account wrote and has not published yet."""

    language: str
    email: str
    asked: timedelta
    product: str
    title: str
    body: str
    tags: tuple[str, ...] = ()


@dataclass(frozen=True)
class Content:
    """Everything, in the order in which it can be written: nothing names what comes later."""

    products: tuple[Product, ...]
    tags: dict[str, tuple[str, ...]]
    organisations: tuple[Organisation, ...]
    people: dict[str, Person]
    threads: dict[str, Thread]
    articles: tuple[Article, ...]
    kept: tuple[Kept, ...] = ()
    topics: dict[str, tuple[dict[str, Any], ...]] = field(default_factory=dict)
    desk: dict[str, tuple[dict[str, Any], ...]] = field(default_factory=dict)


def load_content(folder: Path = CONTENT) -> Content:
    """Products and people as written, threads oldest first, articles by family."""
    people = _read(folder / "people.toml")
    threads = sorted(_threads(folder), key=lambda thread: (-thread.asked, thread.key))
    return Content(
        products=tuple(Product(**row) for row in _read(folder / "products.toml")["products"]),
        tags=_read(folder / "tags.toml"),
        organisations=tuple(Organisation(**row) for row in people["organisations"]),
        people={row["key"]: person_from(row) for row in people["people"]},
        threads={thread.key: thread for thread in threads},
        articles=tuple(_articles(folder)),
        kept=tuple(Kept(**row) for row in _read(folder / "kept.toml")["kept"]),
        topics=_read(folder / "topics.toml"),
        desk=_read(folder / "desk.toml"),
    )


def offset(text: str) -> timedelta:
    """`13d 4h` is thirteen days and four hours."""
    parts = re.findall(r"(\d+)([dhm])", text)
    if not text or " ".join(number + unit for number, unit in parts) != text:
        raise ValueError(f"not an offset: {text!r}")
    return timedelta(**{_UNITS[unit]: int(number) for number, unit in parts})


def _threads(folder: Path) -> Iterator[Thread]:
    for language, path in _written(folder / "threads"):
        table = _read(path)
        parts: dict[str, Any] = {
            "answers": tuple(Answer(**row) for row in table.pop("answers", ())),
            "remarks": tuple(Remark(**row) for row in table.pop("remarks", ())),
            "deeds": tuple(Deed(**row) for row in table.pop("deeds", ())),
        }
        solved = Solution(**table.pop("solved")) if "solved" in table else None
        yield Thread(key=path.stem, language=language, solved=solved, **parts, **table)


def _articles(folder: Path) -> Iterator[Article]:
    for language, path in _written(folder / "articles"):
        table = _read(path)
        source = Source(**table.pop("source")) if "source" in table else None
        deeds = tuple(ArticleDeed(**row) for row in table.pop("deeds", ()))
        yield Article(family=path.stem, language=language, source=source, deeds=deeds, **table)


def _written(folder: Path) -> Iterator[tuple[str, Path]]:
    """The files of each language's folder; a translation has the same name in both."""
    paths = sorted(folder.glob("*/*.toml"), key=lambda path: (path.stem, path.parent.name))
    return ((path.parent.name, path) for path in paths)


def _read(path: Path) -> Any:
    try:
        return _plain(tomllib.loads(path.read_text(encoding="utf-8")))
    except ValueError as problem:
        problem.add_note(f"in {path.name}")
        raise


def _plain(value: Any, name: str = "") -> Any:
    """Lists become tuples, texts lose the line breaks around them, offsets become times."""
    if isinstance(value, dict):
        return {key: _plain(inner, key) for key, inner in value.items()}
    if isinstance(value, list):
        return tuple(_plain(inner) for inner in value)
    if isinstance(value, str):
        return offset(value) if name in _OFFSETS else value.strip()
    return value
