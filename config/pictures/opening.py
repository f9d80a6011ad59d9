"""Opens a picture that may be hostile: by its content, and not before its header was judged.

Knows nothing of this project, since it runs in processes that do nothing else.
"""

import resource
import sys
from collections.abc import Callable
from contextlib import suppress
from enum import IntEnum
from io import BytesIO
from pathlib import Path

from PIL import ExifTags, Image
from PIL.GifImagePlugin import GifImageFile
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile
from PIL.WebPImagePlugin import WebPImageFile

FORMATS = [reader.format for reader in (JpegImageFile, PngImageFile, WebPImageFile, GifImageFile)]
MOST_MEMORY = 256 * 2**20
MOST_SECONDS = 5

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
    """How a drawing process ends."""

    DRAWN = 0
    BROKEN = 1
    NO_PICTURE = 3
    TOO_MANY_PIXELS = 4


class CannotDraw(Exception):
    def __init__(self, outcome: Outcome) -> None:
        super().__init__(outcome.name)
        self.outcome = outcome


def opened(upload: bytes, *, most_pixels: int, longest_side: int | None = None) -> Image.Image:
    """The picture, of which nothing but the header was read.

    Raises CannotDraw for other kinds of files and for too many pixels; whoever decodes it gets
    whatever the decoder raises.
    """
    try:
        image = Image.open(BytesIO(upload), formats=FORMATS)
    except Image.UnidentifiedImageError:
        raise CannotDraw(Outcome.NO_PICTURE) from None
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise CannotDraw(Outcome.TOO_MANY_PIXELS) from None
    if image.width * image.height > most_pixels or max(image.size) > (longest_side or most_pixels):
        raise CannotDraw(Outcome.TOO_MANY_PIXELS)
    return image


def turn_of(image: Image.Image) -> Image.Transpose | None:
    """How it must be turned to stand upright, by what the camera has noted."""
    with suppress(Exception):  # garbled metadata spoil no picture
        return _TURNS.get(image.getexif().get(ExifTags.Base.Orientation, 1))
    return None


def answer(draw: Callable[[bytes], bytes]) -> int:
    """Read a file from standard input, write what `draw` makes of it to standard output; with
    little memory and time, since decoders are where hostile files do their harm."""
    _limit_this_process()
    try:
        sys.stdout.buffer.write(draw(sys.stdin.buffer.read()))
    except CannotDraw as problem:
        return problem.outcome
    except MemoryError:
        return Outcome.TOO_MANY_PIXELS
    return Outcome.DRAWN


def _limit_this_process() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    most = _memory_in_use() + MOST_MEMORY
    with suppress(ValueError, OSError):  # not every system counts address space
        resource.setrlimit(resource.RLIMIT_AS, (most, most))


def _memory_in_use() -> int:
    """Address space, in bytes; libraries that are mapped and hardly used are a part of it."""
    with suppress(OSError):
        return int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    return 0
