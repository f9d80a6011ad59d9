from accounts.avatars import drawing
from config.pictures.apart import UnacceptablePicture, drawn_apart

__all__ = ["UnacceptablePicture", "redraw"]


def redraw(upload: bytes) -> bytes:
    """A square WebP of what `upload` shows; raises UnacceptablePicture (A-UP-01, A-UP-02)."""
    return drawn_apart(drawing.__name__, upload)
