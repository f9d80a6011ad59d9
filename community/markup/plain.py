import re
from functools import lru_cache
from html import unescape

import nh3

_BLOCK = re.compile(r"</?(?:p|h[1-6]|ul|ol|li|blockquote|hr|br|pre|div|table|tr)\b[^<>]*>")
_CELL_END = re.compile(r"</t[dh]>\s*")
# A page says some of its texts several times: to people, to search engines, to other sites.
MOST_KEPT = 500


@lru_cache(maxsize=MOST_KEPT)
def plain_text(html: str) -> str:
    """The words of rendered HTML, one line for each block: for snippets, descriptions, mails."""
    lines = _CELL_END.sub(" ", _BLOCK.sub("\n", html))
    text = unescape(nh3.clean(lines, tags=set()))
    return "\n".join(filter(None, (" ".join(line.split()) for line in text.split("\n"))))
