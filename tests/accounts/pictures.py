"""Small pictures of every kind, made on the spot."""

from io import BytesIO
from typing import Any

from PIL import Image


def picture(
    kind: str = "PNG", *, size=(60, 40), colour: Any = "red", mode="RGB", **options
) -> bytes:
    written = BytesIO()
    Image.new(mode, size, colour).save(written, kind, **options)
    return written.getvalue()


def halves(kind: str = "PNG", *, left="red", right="blue", **options) -> bytes:
    """Left half and right half in two colours, so that one sees how it was turned."""
    image = Image.new("RGB", (60, 60), left)
    image.paste(right, (30, 0, 60, 60))
    written = BytesIO()
    image.save(written, kind, **options)
    return written.getvalue()


def looked_at(drawn: bytes) -> Image.Image:
    image = Image.open(BytesIO(drawn))
    image.load()
    return image


def is_like(pixel: tuple[int, ...], colour: tuple[int, int, int]) -> bool:
    """WebP keeps colours nearly."""
    return all(abs(one - other) < 40 for one, other in zip(pixel, colour, strict=False))
