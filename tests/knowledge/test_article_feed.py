"""New articles in feed readers, and in the list for search engines."""

from datetime import UTC, datetime

from knowledge.models import Article
from tests.factories import hide, make_answer, make_article, make_employee

FEED = "/feeds/articles.atom?language=en"
REVISED = datetime(2027, 1, 2, 3, 4, 5, tzinfo=UTC)


def test_entry_says_where_it_comes_from(client, helper):
    """L-UW-03"""
    make_article(answer=make_answer(author=helper))

    assert "From the community, checked by Fjordnet" in client.get(FEED).text


def test_entry_puts_no_communitys_voice_on_the_companys_text(client, db):
    """L-UW-03"""
    make_article(answer=make_answer(author=make_employee()))

    feed = client.get(FEED).text

    assert "From the community" not in feed
    assert "Checked by Fjordnet" in feed


def test_hidden_source_is_not_counted_as_the_communitys(client, helper):
    """A-AZ-09"""
    answer = make_answer(author=helper)
    make_article(answer=answer)
    hide(answer)

    assert "From the community" not in client.get(FEED).text


def test_entry_changes_with_the_text_and_not_with_a_look_at_it(client, db):
    article = make_article()
    before = client.get(FEED).text
    Article.objects.filter(pk=article.pk).update(checked_at=REVISED)
    assert client.get(FEED + "&again").text.replace("&amp;again", "") == before

    Article.objects.filter(pk=article.pk).update(revised_at=REVISED)

    assert "2027-01-02T03:04:05" in client.get(FEED + "&later").text


def test_sitemap_tells_when_the_text_changed(client, db):
    article = make_article()
    Article.objects.filter(pk=article.pk).update(revised_at=REVISED)

    assert "2027-01-02" in client.get("/sitemap-articles-0.xml").text


def test_articles_for_others_are_in_no_feed_and_no_sitemap(client, helper):
    """A-AZ-07, A-AZ-09"""
    for audience in ("members", "staff"):
        make_article(title=f"Canary of {audience}", audience=audience)
    make_article(title="Waiting canary")
    Article.objects.filter(title="Waiting canary").update(state="draft")

    for address in (FEED, "/sitemap-articles-0.xml"):
        assert "canary" not in client.get(address).text.lower()


def test_queries_of_the_feed_do_not_grow(client, db, count_queries):
    """A-DO-10"""
    make_article()
    with_one = count_queries(lambda: client.get(FEED))
    for _ in range(4):
        make_article()

    assert count_queries(lambda: client.get(FEED + "&more")) == with_one
