"""What grew out of somebody's answers stands on his profile, for whom may read it."""

import pytest

from knowledge.actions.sources import add_source
from knowledge.models import Article
from tests.factories import hide, make_answer, make_article


def page_of(client, person) -> str:
    return client.get(person.get_absolute_url(), {"part": "articles"}).text


def test_article_from_an_answer_stands_on_the_profile(client, helper):
    make_article(answer=make_answer(author=helper), title="Reset the box")

    assert "Reset the box" in page_of(client, helper)


def test_article_from_two_of_his_answers_stands_there_once(client, helper, curator):
    article = make_article(answer=make_answer(author=helper), title="Reset the box")
    add_source(article=article, answer=make_answer(author=helper), by=curator)

    assert page_of(client, helper).count("Reset the box") == 1


@pytest.mark.parametrize("values", [{"audience": "staff"}, {"state": "draft"}])
def test_what_the_reader_may_not_read_is_not_there(client, helper, values):
    """A-AZ-06, A-AZ-07"""
    article = make_article(answer=make_answer(author=helper), title="Reset the box")
    Article.objects.filter(pk=article.pk).update(**values)

    assert "Reset the box" not in page_of(client, helper)


def test_hidden_answer_leads_to_no_article(client, helper):
    """A-AZ-09"""
    answer = make_answer(author=helper)
    make_article(answer=answer, title="Reset the box")
    hide(answer)

    assert "Reset the box" not in page_of(client, helper)
