"""Draws a picture anew from nothing but its pixels: no metadata and no second content survive.

Run as a program it reads a file from standard input and writes WebP to standard output; its
process may use little memory and time, since decoders are where hostile files do their harm.
"""

import resource
import sys
from contextlib import suppress
from enum import IntEnum
from io import BytesIO

from PIL import ExifTags, Image, ImageOps
from PIL.GifImagePlugin import GifImageFile
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile
from PIL.WebPImagePlugin import WebPImageFile

FORMATS = [reader.format for reader in (JpegImageFile, PngImageFile, WebPImageFile, GifImageFile)]
SIDE = 256
QUALITY = 82
# A good camera's picture, decoded in the memory below.
MOST_PIXELS = 25_000_000
MOST_MEMORY = 256 * 2**20
MOST_SECONDS = 5

# Modes that can be scaled down as they are.
_SMOOTH = {"L", "LA", "RGB", "RGBA"}
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


class Outcome(IntEnum):
    """How the program ends."""

    DRAWN = 0
    BROKEN = 1
    NO_PICTURE = 3
    TOO_MANY_PIXELS = 4


class CannotDraw(Exception):
    def __init__(self, outcome: Outcome) -> None:
        super().__init__(outcome.name)
        self.outcome = outcome


def draw(upload: bytes) -> bytes:
    """The middle of the picture as a square WebP, upright, on white.

    Raises CannotDraw for other kinds of files and, before anything is decoded, for too many
    pixels; a broken file raises whatever its decoder does.
    """
    with _opened(upload) as image:
        turn = _TURNS.get(_orientation(image))
        image.draft("RGB", (2 * SIDE, 2 * SIDE))
        image.load()
        plain = image if image.mode in _SMOOTH else image.convert("RGBA")
        square = ImageOps.fit(plain, (SIDE, SIDE)).convert("RGBA")
    return _encoded(square.transpose(turn) if turn is not None else square)


def _opened(upload: bytes) -> Image.Image:
    try:
        image = Image.open(BytesIO(upload), formats=FORMATS)
    except Image.UnidentifiedImageError:
        raise CannotDraw(Outcome.NO_PICTURE) from None
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise CannotDraw(Outcome.TOO_MANY_PIXELS) from None
    if image.width * image.height > MOST_PIXELS:
        raise CannotDraw(Outcome.TOO_MANY_PIXELS)
    return image


def _orientation(image: Image.Image) -> int:
    with suppress(Exception):  # garbled metadata spoil no picture
        return image.getexif().get(ExifTags.Base.Orientation, 1)
    return 1


def _encoded(square: Image.Image) -> bytes:
    drawn = Image.new("RGB", square.size, "white")
    drawn.paste(square, mask=square.getchannel("A"))
    written = BytesIO()
    drawn.save(written, "WEBP", quality=QUALITY)
    return written.getvalue()


def _limit_this_process() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    with suppress(ValueError, OSError):  # not every system counts address space
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))


def main() -> int:
    _limit_this_process()
    try:
        sys.stdout.buffer.write(draw(sys.stdin.buffer.read()))
    except CannotDraw as problem:
        return problem.outcome
    except MemoryError:
        return Outcome.TOO_MANY_PIXELS
    return Outcome.DRAWN


if __name__ == "__main__":
    sys.exit(main())
