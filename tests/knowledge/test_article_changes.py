from dataclasses import replace
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from knowledge.actions.article_text import fields_of
from knowledge.actions.editing import edit_article
from knowledge.actions.publishing import approve_article
from knowledge.models import Article, Publication, Revision
from tests.factories import make_article, make_user


@pytest.fixture
def article(db):
    return make_article(title="Reset the box")


def address_of(article) -> str:
    return reverse("knowledge:article-changes", args=[article.pk])


def change(article, significance="meaning", summary="", **fields) -> None:
    article.refresh_from_db()
    edited = edit_article(
        article=article,
        by=make_user(roles="curator"),
        version=article.version,
        significance=significance,
        summary=summary,
        fields=replace(fields_of(article), **fields),
    )
    if significance != "typo":
        approve_article(article=edited, by=make_user(roles="curator"))


def page_of(client, article) -> str:
    return " ".join(client.get(address_of(article)).text.split())


def test_change_is_told_with_its_date_and_summary(client, article):
    change(article, summary="Twelve seconds, not ten", solution="Hold it for twelve seconds.")

    page = page_of(client, article)

    assert "Twelve seconds, not ten" in page
    assert "Changed in meaning" in page
    assert "First published" in page


def test_article_page_leads_there(client, article):
    assert address_of(article) in client.get(article.get_absolute_url()).text


def test_typing_error_is_no_change(client, article):
    change(article, "typo", summary="Canary summary", title="Reset the bxo")

    assert "Canary summary" not in page_of(client, article)


def test_what_waits_or_was_never_published_is_not_told(client, article):
    edit_article(
        article=article,
        by=make_user(roles="curator"),
        version=article.version,
        significance="meaning",
        summary="Canary summary",
        fields=replace(fields_of(article), solution="Not yet."),
    )

    assert "Canary summary" not in page_of(client, article)


def test_revision_that_was_public_twice_is_told_once(client, article):
    first = article.publications.get()
    Publication.objects.filter(pk=first.pk).update(until=timezone.now())
    Publication.objects.create(
        article=article, revision=first.revision, since=timezone.now() + timedelta(days=1)
    )

    assert len(client.get(address_of(article)).context["rows"]) == 1


def test_what_was_written_for_others_is_not_told(client, article, curator):
    Revision.objects.filter(article=article).update(audience="staff", summary="Canary summary")
    change(article, summary="For everybody now", solution="Hold it longer.")

    assert "Canary summary" not in page_of(client, article)
    client.force_login(curator)
    assert len(client.get(address_of(article)).context["rows"]) == 2


@pytest.mark.parametrize("values", [{"state": "draft"}, {"audience": "members"}])
def test_who_may_not_read_the_article_may_not_read_its_changes(client, article, values):
    """A-AZ-04"""
    Article.objects.filter(pk=article.pk).update(**values)

    assert client.get(address_of(article)).status_code == 404


def test_page_costs_the_same_with_one_change_and_with_ten(client, article, count_queries):
    """A-DO-10"""
    with_one = count_queries(lambda: client.get(address_of(article)))
    for number in range(9):
        change(article, solution=f"Way number {number}.")

    assert count_queries(lambda: client.get(address_of(article))) == with_one <= 8


def test_long_history_is_paged(client, article):
    revision = article.revisions.get()
    for number in range(2, 30):
        revision.pk, revision.number, revision.significance = None, number, "content"
        revision.save(force_insert=True)
        at = timezone.now() + timedelta(minutes=number)
        Publication.objects.filter(article=article, until=None).update(until=at)
        Publication.objects.create(article=article, revision=revision, since=at)

    first = client.get(address_of(article))
    second = client.get(address_of(article) + first.context["page"].older_url)

    assert len(first.context["rows"]) + len(second.context["rows"]) == 29
