"""Visitors of the demo look around as somebody else, and start over."""

import re
import runpy

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse

from accounts.models import User
from accounts.session_times import STAFF
from community.models import Question, Tag
from config import urls
from config.audit.sealing import seal_waiting
from config.audit.verifying import verify
from knowledge.demo.accounts import ACCOUNTS
from knowledge.demo.content import load_content
from knowledge.demo.restarting import start_over
from knowledge.demo.seeding import is_seeded, seed
from knowledge.models import Article, IndexJob
from tests.factories import make_question, make_user
from tests.knowledge.excerpt import excerpt_of_demo

SAME_ORIGIN = {"sec-fetch-site": "same-origin"}
SWITCH, RESTART = "/demo/switch", "/demo/restart"


@pytest.fixture
def visitors(db):
    """The accounts of the demo, without its threads."""
    return {a.key: make_user(email=a.email, roles=ROLES.get(a.key, "")) for a in ACCOUNTS[1:]}


ROLES = {"miriam": "employee", "jana": "curator employee", "tomasz": "administrator employee"}


def switch(client, key: str, *, path: str = "/en/questions/", headers=SAME_ORIGIN):
    return client.post(SWITCH, {"account": key, "next": path}, headers=headers)


def pressed(client, path: str = "/en/questions/") -> list[str]:
    page = client.get(path).content.decode()
    return re.findall(r'value="(\w+)"\s+aria-pressed="true"', page)


@pytest.mark.parametrize("key", [account.key for account in ACCOUNTS[1:]])
def test_visitor_looks_around_as_somebody(client, visitors, key):
    response = switch(client, key)

    assert (response.status_code, response.url) == (302, "/en/questions/")
    assert client.session["_auth_user_id"] == str(visitors[key].pk)
    assert pressed(client) == [key]


def test_visitor_becomes_a_reader_again(client, visitors):
    switch(client, "lena")

    response = switch(client, "reader")

    assert response.url == "/en/questions/"
    assert "_auth_user_id" not in client.session
    assert pressed(client) == ["reader"]


def test_account_made_in_the_demo_is_none_of_its_own(client, visitors):
    client.force_login(make_user())

    assert pressed(client) == []


def test_session_is_a_new_one_for_each_account(client, visitors):
    """A-AU-10"""
    switch(client, "lena")
    first = client.session.session_key
    switch(client, "heike")

    assert client.session.session_key != first
    assert not Session.objects.filter(session_key=first).exists()


