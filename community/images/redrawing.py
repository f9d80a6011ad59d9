from io import BytesIO
from typing import NamedTuple

from PIL import Image

from community.images import drawing
from config.pictures.apart import UnacceptablePicture, drawn_apart

__all__ = ["Drawn", "UnacceptablePicture", "redraw"]


class Drawn(NamedTuple):
    """A WebP, and how many pixels it has."""

    content: bytes
    width: int
    height: int


def redraw(upload: bytes) -> Drawn:
    """What `upload` shows, at most 2,000 pixels wide and high; raises UnacceptablePicture."""
    content = drawn_apart(drawing.__name__, upload)
    with Image.open(BytesIO(content), formats=["WEBP"]) as image:
        return Drawn(content, *image.size)
