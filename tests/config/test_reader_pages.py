"""What every page sends along: cookies, headers, caches, hosts, and the way to the imprint."""

import re

import pytest
from django.db import OperationalError, connection
from django.test import Client

from tests.factories import make_answer, make_article

# Addresses that readers come to without an account.
READER_PAGES = [
    "/",
    "/de/",
    "/en/questions/",
    "/en/questions/unanswered/",
    "/en/questions/ask/",
    "/en/tags/wifi/",
    "/en/knowledge/",
    "/en/search/",
    "/en/search/?q=router",
    "/en/suggestions/?title=router",
    "/en/imprint/",
    "/en/privacy/",
    "/en/accessibility/",
    "/en/rules/",
    "/en/report/",
    "/en/contact/",
    "/en/no-such-page/",
    "/no-such-page/",
    "/healthz",
]


@pytest.fixture
def article(asker):
    return make_article(answer=make_answer())


def test_reader_gets_no_cookie(client, article):
    """L-TD-01, A-CA-03: no banner is needed, and every page may be cached."""
    source = article.sources.get()
    pages = [
        *READER_PAGES,
        article.get_absolute_url(),
        source.question.get_absolute_url(),
        article.owner.get_absolute_url(),
        f"/en/suggestions/article-{article.pk}/",
    ]
    for path in pages:
        response = client.get(path)
        assert response.status_code in {200, 404}, path
        assert not response.cookies, path
        assert "csrfmiddlewaretoken" not in response.text, path
    assert not client.cookies


def test_two_readers_get_the_same_page(client, article):
    """A-CA-02"""
    for path in READER_PAGES:
        if path not in {"/en/questions/ask/", "/en/report/"}:  # each form has a key of its own
            assert client.get(path).content == Client().get(path).content, path


@pytest.mark.parametrize("path", ["/", "/en/questions/", "/no-such-page/", "/admin/", "/healthz"])
def test_every_answer_carries_the_headers_that_protect_it(client, db, path):
    """A-XS-16, A-CS-03, A-LG-07"""
    response = client.get(path)

    policy = response["Content-Security-Policy"]
    for rule in (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "object-src 'none'",
    ):
        assert rule in policy
    assert "unsafe" not in policy
    assert response["X-Frame-Options"] == "DENY"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in response["Permissions-Policy"]


@pytest.mark.parametrize("host", ["evil.example", "testserver.evil.example", "evil.example:80", ""])
def test_foreign_host_is_refused(client, db, host):
    """A-CS-06"""
    for path in ("/", "/en/questions/", "/en/account/login/"):
        response = client.get(path, headers={"Host": host})
        assert response.status_code == 400
        assert "evil.example" not in response.text


@pytest.mark.parametrize(
    "header", ["X-Forwarded-Host", "X-Host", "X-Original-URL", "X-Rewrite-URL"]
)
def test_forwarded_host_changes_no_page(client, db, header):
    """A-CS-06, A-CA-04"""
    plain = client.get("/en/questions/").content

    forged = client.get("/en/questions/", headers={header: "evil.example"}).content

    assert forged == plain


@pytest.mark.parametrize(
    "path", ["//en/questions/", "/en//questions/", "/en/questions/;.css", "/en/questions/.css"]
)
def test_odd_spelling_of_an_address_is_no_second_page(client, db, path):
    """A-CA-04"""
    assert client.get(path).status_code in {301, 302, 404}


def test_error_pages_say_nothing_about_the_inside(client, db):
    """A-LG-06"""
    page = client.get("/en/no-such-page/").text

    assert "Traceback" not in page
    assert "urlconf" not in page.lower()


@pytest.mark.parametrize("path", ["login", "signup", "password/reset"])
def test_page_that_bears_a_token_is_in_no_shared_cache(client, db, path):
    """A-CA-02"""
    first, again = (client.get(f"/en/account/{path}/") for _ in range(2))

    assert "csrfmiddlewaretoken" in again.text
    for response in (first, again):
        assert {"private", "no-store"} & set(response["Cache-Control"].split(", "))


@pytest.mark.parametrize("path", ["/", "/en/questions/", "/en/notices/", "/no-such-page/"])
def test_page_of_a_member_is_in_no_shared_cache(client, asker, path):
    """A-CA-02"""
    client.force_login(asker)

    assert "private" in client.get(path)["Cache-Control"]


def test_page_of_a_reader_may_be_in_a_shared_cache(client, article):
    """A-CA-03"""
    assert "private" not in client.get("/en/questions/").get("Cache-Control", "")


def test_every_page_has_the_footer_that_the_law_asks_for(client, article):
    """L-DS-19: imprint, privacy and contact within one click."""
    pages = ["/", "/en/questions/", "/en/account/login/", "/no-such-page/", "/en/imprint/"]
    for path in [*pages, article.get_absolute_url()]:
        page = client.get(path).text
        for name in ("imprint", "privacy", "accessibility", "rules", "report", "contact"):
            assert re.search(rf'href="/(?:de|en)/{name}/"', page), (path, name)


def test_failing_page_says_nothing_about_the_inside(client, asker):
    """A-LG-06, F-12: the database is away in the middle of a page."""
    client.raise_request_exception = False

    def away(execute, sql, params, many, context):
        raise OperationalError("canary: no route to 10.0.0.7")

    with connection.execute_wrapper(away):
        response = client.get("/en/questions/")

    assert response.status_code == 500
    assert "on our side" in response.text
    assert "canary" not in response.text
    assert "Traceback" not in response.text
