"""A-PR-02: an address, a network and a full name that must turn up on nobody else's page."""

import pytest
from allauth.usersessions.models import UserSession
from django.test import Client

from accounts.models import User
from tests.architecture.crawling import admin_pages, pages
from tests.factories import make_answer, make_article, make_member, make_question, make_user

MAILBOX = "canary.in.the.mine@example.org"
NETWORK = "203.0.113.77"
BROWSER = "CanaryBrowser/1.0"
CANARIES = (MAILBOX, NETWORK, BROWSER, "canary.in.the.mine")


@pytest.fixture
def bird(db) -> User:
    """Somebody who asked, answered and wrote the source of an article."""
    bird = make_member(email=MAILBOX, display_name="Yellow Bird")
    make_article(answer=make_answer(author=bird))
    make_answer(question=make_question(author=bird))
    UserSession.objects.create(
        user=bird, ip=NETWORK, user_agent=BROWSER, session_key="canary-session"
    )
    return bird


@pytest.fixture
def ids(bird) -> dict[str, object]:
    answer = bird.answers.get()
    return {
        "user_id": bird.pk,
        "question_id": bird.questions.get().pk,
        "answer_id": answer.pk,
        "article_id": answer.article_source.article_id,
        "slug": "x",
    }


@pytest.mark.parametrize("role", ["visitor", "", "employee", "curator", "moderator"])
def test_no_page_shows_where_somebody_can_be_reached(ids, role):
    """A-PR-02, L-GD-10"""
    browser = Client()
    if role != "visitor":
        browser.force_login(make_user(roles=role))

    seen = dict(pages(browser, ids))

    assert any("Yellow Bird" in text for text in seen.values())
    assert [path for path, text in seen.items() for canary in CANARIES if canary in text] == []


def test_lists_of_the_admin_show_no_network(bird):
    """An administrator opens an account to see its address; nothing shows from where it came."""
    browser = Client()
    browser.force_login(make_user(roles="administrator"))

    seen = dict(admin_pages(browser))

    assert seen
    for canary in (NETWORK, BROWSER):
        assert [path for path, text in seen.items() if canary in text] == []
