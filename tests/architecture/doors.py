"""Every address of our own by its full name, with each of the things it can name."""

import re
from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

from tests.architecture.crawling import filled
from tests.architecture.world import STATES, World

KINDS = ("question", "answer", "comment")
COMMENTED = ("question", "answer")
OF_TEXT_PAGES = re.compile(r"/(question|answer|comment)s/<int:post_id>")
# The sign-in bar of the demo, and the mails of the developers' machine.
LEFT_OUT = {"dev-mail", "dev-mail-one", "demo-switch", "demo-restart"}


def doors(
    resolver: URLResolver | None = None, prefix: str = "/", space: str = ""
) -> Iterator[tuple[str, str]]:
    """Name and path."""
    for entry in (resolver or get_resolver()).url_patterns:
        path = prefix + str(entry.pattern)
        if getattr(entry, "name", "") in LEFT_OUT:
            continue
        if isinstance(entry, URLResolver) and entry.namespace != "admin":
            inner = f"{space}{entry.namespace}:" if entry.namespace else space
            yield from doors(entry, path, inner)
        elif isinstance(entry, URLPattern) and hasattr(entry.callback, "access"):
            yield space + (entry.name or ""), path


def addresses(path: str, world: World) -> Iterator[tuple[str, str]]:
    """State and address of each thing that `path` can name."""
    if "<int:article_id>" in path:
        for state, article in world.articles.items():
            source = article.sources.first()
            ids = {"article_id": article.pk, "slug": article.slug, "language": "de"}
            yield state, filled(path, ids | {"source_id": source.pk})
    elif "<int:post_id>" in path:
        yield from _of_posts(path, world)
    elif "<int:question_id>" in path or "<int:answer_id>" in path:
        for state in STATES:
            question, answer, _comment = world.posts[state]
            ids = {"question_id": question.pk, "answer_id": answer.pk, "slug": question.slug}
            yield state, filled(path, ids)
    else:
        yield "", filled(path, world.others(path))


def _of_posts(path: str, world: World) -> Iterator[tuple[str, str]]:
    found = OF_TEXT_PAGES.search(path)
    kinds = COMMENTED if "/comments/<str:kind>" in path else KINDS
    for kind in [found[1]] if found else kinds:
        for state in STATES:
            post = world.posts[state][KINDS.index(kind)]
            ids = {"kind": kind, "post_id": post.pk}
            yield f"{state} {kind}", filled(path, ids)
