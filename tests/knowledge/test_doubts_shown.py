"""What a curator reads about why an article has to be looked at again."""

import pytest
from django.urls import reverse

from knowledge.actions.article_feedback import BURST, say_article_helped
from knowledge.actions.doubting import flag_article, raise_doubt
from knowledge.models import Doubt
from tests.factories import make_article, make_user

Cause = Doubt.Cause
SET_ASIDE = reverse("knowledge:feedback-set-aside")
QUESTION = "published this without a second person"


@pytest.fixture
def read(client, curator):
    client.force_login(curator)
    return lambda queue: client.get(reverse("knowledge:curate-queue", args=[queue])).text


@pytest.mark.parametrize(
    ("document", "way"),
    [("question-7", "community:question-short"), ("article-7", "knowledge:article-short")],
)
def test_broken_link_says_where_it_leads(read, document, way):
    raise_doubt(article=make_article(), cause=Cause.LINK_BROKEN, subject=document)

    page = read("due")

    assert f'href="{reverse(way, args=[7])}"' in page


def test_ended_version_is_named(read):
    raise_doubt(article=make_article(), cause=Cause.VERSION_ENDED, subject="7.31")

    assert "(7.31)" in read("due")


def test_reason_for_publishing_alone_is_a_sentence(read, helper):
    raise_doubt(article=make_article(), cause=Cause.PUBLISHED_ALONE, note="dangerous", by=helper)

    assert "What readers get is dangerous" in read("review")


def test_flag_says_whose_word_it_is(read):
    employee = make_user(roles="employee")
    flag_article(article=make_article(), by=employee, note="The button is green.")

    page = read("due")

    assert "The button is green." in page
    assert employee.shown_name in page


def test_workbench_leads_to_sudden_feedback(read):
    article = make_article()
    for _ in range(BURST + 1):
        say_article_helped(article=article, helped=True)

    assert SET_ASIDE in read("due")


def test_workbench_is_silent_about_feedback_that_was_not_sudden(read):
    say_article_helped(article=make_article(), helped=True)

    assert SET_ASIDE not in read("due")


def test_who_published_alone_is_not_asked_whether_it_is_right(read, client, curator):
    """A-AZ-10: four eyes."""
    article = make_article()
    raise_doubt(article=article, cause=Cause.PUBLISHED_ALONE, note="wrong", by=curator)

    bench = read("review")
    review = client.get(reverse("knowledge:article-review", args=[article.pk])).text

    assert "data-confirm" not in bench
    assert QUESTION not in review


def test_second_person_is_asked_whether_it_is_right(read, client):
    article = make_article()
    first = make_user(roles="curator")
    raise_doubt(article=article, cause=Cause.PUBLISHED_ALONE, note="wrong", by=first)

    bench = read("review")
    review = client.get(reverse("knowledge:article-review", args=[article.pk])).text

    assert "data-confirm" in bench
    assert QUESTION in review