@pytest.mark.parametrize("path", [SWITCH, RESTART])
@pytest.mark.parametrize(
    "headers", [{}, {"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "same-site"}]
)
def test_other_sites_can_neither_switch_nor_restart(client, visitors, path, headers):
    """A-CS-01"""
    response = client.post(path, {"account": "lena"}, headers=headers)

    assert response.status_code == 403
    assert "_auth_user_id" not in client.session
    assert User.objects.count() == len(visitors)


@pytest.mark.parametrize("path", [SWITCH, RESTART])
def test_looking_changes_nothing(client, visitors, path):
    """A-CS-01"""
    assert client.get(path, headers=SAME_ORIGIN).status_code == 405
    assert User.objects.count() == len(visitors)


@pytest.mark.parametrize("key", ["", "petra", "lena@example.org"])
def test_only_the_accounts_of_the_bar_are_open(client, visitors, key):
    response = switch(client, key)

    assert response.status_code == 404
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize(
    "path", ["", "https://evil.example/", "//evil.example/", "javascript:alert(1)", "/\\\\evil"]
)
def test_switching_leads_to_no_other_site(client, visitors, path):
    """A-XS-17: no open redirect."""
    assert switch(client, "lena", path=path).url == "/"


@pytest.mark.parametrize(
    ("key", "path", "landing"),
    [
        ("jana", "/de/curate/", "/de/curate/"),
        ("lena", "/de/curate/", "/de/"),
        ("tomasz", "/de/administration/affiliations/", "/de/administration/affiliations/"),
        ("jana", "/de/administration/affiliations/", "/de/"),
        ("reader", "/en/notices/", "/en/"),
        ("lena", "/en/notices/", "/en/notices/"),
        ("lena", "/en/no-such-page/", "/en/"),
    ],
)
def test_visitor_stays_on_a_page_that_he_may_see(client, visitors, key, path, landing):
    assert switch(client, key, path=path).url == landing


def test_staff_have_their_powers_without_a_second_factor(client, visitors):
    switch(client, "tomasz")

    assert client.get("/en/administration/affiliations/").status_code == 200
    assert client.get("/en/curate/").status_code == 200


def test_staff_of_a_real_community_have_not(client, visitors, settings):
    settings.REQUIRE_SECOND_FACTOR = True
    switch(client, "tomasz")

    response = client.get("/en/administration/affiliations/")

    assert response.status_code == 302
    assert "/second-factor/" in response.url


def test_who_has_just_switched_counts_as_just_signed_in(client, visitors):
    """A-AU-11"""
    switch(client, "lena")

    assert client.get("/en/me/privacy/erase/").status_code == 200


def test_session_of_a_visitor_ends_as_any_other(client, visitors):
    """A-AU-11"""
    switch(client, "tomasz")
    session = client.session
    session["begun_at"] -= int(STAFF[1].total_seconds()) + 1
    session.save()

    client.get("/en/questions/")

    assert "_auth_user_id" not in client.session


def test_bar_costs_readers_no_query_and_no_cookie(client, db, settings, count_queries):
    client.get("/en/rules/")
    with_bar = count_queries(lambda: client.get("/en/rules/"))
    settings.DEMO = False
    without = count_queries(lambda: client.get("/en/rules/"))

    assert with_bar == without
    assert not client.cookies


def test_real_community_has_no_bar(client, db, settings):
    settings.DEMO = False

    assert b"demobar" not in client.get("/en/rules/").content


def test_real_community_has_no_demo_addresses(settings):
    settings.DEMO = False

    routes = runpy.run_path(urls.__file__)["urlpatterns"]

    assert not [route for route in routes if "demo" in str(route.pattern)]


def test_starting_over_brings_everything_back(client, transactional_db):
    seed(excerpt_of_demo())
    switch(client, "lena")
    mine = make_question(author=User.objects.get(email="lena@example.org"), tags=["only-mine"])
    stranger = make_user()

    response = client.post(RESTART, headers=SAME_ORIGIN)

    assert (response.status_code, response.url) == (302, "/")
    assert is_seeded()
    assert Question.objects.count() == len(load_content().threads)
    assert not Question.objects.filter(pk=mine.pk).exists()
    assert not Tag.objects.filter(slug="only-mine").exists()
    assert not User.objects.filter(pk=stranger.pk).exists()
    assert not Session.objects.exists()
    assert client.get(reverse("home")).status_code == 200


def test_search_is_told_of_what_was_and_what_is(db):
    """What it is told already is told again: a worker may have read the former text by now."""
    content = excerpt_of_demo()
    seed(content)
    before = dict(IndexJob.objects.values_list("document", "version"))

    start_over(content)

    after = dict(IndexJob.objects.values_list("document", "version"))
    assert after.keys() == before.keys() | documents()
    assert all(after[document] > version for document, version in before.items())


def test_record_starts_over_too(db, django_capture_on_commit_callbacks):
    """Nothing of the former one is left, and nobody can change the new one."""
    content = excerpt_of_demo()
    seed(content)
    seal_waiting()

    with django_capture_on_commit_callbacks(execute=True):
        start_over(content)

    seal_waiting()
    assert verify().problems == []


def documents() -> set[str]:
    questions = {f"question-{pk}" for pk in Question.objects.values_list("pk", flat=True)}
    return questions | {f"article-{pk}" for pk in Article.objects.values_list("pk", flat=True)}


def test_failed_restart_leaves_the_demo_as_it_was(db):
    content = excerpt_of_demo()
    seed(content)
    before = set(Question.objects.values_list("pk", flat=True))
    content.people.pop("heike")

    with pytest.raises(KeyError):
        start_over(content)

    assert set(Question.objects.values_list("pk", flat=True)) == before
