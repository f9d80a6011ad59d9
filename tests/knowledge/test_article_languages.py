import json
import re
from datetime import datetime

import pytest
from django.utils import timezone

from knowledge.models import Article, Doubt
from tests.factories import make_answer, make_article, make_question

UTC = timezone.get_fixed_timezone(0)


def make_in(language: str, **values) -> Article:
    return make_article(answer=make_answer(question=make_question(language=language)), **values)


def page_of(client, article, language: str) -> str:
    return " ".join(client.get(f"/{language}/knowledge/{article.pk}/{article.slug}/").text.split())


@pytest.fixture
def german(db):
    return make_in("de", title="Kiste neu starten")


@pytest.fixture
def english(german):
    article = make_in("en", title="Restart the box")
    Article.objects.filter(pk=article.pk).update(
        family=german.family, original=german, original_version=german.version
    )
    return Article.objects.get(pk=article.pk)


def test_what_is_not_translated_says_so(client, german):
    assert "Not translated yet: you are reading this in German." in page_of(client, german, "en")
    assert "Not translated yet" not in page_of(client, german, "de")


def test_reader_is_offered_the_article_in_the_pages_language(client, german, english):
    page = page_of(client, german, "en")

    assert "You are reading this in German." in page
    assert f'href="{english.get_absolute_url()}">Restart the box' in page


def test_languages_name_one_another_for_search_engines(client, german, english):
    page = page_of(client, english, "en")

    for language, article in (("de", german), ("en", english)):
        assert re.search(
            rf'hreflang="{language}" href="http://[^"]+/{language}/knowledge/{article.pk}/', page
        )


def test_draft_of_a_translation_is_not_named(client, german, english):
    """A-AZ-09"""
    Article.objects.filter(pk=english.pk).update(state=Article.State.DRAFT)

    assert "Restart the box" not in page_of(client, german, "en")


def test_translation_for_others_is_not_named(client, german, english):
    """A-AZ-07"""
    Article.objects.filter(pk=english.pk).update(audience=Article.Audience.STAFF)

    assert "Restart the box" not in page_of(client, german, "en")


def test_translation_says_since_when_it_is_behind(client, german, english):
    Doubt.objects.create(
        article=english,
        cause=Doubt.Cause.ORIGINAL_CHANGED,
        opened_at=datetime(2026, 11, 3, 12, tzinfo=UTC),
    )

    page = page_of(client, english, "en")

    assert "The original changed in meaning on 3 November 2026" in page
    assert "Kiste neu starten" in page


def test_settled_doubt_is_no_longer_told(client, english):
    Doubt.objects.create(
        article=english, cause=Doubt.Cause.ORIGINAL_CHANGED, settled_at=timezone.now()
    )

    assert "changed in meaning" not in page_of(client, english, "en")


def test_other_doubts_are_the_curators_alone(client, english):
    for cause in Doubt.Cause.values:
        if cause != Doubt.Cause.ORIGINAL_CHANGED:
            Doubt.objects.create(article=english, cause=cause, note="Canary note")

    page = page_of(client, english, "en")

    assert "Canary note" not in page
    assert "changed in meaning" not in page


def data_of(client, article) -> dict:
    page = client.get(article.get_absolute_url()).text
    (block,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    return json.loads(block)["@graph"][0]


def test_data_for_machines_say_whose_work_it_is(client, german):
    """L-UW-03"""
    told = data_of(client, german)

    assert told["@type"] == "TechArticle"
    assert told["headline"] == "Kiste neu starten"
    assert told["inLanguage"] == "de"
    assert [author["@type"] for author in told["author"]] == ["Person"]
    assert told["publisher"]["name"] == "Fjordnet"
    assert told["dateModified"] >= told["datePublished"]


def test_article_without_a_thread_is_the_companys(client, german):
    german.sources.all().delete()

    assert data_of(client, german)["author"] == [{"@type": "Organization", "name": "Fjordnet"}]
