"""A text as it is searched: tricks of spelling are undone, and every place is known again."""

import unicodedata
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

import regex

from community.markup.personal.kinds import Find
from community.markup.personal.quiet import Quiet

# What stands where something was found already; no rule reads on across it.
BARRIER = "\N{BULLET}"

# In Markdown it says that the sign behind it is meant as it stands.
_ESCAPE = regex.compile(r"\\(?=[!-/:-@\[-`{-~])")
_INVISIBLE = regex.compile(r"[\p{Cf}\p{Default_Ignorable_Code_Point}\u20e3]")
_FULL_WIDTH = range(0xFF01, 0xFF5F)


class Reading:
    """The text in plain digits, spaces and dashes, without what nobody sees."""

    def __init__(self, text: str, quiet: Quiet | None = None) -> None:
        self.original = text
        self._quiet = quiet
        self._places: list[int] | None = None
        is_plain = text.isascii() and "\\" not in text
        self.text = text if is_plain else self._plain(text)

    @property
    def quiet(self) -> Quiet:
        if self._quiet is None:
            self._quiet = Quiet.of(self.text)
        return self._quiet

    def cover(self, spans: Iterable[tuple[int, int]]) -> None:
        """Let nothing be read there any more; the spans do not overlap."""
        parts: list[str] = []
        place = 0
        for start, end in sorted(spans):
            parts += self.text[place:start], BARRIER * (end - start)
            place = end
        self.text = "".join(parts) + self.text[place:]

    def in_original(self, find: Find) -> Find:
        """The find where it stands in the text as it was written."""
        start, end = find.start, find.end
        if self._places is not None:
            start, end = self._places[start], self._places[end - 1] + 1
        return replace(find, start=start, end=end, text=self.original[start:end])

    def _plain(self, text: str) -> str:
        signs = [_plain_sign(sign) for sign in text]
        for escape in _ESCAPE.finditer(text):
            signs[escape.start()] = ""
        if "" in signs:
            self._places = [place for place, sign in enumerate(signs) if sign]
        return "".join(signs)


@lru_cache(10_000)
def _plain_sign(sign: str) -> str:
    if sign.isascii():
        return sign
    if ord(sign) in _FULL_WIDTH:
        return chr(ord(sign) - 0xFEE0)
    if _INVISIBLE.match(sign):
        return ""
    category = unicodedata.category(sign)
    if category == "Nd":
        return str(unicodedata.decimal(sign))
    return {"Zs": " ", "Pd": "-"}.get(category, sign)
