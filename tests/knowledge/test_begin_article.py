import pytest

from knowledge.actions.writing import CannotWrite, begin_article, link_translation
from knowledge.models import Article
from tests.factories import make_article
from tests.knowledge.acts import approve, save


def test_article_without_a_thread_is_begun_filled_and_published(curator):
    article = begin_article(by=curator, title="Open the router's page", language="en")

    article = save(article, by=curator, solution="Type `router.home`.")
    approve(article)

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
    assert (german.original, german.original_version) == (original, original.version)


def test_translation_of_a_translation_names_the_original(curator):
    """All that says the same is compared with one text."""
    original = make_article(by=curator)
    german = begin_article(by=curator, title="Die Seite des Routers öffnen", language="de")
    german = link_translation(article=german, original=original, by=curator)
    Article.objects.filter(pk=original.pk).update(language="fr")
    english = begin_article(by=curator, title="Open the router's page", language="en")

    english = link_translation(article=english, original=german, by=curator)

    assert english.original == original


def test_original_of_others_becomes_no_translation(curator):
    original = make_article(by=curator)
    german = begin_article(by=curator, title="Die Seite des Routers öffnen", language="de")
    link_translation(article=german, original=original, by=curator)

    with pytest.raises(CannotWrite):
        link_translation(article=original, original=make_article(by=curator), by=curator)


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
