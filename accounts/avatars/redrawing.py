"""Has a picture drawn anew by a process of its own, which no hostile file can harm for long."""

import subprocess
import sys

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.avatars import drawing
from accounts.avatars.drawing import MOST_SECONDS, Outcome

_REASONS: dict[int, Promise] = {
    Outcome.NO_PICTURE: _("Please choose a picture of the kind JPEG, PNG, WebP or GIF."),
    Outcome.TOO_MANY_PIXELS: _(
        "This picture has too many pixels. Please make it smaller: 1,000 by 1,000 is plenty."
    ),
}
_BROKEN = _("This picture can't be read. Please try another one.")


class UnacceptablePicture(ValueError):
    """Its text tells the member why."""


def redraw(upload: bytes) -> bytes:
    """A square WebP of what `upload` shows; raises UnacceptablePicture (A-UP-01, A-UP-02)."""
    command = [sys.executable, "-I", drawing.__file__]
    try:
        drawn = subprocess.run(  # noqa: S603
            command, input=upload, capture_output=True, timeout=2 * MOST_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        raise UnacceptablePicture(_BROKEN) from None
    if drawn.returncode != Outcome.DRAWN or not drawn.stdout:
        raise UnacceptablePicture(_REASONS.get(drawn.returncode, _BROKEN))
    return drawn.stdout
