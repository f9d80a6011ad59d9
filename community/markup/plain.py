import re
from functools import lru_cache
from html import unescape

import nh3

_BLOCK = re.compile(r"</?(?:p|h[1-6]|ul|ol|li|blockquote|hr|br|pre|div|table|tr)\b[^<>]*>")
_BETWEEN_CELLS = re.compile(r"</t[dh]>\s*(?=<t[dh]\b)")
# Read outside the text they belong to, a heading, a table or code is a row of words.
_NO_SENTENCE = re.compile(r"<(h[3-6]|table|pre)\b.*?</\1>", re.DOTALL)
_MORE = " …"
# A page says some of its texts several times: to people, to search engines, to other sites.
MOST_KEPT = 500


@lru_cache(maxsize=MOST_KEPT)
def plain_text(html: str) -> str:
    """The words of rendered HTML, one line for each block: for snippets, descriptions, mails."""
    lines = _BETWEEN_CELLS.sub(" · ", _BLOCK.sub("\n", html))
    text = unescape(nh3.clean(lines, tags=set()))
    return "\n".join(filter(None, (" ".join(line.split()) for line in text.split("\n"))))


def opening(html: str, length: int) -> str:
    """What rendered HTML says first, in at most `length` characters that end with a whole word."""
    words = (plain_text(_NO_SENTENCE.sub("\n", html)) or plain_text(html)).split()
    text = " ".join(words)
    if len(text) <= length:
        return text
    room = length - len(_MORE)
    return (text[: room + 1].rpartition(" ")[0] or text[:room]) + _MORE
