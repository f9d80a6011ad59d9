"""The address of an image tells its size too, so that a page keeps its place while it loads."""

import re
import secrets
from typing import NamedTuple

LONGEST_SIDE = 2_000
IMAGES = "/images/"
_SIDE = r"(?:[1-9]\d{0,2}|1\d{3}|2000)"
KEY = rf"[0-9a-f]{{24}}-{_SIDE}x{_SIDE}"
_ADDRESS = re.compile(rf"{IMAGES}(?P<key>[0-9a-f]{{24}}-(?P<width>{_SIDE})x(?P<height>{_SIDE}))")
_MARK = re.compile(r"[\\`*_\[\]<>&~!]")
_SHOWN = re.compile(rf'<img src="/images/({KEY})"')


class ImageAddress(NamedTuple):
    key: str
    width: int
    height: int


def new_key(width: int, height: int) -> str:
    """Nobody can guess it, and it says nothing about where the image came from (A-UP-03)."""
    return f"{secrets.token_hex(12)}-{width}x{height}"


def address_of(key: str) -> str:
    """The same in every language, for it stands in stored texts."""
    return f"{IMAGES}{key}"


def image_markdown(key: str, description: str) -> str:
    """What an author writes to show it."""
    literally = _MARK.sub(r"\\\g<0>", description)
    return f"![{literally}]({address_of(key)})"


def image_address(address: str) -> ImageAddress | None:
    """What an address of an image of ours says; None for any other address."""
    found = _ADDRESS.fullmatch(address)
    if found is None:
        return None
    return ImageAddress(found["key"], int(found["width"]), int(found["height"]))


def named_keys(text: str) -> set[str]:
    """The keys of the images whose addresses stand in what somebody writes."""
    return {found["key"] for found in _ADDRESS.finditer(text)}


def shown_keys(html: str) -> set[str]:
    """The keys of the images that a rendered text shows."""
    return set(_SHOWN.findall(html))
