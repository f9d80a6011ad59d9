"""The readable part of an address."""

import hashlib
import re
import unicodedata

import regex

from config.text import clean_line

TITLE_SLUG_LENGTH = 60
TAG_SLUG_LENGTH = 100

_GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_SIGNS_IN_WORDS = (
    (re.compile(r"(?<=\w)\++"), lambda signs: "-plus" * len(signs[0])),
    (re.compile(r"(?<=[a-z])#"), lambda _: "-sharp"),
    (re.compile(r"(?<![\w.])\.(?=\w)"), lambda _: "dot-"),
)
_GAP = regex.compile(r"(?:(?![a-z0-9])\p{ASCII}|[\p{P}\p{Z}])+")
_UNREADABLE = re.compile(r"[^a-z0-9]+")


def slugify(text: str, *, length: int = TITLE_SLUG_LENGTH) -> str:
    """For titles, where an id stands beside it: readable, never empty, cut between words."""
    slug = _UNREADABLE.sub("-", _hyphenated(text)).strip("-")
    if not slug:
        return _coded(text, length=length)
    if len(slug) <= length:
        return slug
    return slug[: length + 1].rpartition("-")[0] or slug[:length]


def tag_slug(name: str) -> str:
    """What makes a tag the tag it is: two names with one slug are the same tag.

    `C++`, `C#` and `C` differ, `Ähnlich` and `aehnlich` do not. What plain letters cannot
    say is coded whole, after `x--`, which no readable slug contains.
    """
    slug = _hyphenated(name)
    if slug and slug.isascii() and len(slug) <= TAG_SLUG_LENGTH:
        return slug
    return _coded(slug or name, length=TAG_SLUG_LENGTH)


def _hyphenated(text: str) -> str:
    text = _folded(text).translate(_GERMAN)
    for sign, words in _SIGNS_IN_WORDS:
        text = sign.sub(words, text)
    return _GAP.sub("-", "".join(map(_without_accent, text))).strip("-")


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", clean_line(text)).casefold())


def _without_accent(letter: str) -> str:
    base = unicodedata.normalize("NFD", letter)[0]
    if base.isascii():
        return base
    return "" if unicodedata.combining(letter) else letter


def _coded(text: str, *, length: int) -> str:
    code = _folded(text).encode().hex() or "0"
    if len(code) > length - len("x--"):
        code = hashlib.sha256(code.encode()).hexdigest()[:32]
    return f"x--{code}"
