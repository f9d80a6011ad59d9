"""Has a picture drawn by a process of its own, which no hostile file can harm for long."""

import subprocess
import sys
from pathlib import Path

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from config.pictures.opening import MOST_SECONDS, Outcome

_ROOT = Path(__file__).parents[2]
_START = (
    "import sys; sys.path.insert(0, sys.argv[1]);"
    " from config.pictures.opening import answer;"
    " sys.exit(answer(__import__(sys.argv[2], fromlist=['draw']).draw))"
)
_REASONS: dict[int, Promise] = {
    Outcome.NO_PICTURE: _("Please choose a picture of the kind JPEG, PNG, WebP or GIF."),
    Outcome.TOO_MANY_PIXELS: _(
        "This picture has too many pixels. Please make it smaller: 1,000 by 1,000 is plenty."
    ),
}
_BROKEN = _("This picture can't be read. Please try another one.")


class UnacceptablePicture(ValueError):
    """Its text tells the member why."""


def drawn_apart(module: str, upload: bytes) -> bytes:
    """What `draw` of that module makes of `upload`; raises UnacceptablePicture (A-UP-02).

    The module may import nothing but the drawing library and `config.pictures.opening`.
    """
    command = [sys.executable, "-I", "-c", _START, str(_ROOT), module]
    try:
        drawn = subprocess.run(  # noqa: S603
            command, input=upload, capture_output=True, timeout=2 * MOST_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        raise UnacceptablePicture(_BROKEN) from None
    if drawn.returncode != Outcome.DRAWN or not drawn.stdout:
        raise UnacceptablePicture(_REASONS.get(drawn.returncode, _BROKEN))
    return drawn.stdout
