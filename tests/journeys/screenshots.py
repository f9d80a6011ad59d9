"""Pictures of all pages in both widths, themes and languages, to look at beside the design."""

import argparse
import os
import sys
import tempfile
from itertools import product
from pathlib import Path

import django
from playwright.sync_api import Browser

from tests.journeys.browsing import chromium, launched, new_visitor
from tests.journeys.house import House
from tests.journeys.looks import GROUPS
from tests.journeys.states import Look
from tests.journeys.visitor import Visitor
from tests.journeys.wording import LANGUAGES

THEMES = ("light", "dark")
WIDTHS = {375: 812, 1280: 900}


def main() -> None:
    options = _options()
    executable = chromium()
    if executable is None:
        sys.exit("No chromium was found; install one, or name it with CHROMIUM=.")
    options.folder.mkdir(parents=True, exist_ok=True)
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    django.setup()
    with (
        tempfile.TemporaryDirectory() as place,
        House(Path(place)) as house,
        launched(executable) as browser,
    ):
        for language, theme, width in product(LANGUAGES, THEMES, WIDTHS):
            window = {"color_scheme": theme, "viewport": {"width": width, "height": WIDTHS[width]}}
            prefix = options.folder / f"{language}-{theme}-{width}"
            _take(browser, house, language, window, prefix, set(options.only))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.journeys.screenshots")
    parser.add_argument("folder", type=Path)
    parser.add_argument("only", nargs="*", help="names of pages, as in tests/journeys/looks.py")
    return parser.parse_args()


def _take(
    browser: Browser, house: House, language: str, window: dict, prefix: Path, only: set[str]
) -> None:
    for come, looks, by_name in GROUPS.values():
        if only and not looks.keys() & only:
            continue
        there = house.by_name() if by_name else house
        visitor = new_visitor(browser, there, language, **window)
        come(visitor)
        _picture_all(visitor, looks, prefix, only)
        visitor.context.close()


def _picture_all(visitor: Visitor, looks: dict[str, Look], prefix: Path, only: set[str]) -> None:
    for name, look in looks.items():
        look(visitor)  # some go on where the one before ended
        if not only or name in only:
            visitor.page.evaluate("scrollTo(0, 0)")
            path = f"{prefix}-{name.replace(' ', '-')}.png"
            visitor.page.screenshot(path=path, full_page=True)


if __name__ == "__main__":
    main()
