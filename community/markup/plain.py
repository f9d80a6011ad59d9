import re
from html import unescape

import nh3

_BLOCK = re.compile(r"</?(?:p|h[1-6]|ul|ol|li|blockquote|hr|br|pre|div|table|tr)\b[^<>]*>")
_CELL_END = re.compile(r"</t[dh]>\s*")


def plain_text(html: str) -> str:
    """The words of rendered HTML, one line for each block: for snippets, descriptions, mails."""
    lines = _CELL_END.sub(" ", _BLOCK.sub("\n", html))
    text = unescape(nh3.clean(lines, tags=set()))
    return "\n".join(filter(None, (" ".join(line.split()) for line in text.split("\n"))))
