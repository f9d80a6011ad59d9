"""Parts of an article's page are drawn once in a process: each reader gets his own all the same."""

import pytest

from knowledge.models import Article
from tests.factories import hide, make_answer, make_article, make_question

CHECKED = {
    "en": "From the community, checked by Fjordnet",
    "de": "Aus der Community, geprüft von Fjordnet",
}


def page_of(client, article, language="en") -> str:
    return client.get(f"/{language}/knowledge/{article.pk}/{article.slug}/").text


def test_facts_are_in_the_language_of_each_reader(client, db):
    article = make_article()

    for language in ("en", "de", "en"):
        page = page_of(client, article, language)

        assert [words in page for words in CHECKED.values()] == [
            language == each for each in CHECKED
        ]


def test_facts_change_with_the_article(client, db):
    article = make_article()
    page_of(client, article)
    Article.objects.filter(pk=article.pk).update(valid_for="Fjord 5 only", helped_count=7)

    page = page_of(client, article)

    assert "Fjord 5 only" in page
    assert "7 × marked as solved" in page


@pytest.mark.parametrize("audience", ["staff", "members"])
def test_article_for_a_few_stays_theirs_after_they_read_it(client, client_of, curator, audience):
    """A-AZ-07"""
    article = make_article(audience=audience)

    assert "pill staff" in page_of(client_of(curator), article)
    assert client.get(article.get_absolute_url()).status_code == 404
    Article.objects.filter(pk=article.pk).update(audience="public")
    assert "pill staff" not in page_of(client, article)


def test_feedback_is_asked_for_whoever_came_before(client, client_of, employee, helper):
    article = make_article()

    for reader, is_asked in (
        (client_of(employee), False),
        (client, True),
        (client_of(helper), True),
    ):
        assert ("Yes, solved" in page_of(reader, article)) is is_asked


def test_feedback_names_each_articles_own_address(client, db):
    one, other = make_article(), make_article()

    for article in (one, other, one):
        page = page_of(client, article)

        assert page.count(f"/knowledge/feedback/{article.pk}/") > 1
        assert f"asked_about=article+{article.pk}" in page


def test_made_up_word_in_the_address_is_not_repeated(client, db):
    """A-XS"""
    article = make_article()

    page = client.get(f"{article.get_absolute_url()}?said=<b>yes</b>").text

    assert "Did this solve it?" in page
    assert "<b>yes</b>" not in page


def test_hidden_source_is_named_for_moderators_alone(client, client_of, moderator):
    """A-AZ-09"""
    question = make_question(title="A title that nobody reads")
    article = make_article(answer=make_answer(question=question), title="Another title")
    hide(question)

    for reader, is_named in ((client_of(moderator), True), (client, False)):
        assert ("A title that nobody reads" in page_of(reader, article)) is is_named
