"""Draws an image anew from nothing but its pixels: upright, on white, and no larger than a page
can show."""

from collections.abc import Iterator
from io import BytesIO

from PIL import Image

from config.pictures.opening import opened, turn_of

MOST_PIXELS = 40_000_000
LONGEST_SIDE = 12_000
SHOWN_SIDE = 2_000  # as in `addresses`, which its process does not load
QUALITY = 85
# Pixels that are looked at together: a whole large picture in every mode would not fit.
_BAND = 1_000_000
# What came without loss is kept so, while that is not much larger.
_LOSSLESS = {"PNG", "GIF"}
_MOST_LOSSLESS = 600_000


def draw(upload: bytes) -> bytes:
    """The picture, of a film the first one, as WebP with at most 2,000 pixels on a side.

    Raises CannotDraw for other kinds of files and, before anything is decoded, for too many
    pixels; a broken file raises whatever its decoder does.
    """
    with opened(upload, most_pixels=MOST_PIXELS, longest_side=LONGEST_SIDE) as image:
        kind, turn = image.format, turn_of(image)
        image.draft("RGB", (SHOWN_SIDE, SHOWN_SIDE))
        image.load()
        small = _reduced(image)
    small.thumbnail((SHOWN_SIDE, SHOWN_SIDE), Image.Resampling.LANCZOS)
    return _encoded(small if turn is None else small.transpose(turn), kind)


def _reduced(image: Image.Image) -> Image.Image:
    """On white, and by a whole number as near to its later size as that can be."""
    factor = max(1, max(image.size) // SHOWN_SIDE)
    width, height = (-(-side // factor) for side in image.size)
    reduced = Image.new("RGB", (width, height), "white")
    for top, band in _bands(image, factor):
        reduced.paste(band.reduce(factor) if factor > 1 else band, (0, top // factor))
    return reduced


def _bands(image: Image.Image, factor: int) -> Iterator[tuple[int, Image.Image]]:
    rows = factor * max(1, _BAND // (image.width * factor))
    for top in range(0, image.height, rows):
        box = (0, top, image.width, min(top + rows, image.height))
        yield top, _on_white(image.crop(box))


def _on_white(band: Image.Image) -> Image.Image:
    if band.mode.startswith("I"):  # sixteen bits of grey
        return band.convert("I").point(lambda grey: grey / 256).convert("RGB")
    if band.mode in {"RGB", "L", "CMYK"} and "transparency" not in band.info:
        return band.convert("RGB")
    colours = band.convert("RGBA")
    white = Image.new("RGB", band.size, "white")
    white.paste(colours, mask=colours.getchannel("A"))
    return white


def _encoded(drawn: Image.Image, kind: str | None) -> bytes:
    written = BytesIO()
    if kind in _LOSSLESS:
        drawn.save(written, "WEBP", lossless=True, quality=20, method=1)
        if written.tell() <= _MOST_LOSSLESS:
            return written.getvalue()
        written = BytesIO()
    drawn.save(written, "WEBP", quality=QUALITY, method=3)
    return written.getvalue()
