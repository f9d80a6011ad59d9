"""Where the pictures of people lie, each named by a secret of its own."""

import secrets

from config.pictures.folder import PictureFolder

_folder = PictureFolder("avatars")
read, forget, kept_before = _folder.read, _folder.forget, _folder.kept_before


def keep(picture: bytes) -> str:
    """Write the picture whole or not at all; return the key that names it."""
    key = secrets.token_hex(16)
    _folder.keep(key, picture)
    return key
