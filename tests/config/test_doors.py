"""Every address of the URL conf: who may enter, by which method, with whose token."""

import re
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from accounts.models import User
from tests.factories import make_answer, make_article, make_user

# Views that read with GET and write with POST; all others do one of both.
BOTH = {
    "ask",
    "article-edit",
    "pending",
    "notification-settings",
    "erasure",
    "image-new",
    "question-retag",
}


def doors(resolver: URLResolver, prefix: str = "/") -> Iterator[tuple[str, URLPattern]]:
    """Our own views with their paths; those of libraries have their own rules."""
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            if entry.namespace != "admin":
                yield from doors(entry, prefix + str(entry.pattern))
        elif hasattr(entry.callback, "access"):
            yield prefix + str(entry.pattern), entry


def with_ids(path: str, article) -> str:
    """What is not named here is number 1."""
    source = article.sources.get()
    ids = {
        "question_id": source.question_id,
        "answer_id": source.answer_id,
        "article_id": article.pk,
        "user_id": article.owner_id,
        "slug": "wifi",
        "document": f"article-{article.pk}",
        "name": "x",
        "token": "x",
        "form": "csv",
        "key": "x",
        "chunk": 0,
        "queue": "due",
        "kind": "question",
        "post_id": source.question_id,
    }
    return re.sub(r"<\w+:(\w+)>", lambda found: str(ids.get(found[1], 1)), path)


@pytest.fixture
def article(asker):
    return make_article(answer=make_answer())


@pytest.fixture
def strict_client(administrator):
    """A browser that is signed in as the one who may most, where tokens are checked."""
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(administrator)
    return browser


def members_doors() -> list[str]:
    """Paths of all views that change something for who is signed in."""
    return [
        path
        for path, entry in doors(get_resolver())
        if entry.callback.access not in {"public", "anonymous-post", "signed-post"}
        or entry.name in BOTH
    ]


def state() -> list:
    """All rows of the tables that members write."""
    labels = ("accounts", "community", "knowledge", "notifications", "events")
    return [
        list(model.objects.order_by("pk").values())
        for label in labels
        for model in apps.get_app_config(label).get_models()
    ]


@pytest.mark.parametrize("token", ["none", "foreign"])
def test_nothing_changes_without_the_token_of_this_browser(article, strict_client, token):
    """A-CS-01: generated from the URL conf."""
    before = state()

    for path in members_doors():
        form = {} if token == "none" else {"csrfmiddlewaretoken": "a" * 64}
        response = strict_client.post(with_ids(path, article), form)
        if response.status_code != 405:
            assert response.status_code == 403, path

    assert state() == before


@pytest.mark.parametrize("origin", ["null", "https://evil.example", "http://sub.testserver"])
@pytest.mark.parametrize("content_type", ["text/plain", "application/json"])
def test_other_origins_change_nothing_with_a_good_token(
    article, strict_client, origin, content_type
):
    """A-CS-02: a sandboxed frame, another site, a sub-domain; as JSON in plain text as well."""
    token = strict_client.get("/en/questions/ask/").cookies["csrftoken"].value
    headers = {"Origin": origin, "X-CSRFToken": token}
    own = {"Origin": "http://testserver", "X-CSRFToken": token}
    assert strict_client.post(reverse("accounts:notices-read"), headers=own).status_code == 302
    before = state()

    for path in members_doors():
        response = strict_client.post(
            with_ids(path, article), '{"body": "x"}', content_type=content_type, headers=headers
        )
        assert response.status_code in {403, 405}, path

    assert state() == before


def test_of_what_is_said_twice_the_last_word_of_the_form_counts(client_of, stranger):
    """A-CS-08: gate and act read the form alone; what the address says beside it is nothing."""
    answer = make_answer()
    vote = reverse("community:answer-vote", args=[answer.pk])
    browser = client_of(stranger)

    browser.post(f"{vote}?value=-1", {"value": ["-1", "1"]})
    answer.refresh_from_db()
    assert answer.score == 1
    browser.post(f"{vote}?value=-1", {})

    answer.refresh_from_db()
    assert answer.score == 1


def test_nothing_changes_by_looking(article, strict_client):
    """A-CS-01: GET and HEAD of what only takes POST are refused, and nothing is written."""
    before = state()
    posts = 0

    for path, _entry in doors(get_resolver()):
        for method in (strict_client.get, strict_client.head):
            response = method(with_ids(path, article))
            reads = response.status_code in {200, 301, 302, 403, 404, 503}
            assert reads or response.status_code == 405, path
        posts += response.status_code == 405

    assert posts >= 10
    assert state() == before


@pytest.mark.parametrize("method", ["put", "patch", "delete", "trace", "options"])
def test_other_methods_are_refused(article, strict_client, method):
    """A-CS-08"""
    before = state()

    for path, _entry in doors(get_resolver()):
        response = getattr(strict_client, method)(with_ids(path, article))
        assert response.status_code in {403, 405}, path

    assert state() == before


@pytest.mark.parametrize("name", ["X-HTTP-Method-Override", "X-Method-Override", "_method"])
def test_method_cannot_be_changed_by_a_header_or_field(article, client_of, administrator, name):
    """A-CS-08"""
    browser = client_of(administrator)
    before = state()

    for path in members_doors():
        browser.get(with_ids(path, article), {name: "POST"}, headers={name: "POST"})

    assert state() == before


DOORS_OF_MEMBERS = {"members", "curators", "analysts", "moderators", "administrators"}


def test_visitor_enters_no_door_of_members(article, client):
    """A-AZ-01"""
    for path, entry in doors(get_resolver()):
        if entry.callback.access in DOORS_OF_MEMBERS:
            for method in (client.get, client.post):
                response = method(with_ids(path, article))
                assert response["Location"].startswith("/en/account/login/?next="), path


ENTER = {
    "visitor": {"public"},
    "member": {"public", "members"},
    "employee": {"public", "members"},
    "curator": {"public", "members", "curators", "analysts"},
    "analyst": {"public", "members", "analysts"},
    "moderator": {"public", "members", "moderators"},
    "administrator": {"public", *DOORS_OF_MEMBERS},
}


@pytest.mark.parametrize("role", ENTER)
def test_role_enters_the_doors_that_are_open_to_it_and_no_others(article, client, role):
    """A-AZ-01: every view by every role, by what its decorator says."""
    if role != "visitor":
        client.force_login(make_user(roles=role if role in User.Role else ""))

    for path, entry in doors(get_resolver()):
        access = entry.callback.access
        if access in {"anonymous-post", "signed-post"}:
            continue
        response = client.get(with_ids(path, article))
        is_led_to_sign_in = (
            response.status_code == 302 and "/account/login/" in response["Location"]
        )
        if access in ENTER[role]:  # what a policy refuses is for the access matrix
            assert not is_led_to_sign_in, path
        else:
            assert is_led_to_sign_in or response.status_code == 403, (path, response.status_code)
