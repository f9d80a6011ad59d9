"""One gate: what somebody may not see influences nothing that he gets."""

import html
import re
from collections.abc import Iterator
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from accounts.models import User
from community.actions.questions import join_affected
from community.actions.solutions import accept_answer
from community.models import Answer, Question
from community.moderation.actions.reporting import report_content
from knowledge.actions.promotion import promote_answer
from knowledge.actions.retiring import retire_article
from knowledge.models import Article
from knowledge.search import index
from tests.factories import (
    hide,
    make_affiliation,
    make_answer,
    make_article,
    make_comment,
    make_product,
    make_question,
    make_user,
)

CANARY = "lighthouse7q"
LINK = re.compile(r"""(?:href|src|hx-get)="([^"]+)\"""")
# The other language is another look at the same; the admin has a gate of its own.
NOT_CRAWLED = re.compile(r"^/static/|^/de/|/admin/")


@pytest.fixture
def world(asker, helper, curator, deliver_events, settings):
    """A small community, indexed; then everything that bears the canary is hidden."""
    settings.LIMITS_FACTOR = 1000
    product = make_product(parent=make_product())
    for number in range(3):
        shown = make_question(author=asker, tags=["wifi"], title=f"Shown question {number}")
        make_answer(question=shown, author=helper)
    make_article(answer=make_answer(question=shown), by=curator, product=product)

    mailbox = make_user(email=f"{CANARY}@example.org")
    make_affiliation(user=mailbox, evidence=f"letter {CANARY}", full_name="Miriam Vogt")
    make_answer(question=shown, author=mailbox)

    text = f"Only for those who may see it: {CANARY}"
    hidden_question = make_question(title=text, body=text, tags=[CANARY, "wifi"], product=product)
    below_it = make_answer(question=hidden_question, body=text)
    join_affected(question=hidden_question, by=helper)
    accept_answer(answer=below_it, by=hidden_question.author)
    hidden_comment = make_comment(question=shown, body=text)
    report_content(path="/en/", reason="other", submission=uuid4(), explanation=text, name=CANARY)
    hidden_answer = make_answer(question=shown, body=text)
    accept_answer(answer=hidden_answer, by=asker)

    draft = promote_answer(answer=make_answer(body="Solution", question=shown), by=curator)
    retired = make_article(by=curator)
    Article.objects.filter(pk__in=[draft.pk, retired.pk]).update(title=text, solution=text)
    retired.refresh_from_db()
    retire_article(article=retired, by=curator, retired_as="not-needed", why=text)

    deliver_events()
    index.rebuild()
    for post in hidden_comment, hidden_question, hidden_answer:
        hide(post)


def patterns(resolver: URLResolver, prefix: str = ""):
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            if entry.namespace != "admin":
                yield from patterns(entry, prefix + str(entry.pattern))
        elif isinstance(entry, URLPattern):
            yield prefix + str(entry.pattern)


def guessed_paths() -> set[str]:
    """Every address of the URL conf with every id there is."""
    ids = {
        pk
        for model in (Question, Answer, Article, User)
        for pk in model.objects.values_list("pk", flat=True)
    }
    guessed = {
        "/" + re.sub(r"<str:document>", f"{kind}-{pk}", re.sub(r"<int:\w+>", str(pk), pattern))
        for pattern in patterns(get_resolver())
        for pk in ids
        for kind in ("question", "article")
    }
    words = {"/en/search/?q=only+may+see", "/en/suggestions/?title=only+may+see"}
    return words | {path for path in guessed if "<" not in path and "^" not in path}


def crawl(client: Client) -> Iterator[tuple[str, str]]:
    """What the reader gets at every address that he can guess or is led to."""
    waiting, seen = {"/", *guessed_paths()}, set()
    while waiting:
        path = waiting.pop()
        seen.add(path)
        response = client.get(path)
        text = response.content.decode(errors="replace")  # pictures as well
        yield path, f"{response.headers}\n{text}"
        links = (html.unescape(link).partition("#")[0] for link in LINK.findall(text))
        waiting |= {link for link in links if link.startswith("/") and not NOT_CRAWLED.search(link)}
        waiting -= seen


@pytest.mark.parametrize("who", ["visitor", "helper", "employee"])
def test_canary_is_nowhere(client, world, request, who):
    """A-AZ-02, A-AZ-07, A-PR-02: hidden posts, drafts, mailboxes, evidence."""
    if who != "visitor":
        client.force_login(request.getfixturevalue(who))

    pages = dict(crawl(client))

    assert len(pages) > 60
    assert [path for path, page in pages.items() if CANARY in page] == []


@pytest.mark.parametrize("who", ["moderator", "curator"])
def test_same_sweep_finds_the_canary_for_who_may_see_it(client, world, request, who):
    client.force_login(request.getfixturevalue(who))

    assert any(CANARY in page for _path, page in crawl(client))


def without_what_was_asked(response, path: str) -> tuple:
    """Status, headers and body of an answer, less the address and the tokens of the forms."""
    asked = re.compile(r"/(?:de|en)" + re.escape(path[3:]))
    headers = {name: asked.sub("", value) for name, value in response.items()}
    headers.pop("Content-Length", None)
    body = asked.sub("", response.text)
    body = re.sub(r"[A-Za-z0-9]{64}", "", body)
    return response.status_code, headers, body


HIDDEN_AND_MISSING = [
    ("GET", "/en/questions/{question}/"),
    ("GET", "/en/questions/{question}/some-slug/"),
    ("POST", "/en/questions/{question}/actions/answer"),
    ("POST", "/en/questions/{question}/actions/affected"),
    ("POST", "/en/questions/{question}/actions/reopen"),
    ("POST", "/en/answers/{answer}/vote/"),
    ("POST", "/en/answers/{answer}/accept/"),
    ("GET", "/en/knowledge/{article}/"),
    ("GET", "/en/suggestions/question-{question}/"),
    ("GET", "/en/suggestions/article-{article}/"),
    ("POST", "/en/curate/answers/{answer}/promote/"),
    ("GET", "/en/posts/answer/{answer}/hide/"),
    ("POST", "/en/posts/question/{question}/show/"),
    ("POST", "/en/posts/answer/{answer}/release/"),
    ("GET", "/en/people/{person}/"),
]


@pytest.mark.parametrize("who", ["visitor", "stranger", "curator"])
@pytest.mark.parametrize(("method", "pattern"), HIDDEN_AND_MISSING)
def test_hidden_and_missing_cannot_be_told_apart(client, curator, request, method, pattern, who):
    """A-AZ-04"""
    answer = make_answer()
    hide(answer)
    hide(answer.question)
    draft = promote_answer(answer=make_answer(), by=curator)
    gone = make_user(is_active=False)
    hidden = {
        "question": answer.question_id,
        "answer": answer.pk,
        "article": draft.pk,
        "person": gone.pk,
    }
    missing = dict.fromkeys(hidden, 987_654)
    if who != "visitor":
        client.force_login(request.getfixturevalue(who))
    if who == "curator" and "{article}" in pattern:
        return  # who may see it

    one, other = (
        without_what_was_asked(client.generic(method, path), path)
        for path in (pattern.format(**hidden), pattern.format(**missing))
    )

    assert one == other


def test_asker_of_a_hidden_question_sees_as_little_as_others(client, asker):
    """House rule of this version: what a moderator hid only moderators see."""
    question = make_question(author=asker)
    hide(question)
    client.force_login(asker)

    assert client.get(question.get_absolute_url()).status_code == 404
