"""Which other files the text of a Markdown file leads to."""

import re
from collections.abc import Iterable
from posixpath import dirname, join, normpath
from urllib.parse import unquote

_LINK = re.compile(r"\]\(([^\s()<>:]+\.(?:md|markdown))\)", re.IGNORECASE)


def files_led_to(texts: Iterable[str], *, place: str) -> dict[str, str]:
    """The names of files below the folder, by the targets that the `texts` of the file at
    `place` give; links to places within a file lead nowhere here."""
    targets = {target for text in texts for target in _LINK.findall(text)}
    return {target: normpath(join(dirname(place), unquote(target))) for target in targets}
