"""“Ask about this” begins a question that is linked to the article."""

import pytest
from django.urls import reverse

from community.models import PendingQuestion, Question
from knowledge.models import Article
from tests.factories import make_article, make_product, make_question

ASK = reverse("community:ask")
SAME_ORIGIN = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def article(db):
    return make_article(title="Reset the box", product=make_product())


def ask(client, **values):
    sent = {
        "title": "It still blinks after that",
        "body": "I held it for ten seconds.",
        "kind": "question",
        "language": "en",
        "submission": "0b1f3f0e-52a3-4b0b-8b4b-0a3f6a1f9a11",
    }
    return client.post(ASK, sent | values)


def test_article_leads_to_the_form_with_its_product(client, article):
    page = client.get(article.get_absolute_url()).text.replace("&amp;", "&")
    address = f"{ASK}?asked_about=article+{article.pk}&product={article.product_id}"

    assert address in page
    assert "Reset the box" in client.get(address).text


def test_question_shows_what_it_was_asked_about(client, article, asker):
    client.force_login(asker)
    ask(client, asked_about=f"article {article.pk}")

    question = Question.objects.get(title="It still blinks after that")
    assert question.asked_about == f"article {article.pk}"
    client.logout()
    page = client.get(question.get_absolute_url()).text
    assert f'href="{article.get_absolute_url()}"' in page
    assert "Asked about:" in page


def test_guests_question_keeps_it_until_it_is_published(client, article):
    values = {"asked_about": f"article {article.pk}", "email": "lena@example.org"}
    client.post(
        reverse("community:question-keep"),
        {
            "title": "It still blinks after that",
            "body": "I held it for ten seconds.",
            "kind": "question",
            "language": "en",
            "submission": "0b1f3f0e-52a3-4b0b-8b4b-0a3f6a1f9a11",
            **values,
        },
        headers=SAME_ORIGIN,
    )

    assert PendingQuestion.objects.get().asked_about == f"article {article.pk}"


@pytest.mark.parametrize(
    "about",
    [
        *("article", "article -1", "article 0", "article 99999999999999999999", "x" * 41),
        *("article 1'", "../../x 1", "<script> 1", "ärtikel 1", "article ٣"),
    ],
)
def test_what_names_nothing_is_no_reason_to_lose_a_question(client, asker, about):
    """A-DO-05"""
    client.force_login(asker)

    assert client.get(ASK, {"asked_about": about}).status_code == 200
    response = ask(client, asked_about=about)

    if response.status_code == 422:
        assert "I held it for ten seconds." in response.text
    else:
        assert Question.objects.get().asked_about in {"", "article 99999999999999999999"}


@pytest.mark.parametrize("values", [{"state": "draft"}, {"audience": "staff"}])
def test_article_that_the_reader_may_not_read_is_not_named(client, article, asker, values):
    """A-AZ-07: the number of an article tells nothing."""
    question = make_question(author=asker, asked_about=f"article {article.pk}")
    Article.objects.filter(pk=article.pk).update(**values)

    for address in (question.get_absolute_url(), f"{ASK}?asked_about=article+{article.pk}"):
        assert "Reset the box" not in client.get(address).text


def test_ordinary_question_costs_no_query_more(client, article, asker, count_queries):
    plain = make_question(author=asker)
    linked = make_question(author=asker, asked_about=f"article {article.pk}")

    def cost(question) -> int:
        client.get(question.get_absolute_url())
        return count_queries(lambda: client.get(question.get_absolute_url() + "?fresh"))

    assert cost(linked) == cost(plain) + 1
