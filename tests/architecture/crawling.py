"""Every page that somebody can open, filled with the ids of what a test has made."""

import re
from collections.abc import Iterator, Mapping

from django.contrib import admin
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

_PARTS = re.compile(r"<(?:\w+:)?(\w+)>")
_FORMATS = re.compile(r"\^(.*?)\\\.\(\?P<form>(\w+)\|(\w+)\)\$")
# Mails of the developers' machine, and what only answers to POST.
LEFT_OUT = {"dev-mail", "dev-mail-one"}


def paths(resolver: URLResolver | None = None, prefix: str = "/") -> Iterator[tuple[str, str]]:
    """Name and path of all our own views; two for one that gives two formats."""
    for entry in (resolver or get_resolver()).url_patterns:
        path = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            if entry.namespace != "admin":
                yield from paths(entry, path)
        elif isinstance(entry, URLPattern) and hasattr(entry.callback, "access"):
            found = _FORMATS.search(path)
            each = (
                [f"{prefix}{found[1]}.{form}" for form in found.groups()[1:]] if found else [path]
            )
            yield from ((entry.name or "", one) for one in each)


def filled(path: str, ids: Mapping[str, object]) -> str:
    """The parts that `ids` does not name are 1."""
    return _PARTS.sub(lambda found: str(ids.get(found[1], 1)), path)


def pages(browser: Client, ids: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """Path and text of what answers 200."""
    for name, path in paths():
        if name in LEFT_OUT:
            continue
        yield from opened(browser, filled(path, ids))


def admin_pages(browser: Client, **values: object) -> Iterator[tuple[str, str]]:
    """Each list of Django's admin: whole, and narrowed down to each of `values` as far as it
    lets itself be narrowed."""
    for model in admin.site._registry:
        options = model._meta
        path = reverse(f"admin:{options.app_label}_{options.model_name}_changelist")
        narrowed = [f"{path}?{name}={value}" for name, value in values.items()]
        for each in (path, *narrowed):
            yield from opened(browser, each)


def opened(browser: Client, path: str) -> Iterator[tuple[str, str]]:
    response = browser.get(path, follow=True)
    is_picture = response.headers.get("Content-Type", "").startswith("image/")
    if response.status_code == 200 and not response.streaming and not is_picture:
        yield path, response.content.decode()
