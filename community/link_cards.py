"""The picture that other sites show of a link to a question: drawn by us, from its title alone."""

from collections.abc import Iterator
from functools import cache, lru_cache
from io import BytesIO
from pathlib import Path
from unicodedata import normalize

from django.conf import settings
from PIL import Image, ImageDraw, ImageFont

# What the sites that show such pictures ask for, in pixels.
WIDTH, HEIGHT = 1200, 630
MARGIN = 84
MOST_LINES = 4
# Title sizes, the largest that fits is taken.
SIZES = (76, 66, 58, 50)
LEADING = 1.22

NIGHT = (12, 42, 48)
NIGHT_INK = (245, 246, 243)
QUIET_INK = (170, 190, 193)
ACCENT = (108, 199, 210)

_FONT = Path(settings.BASE_DIR) / "static" / "fonts" / "inter-latin-wght-normal.woff2"
BOLD, REGULAR = 700, 500

Font = ImageFont.FreeTypeFont


def draw_card(title: str, *, community: str, beneath: str) -> bytes:
    """A PNG of 1200 × 630 pixels with `title`, the community's name, and a line `beneath`.

    Of letters that the typeface lacks the marks are left out, other signs wholly; a title in
    another script gives a card that names the community alone.
    """
    picture = Image.new("RGB", (WIDTH, HEIGHT), NIGHT)
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 0, 16, HEIGHT), fill=ACCENT)
    pen.text((MARGIN, MARGIN - 12), _drawable(community), font=_font(34, BOLD), fill=ACCENT)
    _write_title(pen, _drawable(title) if _is_mostly_ours(title) else _drawable(community))
    line = next(_lines(_drawable(beneath), _font(30, REGULAR)), "")
    pen.text((MARGIN, HEIGHT - MARGIN - 26), line, font=_font(30, REGULAR), fill=QUIET_INK)
    return _png(picture)


def _write_title(pen: ImageDraw.ImageDraw, title: str) -> None:
    font, lines = _fitting(title)
    height = int(font.size * LEADING)
    top = (HEIGHT - height * len(lines)) // 2
    for number, line in enumerate(lines):
        pen.text((MARGIN, top + number * height), line, font=font, fill=NIGHT_INK)


def _fitting(title: str) -> tuple[Font, list[str]]:
    for size in SIZES:
        font = _font(size, BOLD)
        lines = list(_lines(title, font))
        if len(lines) <= MOST_LINES:
            return font, lines
    kept = lines[:MOST_LINES]
    kept[-1] = _cut(kept[-1] + "…", font)
    return font, kept


def _lines(text: str, font: Font) -> Iterator[str]:
    """`text` broken into lines that fit; a word that is too long is cut."""
    line = ""
    for word in text.split():
        longer = f"{line} {word}".strip()
        if font.getlength(longer) <= WIDTH - 2 * MARGIN:
            line = longer
            continue
        if line:
            yield line
        line = _cut(word, font)
    if line:
        yield line


def _cut(word: str, font: Font) -> str:
    if font.getlength(word) <= WIDTH - 2 * MARGIN:
        return word
    while font.getlength(f"{word}…") > WIDTH - 2 * MARGIN:
        word = word[:-1]
    return f"{word}…"


def _is_mostly_ours(text: str) -> bool:
    return 2 * len(_drawable(text)) > len(text)


def _drawable(text: str) -> str:
    return " ".join("".join(map(_drawn_as, text)).split())


@lru_cache(2000)
def _drawn_as(sign: str) -> str:
    return next((way for way in (sign, normalize("NFKD", sign)[0]) if _has(way)), "")


def _has(sign: str) -> bool:
    """Can the typeface draw it? What it cannot looks as a sign that stands for nothing."""
    return sign.isspace() or bytes(_font(30, REGULAR).getmask(sign)) != _MISSING


@cache
def _font(size: int, weight: int) -> Font:
    font = ImageFont.truetype(_FONT, size, layout_engine=ImageFont.Layout.BASIC)
    font.set_variation_by_axes([weight])
    return font


_MISSING = bytes(_font(30, REGULAR).getmask("\uffff"))


def _png(picture: Image.Image) -> bytes:
    written = BytesIO()
    picture.save(written, "PNG", compress_level=4)
    return written.getvalue()
