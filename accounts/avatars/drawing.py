"""Draws a picture anew from nothing but its pixels: no metadata and no second content survive."""

from io import BytesIO

from PIL import Image, ImageOps

from config.pictures.opening import CannotDraw, Outcome, opened, turn_of

__all__ = ["MOST_PIXELS", "SIDE", "CannotDraw", "Outcome", "draw"]

SIDE = 256
QUALITY = 82
# A good camera's picture, decoded in the memory that its process may use.
MOST_PIXELS = 25_000_000

# Modes that can be scaled down as they are.
_SMOOTH = {"L", "LA", "RGB", "RGBA"}


def draw(upload: bytes) -> bytes:
    """The middle of the picture as a square WebP, upright, on white.

    Raises CannotDraw for other kinds of files and, before anything is decoded, for too many
    pixels; a broken file raises whatever its decoder does.
    """
    with opened(upload, most_pixels=MOST_PIXELS) as image:
        turn = turn_of(image)
        image.draft("RGB", (2 * SIDE, 2 * SIDE))
        image.load()
        plain = image if image.mode in _SMOOTH else image.convert("RGBA")
        square = ImageOps.fit(plain, (SIDE, SIDE)).convert("RGBA")
    return _encoded(square.transpose(turn) if turn is not None else square)


def _encoded(square: Image.Image) -> bytes:
    drawn = Image.new("RGB", square.size, "white")
    drawn.paste(square, mask=square.getchannel("A"))
    written = BytesIO()
    drawn.save(written, "WEBP", quality=QUALITY)
    return written.getvalue()
