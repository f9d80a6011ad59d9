"""Takes the images of an imported text along: files beside it, or data in its own words.

No name of a file leads out of the folder, and every picture is drawn anew (TRUST A-UP-01, -03).
"""

import re
from base64 import b64decode
from binascii import Error
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from urllib.parse import unquote, urlsplit

from accounts.models import User
from community.actions.images import CannotStore, store_image
from community.images.addresses import address_of, new_key
from community.images.redrawing import UnacceptablePicture, redraw
from config.uploads import MOST_BYTES

_DATA = re.compile(r"data:image/[a-z+.-]{1,30};base64,", re.IGNORECASE)
_ELSEWHERE = ("http://", "https://", "//")


class NoPicture(Exception):
    """Its text says why the article goes without it."""


class Pictures:
    """The images of a run, each kept once; a rehearsal draws them and keeps none."""

    def __init__(self, root: Path, *, owner: User, is_rehearsal: bool = False) -> None:
        self._root = root.resolve()
        self._keep = _draw_only if is_rehearsal else _keeper(owner)
        self._kept: dict[str, str] = {}

    def address(self, target: str, *, beside: Path) -> str:
        """Our address of the image that a text in the file `beside` shows; raises NoPicture."""
        content = self._data(target) if _DATA.match(target) else self._file(target, beside)
        if len(content) > MOST_BYTES:
            raise NoPicture("it is larger than 5 MB")
        key = sha256(content).hexdigest()
        if key not in self._kept:
            self._kept[key] = self._keep(content)
        return self._kept[key]

    def _data(self, target: str) -> bytes:
        try:
            return b64decode(unquote(target.partition(",")[2]), validate=True)
        except (Error, ValueError):
            raise NoPicture("its data is damaged") from None

    def _file(self, target: str, beside: Path) -> bytes:
        try:
            path = self._inside(unquote(urlsplit(target).path), beside)
            if path.stat().st_size > MOST_BYTES:
                raise NoPicture("it is larger than 5 MB")
            return path.read_bytes()
        except (OSError, ValueError):
            raise NoPicture("there is no such file in the folder") from None

    def _inside(self, name: str, beside: Path) -> Path:
        """A name that begins at the root of a site begins at the folder here."""
        base = self._root if name.startswith("/") else beside.parent
        path = (base / name.lstrip("/")).resolve(strict=True)
        if not path.is_file() or not path.is_relative_to(self._root):
            raise FileNotFoundError
        return path


def is_elsewhere(target: str) -> bool:
    """An image of another site, to which the text keeps a link."""
    return target.lower().startswith(_ELSEWHERE)


def _keeper(owner: User) -> Callable[[bytes], str]:
    def keep(content: bytes) -> str:
        try:
            return store_image(by=owner, upload=content).get_absolute_url()
        except CannotStore as problem:
            raise NoPicture(str(problem)) from None

    return keep


def _draw_only(content: bytes) -> str:
    try:
        drawn = redraw(content)
    except UnacceptablePicture as problem:
        raise NoPicture(str(problem)) from None
    return address_of(new_key(drawn.width, drawn.height))
