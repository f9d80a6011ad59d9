"""Small pictures of every kind, made on the spot."""

import struct
import zlib
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


def png_of(width: int, height: int, *, bits: int = 8) -> bytes:
    """A picture whose header promises this size; hardly any of it is there."""

    def chunk(name: bytes, content: bytes) -> bytes:
        checksum = zlib.crc32(name + content)
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", checksum)

    header = struct.pack(">IIBBBBB", width, height, bits, 0, 0, 0, 0)
    pixels = zlib.compress(bytes(1000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels)
