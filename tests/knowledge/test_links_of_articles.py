"""Links between articles and to threads: a broken one is noticed, a mended one too."""

import pytest
from django.utils import translation

from community.actions.hiding import hide_post, restore_post
from knowledge.actions.linking import document_at
from knowledge.actions.publishing import unpublish_article
from knowledge.actions.retiring import retire_article
from knowledge.models import Article, ArticleLink, Doubt
from tests.factories import make_article, make_question, make_user
from tests.knowledge.acts import approve, save

Cause = Doubt.Cause


@pytest.fixture
def second(db):
    return make_user(roles="curator")


@pytest.fixture
def target(db):
    return make_article()


@pytest.fixture
def linking(second, deliver_events, settings):
    """An article whose text leads to `path`."""

    def make(path: str, **values) -> Article:
        article = make_article(**values)
        save(
            article,
            by=second,
            solution=f"See [there]({settings.BASE_URL}{path}).",
            summary="A link.",
        )
        approve(article)
        deliver_events()
        return Article.objects.get(pk=article.pk)

    return make


def broken() -> list[tuple[int, str]]:
    open_ones = Doubt.objects.open().filter(cause=Cause.LINK_BROKEN)
    return list(open_ones.values_list("article", "subject"))


@pytest.mark.parametrize(
    ("address", "document"),
    [
        ("/en/knowledge/12/reset/", "article-12"),
        ("/de/knowledge/12/", "article-12"),
        ("/en/questions/7/how/?answer=3#answer-3", "question-7"),
        ("http://127.0.0.1:8000/en/knowledge/12/reset/", "article-12"),
        ("/knowledge/12/reset/", "article-12"),
        ("/questions/7/", "question-7"),
        ("/en/en/knowledge/12/", ""),
        ("https://example.org/en/knowledge/12/reset/", ""),
        ("/en/search/?q=reset", ""),
        ("/en/knowledge/99999999999999999999999/x/", ""),
        ("mailto:somebody@example.org", ""),
        ("//example.org/en/knowledge/12/", ""),
        ("http://[", ""),
        ("#part", ""),
        ("", ""),
    ],
)
def test_addresses_of_this_community_are_known(settings, address, document):
    settings.BASE_URL = "http://127.0.0.1:8000"

    assert document_at(address) == document


def test_links_are_kept_as_the_text_names_them(linking, target, second, deliver_events):
    article = linking(target.get_absolute_url())
    assert ArticleLink.objects.get().document == f"article-{target.pk}"

    save(article, by=second, solution="No link any more.", summary="Gone.")
    approve(article)
    deliver_events()

    assert not ArticleLink.objects.exists()


def test_link_to_itself_is_no_link(settings, target, second, deliver_events):
    itself = f"{settings.BASE_URL}{target.get_absolute_url()}"
    save(target, by=second, solution=f"[Up]({itself})", summary="A link.")
    approve(target)
    deliver_events()

    assert not ArticleLink.objects.exists()


def test_link_to_a_retired_article_is_broken(linking, target, second, deliver_events):
    article = linking(target.get_absolute_url())

    retire_article(article=target, by=second, retired_as="outdated")
    deliver_events()

    assert broken() == [(article.pk, f"article-{target.pk}")]
    assert Article.objects.get(pk=article.pk).state == Article.State.NEEDS_REVIEW


def test_link_to_a_retired_article_with_a_successor_leads_somewhere(
    linking, target, second, deliver_events
):
    linking(target.get_absolute_url())

    retire_article(article=target, by=second, retired_as="replaced", successor=make_article())
    deliver_events()

    assert broken() == []


def test_mended_link_is_no_doubt_any_more(linking, target, second, deliver_events):
    article = linking(target.get_absolute_url())
    unpublish_article(article=target, by=second)
    deliver_events()
    assert broken()

    approve(target)
    deliver_events()

    assert broken() == []
    assert Article.objects.get(pk=article.pk).state == Article.State.PUBLISHED
    assert ArticleLink.objects.get().broken_at is None


def test_broken_link_that_is_taken_out_is_no_doubt_any_more(
    linking, target, second, deliver_events
):
    article = linking(target.get_absolute_url())
    unpublish_article(article=target, by=second)
    deliver_events()

    save(article, by=second, solution="No link any more.", summary="Gone.")
    approve(article)
    deliver_events()

    assert broken() == []


def test_link_to_what_is_not_there_is_broken(linking):
    article = linking("/en/knowledge/987654/nothing/")

    assert broken() == [(article.pk, "article-987654")]


def test_link_to_a_hidden_question_is_broken_until_it_is_shown(linking, moderator, deliver_events):
    question = make_question()
    article = linking(question.get_absolute_url())
    assert broken() == []

    hide_post(post=question, by=moderator, reason="insult", explanation="Be friendly.")
    deliver_events()
    assert broken() == [(article.pk, f"question-{question.pk}")]
    restore_post(post=question, by=moderator, explanation="It was a quote.")
    deliver_events()

    assert broken() == []


@pytest.mark.parametrize(
    ("reader", "target_for", "is_broken"),
    [
        ("public", "public", False),
        ("public", "members", True),
        ("members", "staff", True),
        ("members", "public", False),
        ("staff", "members", False),
    ],
)
def test_link_leads_somewhere_for_whoever_reads_the_article(linking, reader, target_for, is_broken):
    """A-AZ-07: what its readers may not read is nowhere for them."""
    linking(make_article(audience=target_for).get_absolute_url(), audience=reader)

    assert bool(broken()) is is_broken


def test_language_of_the_worker_does_not_matter(db):
    with translation.override("de"):
        assert document_at("/en/knowledge/12/reset/") == "article-12"


@pytest.mark.parametrize("written", ["{host}{path}", "{path}", "{short}"])
def test_however_an_address_was_copied_it_is_a_link_that_is_checked(
    settings, target, second, deliver_events, written
):
    """From the address bar, without its host, or without a language: followed by its number, it
    leads to the article whatever it is called later."""
    path = target.get_absolute_url()
    said = written.format(host=settings.BASE_URL, path=path, short=f"/knowledge/{target.pk}/")
    article = make_article()
    save(article, by=second, solution=f"See [there]({said}), not `[there]({said})`.")
    approve(article)
    deliver_events()

    article.refresh_from_db()
    whole = said if said.startswith("http") else settings.BASE_URL + said
    assert f'<a href="{whole}">there</a>' in article.solution_html
    assert f"<code>[there]({said})</code>" in article.solution_html
    assert said in article.solution
    assert ArticleLink.objects.get().document == f"article-{target.pk}"


def test_link_by_an_old_title_leads_to_the_article(client, linking, target, second):
    old = target.get_absolute_url()
    linking(old)
    save(target, by=second, title="Called otherwise now")
    approve(target)
    target.refresh_from_db()

    response = client.get(old)

    assert target.get_absolute_url() != old
    assert response.headers["Location"] == target.get_absolute_url()
    assert broken() == []


@pytest.mark.parametrize("address", ["//example.org/x", "///x", "/people/9/", "knowledge/1/", "#a"])
def test_what_names_no_page_of_ours_is_no_link(target, second, address):
    """A-XS-01"""
    save(target, by=second, solution=f"See [there]({address}).")
    approve(target)

    target.refresh_from_db()
    assert "<a" not in target.solution_html
