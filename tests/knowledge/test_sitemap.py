"""The lists of addresses for search engines: what everybody may read and is worth finding."""

import xml.etree.ElementTree as ET
from urllib.parse import urlsplit

import pytest

from community.models import Product, Question
from knowledge import sitemaps
from tests.factories import hide, make_answer, make_article, make_question

NAMESPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def locations(client, path: str) -> list[str]:
    response = client.get(path)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/xml"
    document = ET.fromstring(response.content)  # noqa: S314
    return [urlsplit(place.text).path for place in document.iter(f"{NAMESPACE}loc")]


def listed(client) -> list[str]:
    """Every address behind the index."""
    return [
        path for section in locations(client, "/sitemap.xml") for path in locations(client, section)
    ]


def test_answered_question_and_published_article_are_listed_in_their_language(client, db):
    article = make_article(answer=make_answer(question=make_question(language="de")))
    question = article.sources.get().question

    found = listed(client)

    assert f"/de/questions/{question.pk}/{question.slug}/" in found
    assert f"/en/questions/{question.pk}/{question.slug}/" not in found
    assert any(path.startswith(f"/de/knowledge/{article.pk}/") for path in found)


def test_every_listed_address_answers(client, db):
    make_article(answer=make_answer(question=make_question(tags=["wifi"])))
    make_answer(question=make_question(tags=["wifi"]))
    Product.objects.create(slug="router", name_de="Router", name_en="Router")

    found = listed(client)

    assert "/de/products/router/" in found
    assert [client.get(path).status_code for path in found] == [200] * len(found)


def test_nothing_thin_and_nothing_hidden_is_listed(client, db):
    """A-AZ-07: unanswered questions are thin, those asked before are elsewhere."""
    unanswered = make_question()
    hidden = make_answer().question
    hide(hidden)
    duplicate = make_answer().question
    Question.objects.filter(pk=duplicate.pk).update(
        closed_at=duplicate.created_at, closed_as="duplicate"
    )

    found = "\n".join(listed(client))

    for question in (unanswered, hidden, duplicate):
        assert f"/questions/{question.pk}/" not in found


def test_article_that_is_not_published_is_not_listed(client, db):
    article = make_article(answer=make_answer())
    type(article).objects.filter(pk=article.pk).update(state="draft")

    assert f"/knowledge/{article.pk}/" not in "\n".join(listed(client))


def test_pages_of_addresses_are_cut_by_number(client, db, monkeypatch):
    monkeypatch.setattr(sitemaps, "CHUNK", 2)
    questions = [make_answer().question for _ in range(5)]

    sections = [path for path in locations(client, "/sitemap.xml") if "questions" in path]

    assert len(sections) >= 3
    assert len([path for path in listed(client) if "/questions/" in path]) == len(questions)


@pytest.mark.parametrize("path", ["/sitemap-questions-9999.xml", "/sitemap-nothing-0.xml"])
def test_page_of_addresses_that_is_not_there(client, db, path):
    assert client.get(path).status_code == 404


def test_empty_community_has_an_index(client, db):
    assert listed(client) == []


def test_queries_do_not_grow_with_addresses(client, db, count_queries):
    make_answer()
    few = count_queries(lambda: client.get("/sitemap-questions-0.xml"))

    for _ in range(4):
        make_answer()

    assert count_queries(lambda: client.get("/sitemap-questions-0.xml")) == few <= 4


def test_robots_are_led_to_the_index(client, db):
    response = client.get("/robots.txt")

    assert response["Content-Type"].startswith("text/plain")
    assert "Sitemap: http" in response.text
    assert response.text.rstrip().endswith("/sitemap.xml")
    assert not response.cookies
