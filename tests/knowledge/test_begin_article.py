import pytest

from knowledge.actions.editing import edit_article
from knowledge.actions.publishing import publish_article
from knowledge.actions.writing import CannotWrite, begin_article, link_translation
from knowledge.models import Article
from tests.factories import make_article


def test_article_without_a_thread_is_begun_filled_and_published(curator):
    article = begin_article(by=curator, title="Open the router's page", language="en")

    article = edit_article(
        article=article,
        by=curator,
        version=article.version,
        title=article.title,
        applies="",
        cause="",
        solution="Type `router.home`.",
        product=None,
        valid_for="",
        search_phrases="",
    )
    publish_article(article=article, by=curator)

    article.refresh_from_db()
    assert article.is_public
    assert list(article.revisions.order_by("number").values_list("number", flat=True)) == [1, 2]
    assert not article.sources.exists()


def test_only_curators_begin_articles(helper):
    with pytest.raises(CannotWrite):
        begin_article(by=helper, title="Open the router's page", language="en")

    assert not Article.objects.exists()


def test_translation_joins_the_family_of_its_original(curator):
    original = make_article(by=curator)
    german = begin_article(by=curator, title="Die Seite des Routers öffnen", language="de")

    for _ in range(2):
        german = link_translation(article=german, original=original, by=curator)

    assert german.family == original.family


def test_family_has_one_article_a_language(curator):
    original = make_article(by=curator)
    another = begin_article(by=curator, title="Open the router's page", language="en")

    with pytest.raises(CannotWrite):
        link_translation(article=another, original=original, by=curator)

    another.refresh_from_db()
    assert another.family != original.family


def test_only_curators_link_translations(curator, helper):
    original = make_article(by=curator)
    german = begin_article(by=curator, title="Die Seite des Routers öffnen", language="de")

    with pytest.raises(CannotWrite):
        link_translation(article=german, original=original, by=helper)
