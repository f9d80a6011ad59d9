"""The operator's own pages."""

import pytest

from config.pages import PAGES


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("language", ["de", "en"])
def test_page_is_there_in_both_languages(client, db, name, language):
    page = client.get(f"/{language}/{name}/")

    assert page.status_code == 200
    assert f'<html lang="{language}">' in page.text


@pytest.mark.parametrize("name", PAGES)
def test_page_asks_the_database_nothing(client, db, count_queries, name):
    assert count_queries(lambda: client.get(f"/en/{name}/")) == 0


def test_contact_page_shows_how_to_reach_a_person(client, db, settings):
    settings.COMMUNITY = settings.COMMUNITY | {"phone": "0800 123 45 67"}

    page = client.get("/en/contact/").text

    assert 'href="tel:08001234567"' in page


def test_operators_words_are_escaped(client, db, settings):
    settings.COMMUNITY = settings.COMMUNITY | {"name": "<script>alert(1)</script>"}

    assert "<script>alert" not in client.get("/en/imprint/").text
