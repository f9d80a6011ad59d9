"""How long the worst texts take: `python benchmarks/markup_worst.py`.

Prints the slowest inputs in processor time and leaves with 1 where one is over the limit.
"""

import os
import sys
import time
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path

import django

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from community.markup import TooComplex, plain_text, render
from community.markup.from_html import MOST_HTML, markdown_from_html
from community.markup.highlighting import LANGUAGES, MOST_COLOURED_CHARACTERS
from community.markup.limits import MOST_CHARACTERS
from tests.community.markup.pathological import (
    CODE_PIECES,
    HTML_PIECES,
    MARKDOWN,
    MARKDOWN_PIECES,
    repeated,
)

RENDER_LIMIT = 0.3
IMPORT_LIMIT = 5.0
SHOWN = 10


def main() -> int:
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    django.setup()
    rendering = sorted(_timed(_rendered, _posts()), reverse=True)
    importing = sorted(_timed(_imported, _pages()), reverse=True)
    _print("render", rendering)
    _print("markdown_from_html", importing)
    return int(rendering[0][0] > RENDER_LIMIT or importing[0][0] > IMPORT_LIMIT)


def _timed(
    call: Callable[[str], None], inputs: Iterator[tuple[str, str]]
) -> Iterator[tuple[float, str]]:
    for name, text in inputs:
        start = time.process_time()
        call(text)
        yield time.process_time() - start, name


def _rendered(source: str) -> None:
    try:
        plain_text(render(source).html)
    except TooComplex:
        return


def _imported(html: str) -> None:
    markdown_from_html(html)


def _posts() -> Iterator[tuple[str, str]]:
    yield from MARKDOWN.items()
    for first, second in product(MARKDOWN_PIECES, ("", "*a_ ", "[", "\n")):
        half = repeated(first, MOST_CHARACTERS // 2)
        yield f"{first!r} then {second!r}", half + repeated(second or first, len(half))
    for language, piece in product(sorted(LANGUAGES), CODE_PIECES):
        code = repeated(piece, MOST_COLOURED_CHARACTERS - 1)
        yield f"{language} {piece!r}", f"```{language}\n{code}\n```"


def _pages() -> Iterator[tuple[str, str]]:
    for piece in HTML_PIECES:
        yield repr(piece), repeated(piece, MOST_HTML)


def _print(title: str, times: list[tuple[float, str]]) -> None:
    sys.stdout.write(f"{title}: {len(times)} inputs, the slowest\n")
    for seconds, name in times[:SHOWN]:
        sys.stdout.write(f"  {seconds * 1000:6.0f} ms  {name[:80]}\n")


if __name__ == "__main__":
    sys.exit(main())
