"""Members write Markdown; readers get HTML that is safe whatever was written.

`render` is called when a text is stored, and what it returns is stored with its version, so
that a page never parses anything and a better renderer can go over the old texts.
"""

from community.markup.limits import TooComplex
from community.markup.plain import opening, plain_text
from community.markup.rendering import (
    RENDERER_VERSION,
    Rendered,
    possible_names,
    render,
    render_literally,
)

__all__ = [
    "RENDERER_VERSION",
    "Rendered",
    "TooComplex",
    "opening",
    "plain_text",
    "possible_names",
    "render",
    "render_literally",
]
