"""The browser of this machine, and visitors with a window of their own in it."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, expect, sync_playwright

from tests.journeys.house import House
from tests.journeys.visitor import Visitor

LOCALES = {"de": "de-DE", "en": "en-GB"}
NAMES = ("chromium", "chromium-browser", "google-chrome")
PHONE = {"viewport": {"width": 375, "height": 740}, "has_touch": True, "is_mobile": True}
# The smallest comfort there is: everything is a plain form, on a narrow screen.
PLAIN_PHONE = PHONE | {"java_script_enabled": False}
# Three browsers and their houses share a machine that may have other work.
PATIENCE_MS = 30_000
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def chromium() -> str | None:
    """What CHROMIUM names, else the first browser on the path."""
    named = os.environ.get("CHROMIUM")
    return next(filter(None, map(shutil.which, [named] if named else NAMES)), None)


@contextmanager
def launched(executable: str) -> Iterator[Browser]:
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=ARGUMENTS)
        yield browser
        browser.close()


def new_visitor(browser: Browser, house: House, language: str, **window) -> Visitor:
    context = browser.new_context(
        base_url=house.url, locale=LOCALES[language], reduced_motion="reduce", **window
    )
    context.set_default_timeout(PATIENCE_MS)
    return Visitor(house, context, language)
