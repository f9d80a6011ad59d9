import pytest
from django.utils import timezone

from knowledge.models import Article
from tests.factories import make_answer, make_article, make_question


def retire(article: Article, successor: Article | None = None, **values) -> None:
    """As the act leaves it."""
    Article.objects.filter(pk=article.pk).update(
        state=Article.State.RETIRED,
        retired_at=timezone.now(),
        retired_as=Article.Retired.REPLACED,
        successor=successor,
        **values,
    )


def test_readers_are_led_to_the_successor(client, db):
    old, new = make_article(title="Old way"), make_article(title="New way")
    retire(old, new)

    response = client.get(old.get_absolute_url())

    # It may be brought back: no browser is to remember this for good.
    assert (response.status_code, response["Location"]) == (302, new.get_absolute_url())


def test_successor_is_read_in_its_own_language(client, db):
    old = make_article()
    new = make_article(answer=make_answer(question=make_question(language="de")))
    retire(old, new)

    assert client.get(old.get_absolute_url())["Location"].startswith("/de/knowledge/")


def test_chain_is_followed_to_its_end_at_once(client, db):
    first, second, third = (make_article() for _ in range(3))
    retire(second, third)
    retire(first, second)

    assert client.get(first.get_absolute_url())["Location"] == third.get_absolute_url()


def test_circle_ends(client, db):
    """Whatever the rows say, nobody is led round."""
    first, second = make_article(), make_article()
    retire(first)
    retire(second, first)
    Article.objects.filter(pk=first.pk).update(successor=second)

    assert client.get(first.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("state", ["draft", "in_review", "retired"])
def test_successor_that_is_not_public_is_not_named(client, db, state):
    """A-AZ-09"""
    old, new = make_article(), make_article(title="Canary title")
    retire(old, new)
    if state == "retired":
        retire(new)
    else:
        Article.objects.filter(pk=new.pk).update(state=state)

    response = client.get(old.get_absolute_url())

    assert response.status_code == 404
    assert "canary" not in response.text.lower()


@pytest.mark.parametrize(("audience", "status"), [("members", 404), ("staff", 404)])
def test_successor_for_others_is_not_named(client, db, audience, status):
    """A-AZ-04"""
    old, new = make_article(), make_article(title="Canary title", audience=audience)
    retire(old, new)

    assert client.get(old.get_absolute_url()).status_code == status


def test_retired_article_that_was_for_others_leads_nowhere(client, helper):
    old, new = make_article(audience="members"), make_article()
    retire(old, new)

    assert client.get(old.get_absolute_url()).status_code == 404
    client.force_login(helper)
    assert client.get(old.get_absolute_url()).status_code == 302


def test_curator_reads_it_with_the_reason_and_the_successor(client_of, curator):
    old, new = make_article(), make_article(title="New way")
    retire(old, new)

    page = " ".join(client_of(curator).get(old.get_absolute_url()).text.split())

    assert "Another article says it" in page
    assert "New way" in page
    assert 'content="noindex"' in page
