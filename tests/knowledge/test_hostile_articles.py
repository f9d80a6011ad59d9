"""A-XS for every field of an article, wherever it is shown."""

import json
import re
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest
from django.urls import reverse
from django.utils import timezone

from community.markup import render
from knowledge.actions.doubting import raise_doubt
from knowledge.models import Article, Doubt, ForeignSource, Gap, PendingRevision
from knowledge.queues import QUEUES
from knowledge.search.index import keep_current
from tests.factories import make_article, make_user
from tests.knowledge.acts import save
from tests.knowledge.workbench_rows import make_candidate

HOSTILE = [
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "<!--<script>alert(1)//-->",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src onerror=x&gt;'>",
    "]]>\u2028\u2029 & ' ",
    "{{ request.user }}{% debug %}",
    "[x](javascript:alert(1)) [y](data:text/html,x) [z](//evil.example)",
    "\u202eevil\u200b",
]
PLAIN = ("title", "valid_for", "search_phrases")
PARTS = ("applies", "cause", "solution")


class Tags(HTMLParser):
    """The elements of a page as a browser begins to read them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.feed(page)

    def handle_starttag(self, tag, attributes) -> None:
        self.found.append((tag, {name: value or "" for name, value in attributes}))

    def ids(self) -> list[str]:
        return [attributes["id"] for _tag, attributes in self.found if "id" in attributes]


@pytest.fixture(autouse=True)
def _no_limits(settings):
    settings.LIMITS_FACTOR = 1_000


def make_hostile(text: str) -> Article:
    """As it would lie in the database, had every field been filled so."""
    article = make_article(title="Zanzibar reset guide")
    rendered = {f"{part}_html": render(text).html for part in PARTS}
    fields = dict.fromkeys((*PLAIN, *PARTS), text) | rendered
    fields["title"] = f"Zanzibar reset guide {text}"[:150]
    Article.objects.filter(pk=article.pk).update(**fields)
    summary = {"summary": text[:200], "significance": "meaning"}
    article.revisions.update(title=fields["title"], solution=text, **summary)
    return Article.objects.get(pk=article.pk)


def is_dead(page: str) -> bool:
    """No handler, no script of its own, no address that runs or leads to an unnamed host."""
    return not any(
        tag in {"math", "style", "mglyph", "base"}
        or any(name.startswith("on") for name in attributes)
        or (tag == "script" and not ({"src"} & set(attributes) or "json" in attributes["type"]))
        or attributes.get("href", "").startswith(("javascript:", "data:", "//"))
        or attributes.get("src", "/").startswith(("x", "data:", "//"))
        for tag, attributes in Tags(page).found
    )


@pytest.mark.parametrize("text", HOSTILE)
def test_article_page_runs_nothing(client, db, text):
    """A-XS-02, A-XS-03, A-XS-04"""
    article = make_hostile(text)

    assert is_dead(client.get(article.get_absolute_url()).text)


@pytest.mark.parametrize("text", HOSTILE)
def test_summaries_of_changes_are_text(client, db, text):
    """A-XS-09"""
    article = make_hostile(text)

    page = client.get(reverse("knowledge:article-changes", args=[article.pk])).text

    assert is_dead(page)


@pytest.mark.parametrize("text", HOSTILE)
def test_lists_and_other_pages_run_nothing(client, db, deliver_events, text):
    """A-XS-10: results are highlighted around escaped text."""
    article = make_hostile(text)
    deliver_events()
    keep_current()

    for address in (
        reverse("knowledge:article-list"),
        reverse("knowledge:search") + "?q=zanzibar",
        reverse("knowledge:suggest") + "?title=zanzibar+reset+guide",
        reverse("knowledge:suggestion", args=[f"article-{article.pk}"]),
        reverse("community:ask") + f"?asked_about=article+{article.pk}",
    ):
        response = client.get(address)
        assert response.status_code == 200
        assert "anzibar" in response.text
        assert is_dead(response.text)


@pytest.mark.parametrize("text", HOSTILE)
def test_data_for_machines_stay_in_their_element(client, db, text):
    """A-XS-11"""
    article = make_hostile(text)

    page = client.get(article.get_absolute_url()).text
    (block,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)

    assert not {"<", ">", "\u2028", "\u2029"} & set(block)
    assert json.loads(block)["@graph"][0]["headline"] == article.title


@pytest.mark.parametrize("text", [*HOSTILE, "\ufffe\x0b control"])
def test_feed_is_well_formed(client, db, text):
    """A-XS-12"""
    make_hostile(text)

    feed = client.get("/feeds/articles.atom?language=en").content

    assert ElementTree.fromstring(feed).tag.endswith("feed")  # noqa: S314


def make_hostile_work(text: str) -> tuple[Article, list[str]]:
    """An article with all that curators write about it, and the pages on which they read that."""
    article = make_hostile(text)
    make_waiting(article, text)
    for cause in (Doubt.Cause.FLAGGED, Doubt.Cause.PUBLISHED_ALONE, Doubt.Cause.SOURCE_EDITED):
        raise_doubt(article=article, cause=cause, subject=text[:80], note=text)
    ForeignSource.objects.create(article=article, title=text, credit=text)
    candidate = make_candidate(title=f"Zanzibar {text}"[:150])
    Gap.objects.create(
        kind=Gap.Kind.NO_RESULT, language="en", words=f"zanzibar {text}"[:200], count=9
    )
    of_article = [
        *("article-edit", "article-history", "article-review", "article-as-of", "article-sources"),
        *("article-keep", "article-flag"),
    ]
    pages = [reverse(f"knowledge:{name}", args=[article.pk]) for name in of_article]
    pages.append(reverse("knowledge:article-history", args=[article.pk]) + "?from=1&to=2")
    pages.append(reverse("knowledge:article-translate", args=[article.pk, "de"]))
    pages += [reverse("knowledge:curate-queue", args=[queue]) for queue in QUEUES]
    entries = {"review": f"article-{article.pk}", "promote": f"candidate-{candidate.pk}"}
    for queue, entry in entries.items():
        pages.append(reverse("knowledge:curate-queue", args=[queue]) + f"?entry={entry}")
    return article, pages


def make_waiting(article: Article, text: str) -> None:
    """A change that was sent back, as it would lie in the database."""
    by = make_user(roles="curator")
    save(article, by=by, solution="Something else.", significance="meaning", summary="x")
    words = dict.fromkeys(("title", "valid_for", "search_phrases", *PARTS), text[:150])
    about = {"summary": text[:200], "submitted_at": timezone.now()}
    PendingRevision.objects.filter(article=article).update(
        **words | about, returned_note=text[:200]
    )
    article.revisions.filter(number=2).update(**words, summary=text[:200])


@pytest.mark.parametrize("text", HOSTILE)
def test_curators_pages_run_nothing(client_of, db, curator, text):
    """A-XS-07: who opens it in the editor, the history, the review or the workbench."""
    _article, pages = make_hostile_work(text)
    browser = client_of(curator)

    for address in pages:
        page = browser.get(address, follow=True)
        assert page.status_code == 200, address
        assert is_dead(page.text), address


def test_fields_cannot_be_the_pages_own(client, db):
    """A-XS-06: no id, class or name comes out of a text, but our own anchors."""
    article = make_hostile('<h3 id="topbar" class="staffmark">x</h3>\n\n# Heading\n\n# Heading')

    ids = Tags(client.get(article.get_absolute_url()).text).ids()

    assert "topbar" not in ids
    assert len(ids) == len(set(ids))
    assert {"solution-1", "solution-2"} <= set(ids)


def test_headings_lead_to_their_places(client, db):
    article = make_hostile("# Before *you* begin\n\ntext\n\n# Then `reset`")

    page = client.get(article.get_absolute_url()).text

    assert page.count('href="#solution-2"') == 2
    assert "Before you begin" in page
    assert "Then reset" in page
