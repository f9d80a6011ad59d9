"""From files to articles, without any worker."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.core.management import CommandError
from django.db import IntegrityError, transaction
from django.utils import timezone

from community.models import Product
from config.audit.models import AuditRecord
from config.events.models import Delivery
from config.recount import compared
from knowledge.actions.imported_articles import write_imported
from knowledge.importing import ArticleFiles, Pictures, Placing, Products, Reading
from knowledge.importing.conversion import convert
from knowledge.models import Article, ForeignSource, IndexJob, Publication, Revision
from knowledge.search import index
from knowledge.search.engine import Query
from tests.factories import make_product, make_user
from tests.knowledge.importing.files import (
    KEEPER,
    importing,
    make_keeper,
    write_article,
    write_file,
)

pytestmark = pytest.mark.django_db


def test_markdown_with_front_matter_becomes_a_draft(tmp_path):
    product = make_product(slug="box-7", name_de="Box 7", name_en="Box 7")
    write_article(
        tmp_path,
        body="Hold the **button**.",
        product="Box 7",
        search_phrases=["blinks red", "does not start"],
        valid_for="firmware 7.31",
        valid_until="2030-01-31",
        audience="members",
    )

    said = importing(tmp_path)

    article = Article.objects.get()
    assert "Added: 1 articles." in said
    assert (article.title, article.slug, article.language) == (
        "Reset the box",
        "reset-the-box",
        "en",
    )
    assert article.solution_html == '<p dir="auto">Hold the <strong>button</strong>.</p>\n'
    assert (article.state, article.audience, article.product) == ("draft", "members", product)
    assert article.search_phrases == "blinks red\ndoes not start"
    assert (article.valid_for, article.valid_until) == ("firmware 7.31", date(2030, 1, 31))
    assert article.owner.email == KEEPER


def test_published_import_is_found_with_no_worker_running(tmp_path, client):
    write_article(tmp_path, body="Hold the button.")

    said = importing(tmp_path, publish=True)

    article = Article.objects.get()
    assert "Everything is in the search index." in said
    hits = index.engine().search(Query(text="reset box")).hits
    assert [hit.object_id for hit in hits] == [article.pk]
    assert (IndexJob.objects.count(), Delivery.objects.count()) == (0, 0)
    assert "Hold the button." in client.get(article.get_absolute_url()).content.decode()
    differences = [str(one) for table in compared() for one in table.differences()]
    assert not [one for one in differences if one.startswith("knowledge.")]


def test_published_import_says_who_answers_for_it_and_since_when(tmp_path):
    """L-AU-04: readers here get it from now on, whenever it was first written."""
    before = timezone.now()
    write_article(tmp_path, published="2020-03-27", revised="2021/05/01", checked="1.6.2022")

    importing(tmp_path, publish=True)

    article = Article.objects.get()
    assert (article.state, article.checked_by.email) == ("published", KEEPER)
    assert article.published_at == datetime(2020, 3, 27, tzinfo=UTC)
    assert article.revised_at == datetime(2021, 5, 1, tzinfo=UTC)
    assert article.checked_at == datetime(2022, 6, 1, tzinfo=UTC)
    revision = Revision.objects.get()
    assert (revision.article, revision.number, revision.reviewer) == (article, 1, None)
    publication = Publication.objects.get()
    assert (publication.revision, publication.until) == (revision, None)
    assert publication.since >= before


def test_import_stands_in_the_record(tmp_path):
    write_article(tmp_path)

    importing(tmp_path)

    record = AuditRecord.objects.get(act="article-imported")
    assert record.subject == f"article-{Article.objects.get().pk}"


def test_second_run_adds_nothing(tmp_path):
    write_article(tmp_path)
    importing(tmp_path)

    said = importing(tmp_path)

    assert "Added: 0 articles.\nKnown already: 1 articles." in said
    assert Article.objects.count() == 1


def test_corrected_file_goes_in_at_the_second_run(tmp_path):
    write_article(tmp_path, "one.md", title="One")
    write_article(tmp_path, "two.md", title="Two", audience="everybody")
    importing(tmp_path)
    write_article(tmp_path, "two.md", title="Two")

    said = importing(tmp_path)

    assert "Added: 1 articles.\nKnown already: 1 articles." in said
    assert set(Article.objects.values_list("title", flat=True)) == {"One", "Two"}


def test_dry_run_reports_and_writes_nothing(tmp_path):
    """A-UP-06"""
    write_article(tmp_path)
    write_file(tmp_path, "empty.md", "")

    said = importing(tmp_path, dry_run=True)

    assert "Would be added: 1 articles." in said
    assert "Broken: 1.\n  empty.md: title is empty" in said
    assert not Article.objects.exists()
    assert not IndexJob.objects.exists()


def test_dry_run_links_nothing_that_is_here_already(tmp_path):
    """A-UP-06"""
    family = "7f0e6c1e-0d53-4b8f-a8b0-111111111111"
    write_article(tmp_path, "a.md", family=family, language="de")
    write_article(tmp_path, "b.md", family=family, language="en")
    importing(tmp_path)
    write_article(tmp_path, "a.md", family=family, language="de", translation_of="en")

    importing(tmp_path, dry_run=True)

    assert not Article.objects.exclude(original=None).exists()


@pytest.mark.parametrize(
    ("front", "why"),
    [
        ({"title": ""}, "title is empty"),
        ({"language": "fr"}, "language is none of de, en"),
        ({"audience": "customers"}, "audience is none of public, members, staff"),
        ({"product": "Box 9"}, "product: there is no “Box 9” here"),
        ({"valid_until": "soon"}, "valid_until is no date"),
        ({"published": "yesterday"}, "published is no date with time"),
        ({"family": "mine"}, "family is no family of articles"),
        ({"successor": "mine"}, "successor is no family with its language"),
        ({"valid_for": "x" * 201}, "valid_for is longer than 200 characters"),
        ({"sources": ["Anna"]}, "sources[0] is no object"),
        ({"title": ["a", "b"]}, "title is no text"),
    ],
)
def test_bad_value_is_named_and_the_other_files_go_in(tmp_path, front, why):
    write_article(tmp_path, "a-bad.md", **front)
    write_article(tmp_path, "b-good.md")

    said = importing(tmp_path)

    assert "Added: 1 articles." in said
    assert f"Broken: 1.\n  a-bad.md: {why}" in said


def test_language_is_guessed_where_nobody_names_it(tmp_path):
    write_article(tmp_path, language="", title="Die Box", body="Sie blinkt nicht mehr, wenn ihr…")

    importing(tmp_path)

    assert Article.objects.get().language == "de"


def test_language_of_the_command_is_that_of_files_without_one(tmp_path):
    write_article(tmp_path, "one.md", language="")
    write_article(tmp_path, "two.md", language="en-GB", title="Two")

    importing(tmp_path, language="de")

    assert set(Article.objects.values_list("title", "language")) == {
        ("Reset the box", "de"),
        ("Two", "en"),
    }


def test_product_of_the_command_is_that_of_files_without_one(tmp_path):
    make_product(slug="box-7")
    write_article(tmp_path)

    importing(tmp_path, product="box-7")

    assert Article.objects.get().product == Product.objects.get()


def test_unknown_product_of_the_command_ends_it(tmp_path):
    write_article(tmp_path)

    with pytest.raises(CommandError, match="there is no “box-9” here"):
        importing(tmp_path, product="box-9")


@pytest.mark.parametrize("mailbox", ["nobody@example.org", "member@example.org", "no mailbox"])
def test_only_curators_keep_articles(tmp_path, mailbox):
    make_user(email="member@example.org")
    write_article(tmp_path)

    with pytest.raises(CommandError, match="is the mailbox of no curator"):
        importing(tmp_path, owner=mailbox)

    assert not Article.objects.exists()


@pytest.mark.parametrize("front", [{"draft": "true"}, {"state": "draft"}, {"state": "in_review"}])
def test_unfinished_article_does_not_go_public(tmp_path, front):
    write_article(tmp_path, **front)

    importing(tmp_path, publish=True)

    assert not Article.objects.published().exists()


def test_file_is_not_believed_that_it_is_public(tmp_path):
    """A-UP-07"""
    write_article(tmp_path, state="published", published="2020-01-01", checked="2020-01-01")

    importing(tmp_path)

    article = Article.objects.get()
    assert (article.state, article.published_at, article.checked_by) == ("draft", None, None)
    assert not Publication.objects.exists()


def test_date_in_the_future_becomes_now(tmp_path):
    """A-UP-07"""
    write_article(tmp_path, published="2999-01-01", checked="2999-01-01", revised="2999-01-01")

    importing(tmp_path, publish=True)

    article = Article.objects.get()
    now = timezone.now()
    assert max(article.published_at, article.checked_at, article.revised_at) <= now


def test_what_needed_review_elsewhere_needs_it_here(tmp_path):
    write_article(tmp_path, "one.md", title="One", state="needs_review")
    doubts = [{"cause": "link-broken", "note": "The old portal is gone."}]
    write_article(tmp_path, "two.md", title="Two", state="needs_review", doubts=doubts)

    importing(tmp_path, publish=True)

    one, two = Article.objects.order_by("title")
    assert (one.state, two.state) == ("needs_review", "needs_review")
    assert list(one.doubts.open().values_list("cause", "note")) == [("flagged", "")]
    assert list(two.doubts.open().values_list("cause", "note")) == [
        ("link-broken", "The old portal is gone.")
    ]


def test_credit_is_kept_by_name_and_link(tmp_path):
    sources = [{"title": "It blinks", "link": "https://old.example/7", "credit": "Anna"}]
    write_article(tmp_path, "one.md", title="One", sources=sources)
    write_article(
        tmp_path, "two.md", title="Two", source="City office", link="https://city.example"
    )

    importing(tmp_path)

    kept = ForeignSource.objects.values_list("article__title", "title", "link", "credit")
    assert set(kept) == {
        ("One", "It blinks", "https://old.example/7", "Anna"),
        ("Two", "", "https://city.example", "City office"),
    }


def test_readers_see_where_an_article_comes_from(tmp_path, client):
    """A-XS-02: a link that leads nowhere safe is no link."""
    write_article(
        tmp_path,
        sources=[
            {"title": "It blinks", "link": "https://old.example/7", "credit": "Anna"},
            {"title": "<b>Old</b>", "link": "javascript:alert(1)"},
        ],
    )
    importing(tmp_path, publish=True)

    page = client.get(Article.objects.get().get_absolute_url()).content.decode()

    assert 'href="https://old.example/7"' in page
    assert "Anna" in page
    assert "&lt;b&gt;Old&lt;/b&gt;" in page
    assert "javascript:" not in page


def test_too_long_title_is_cut_and_still_found_by_its_end(tmp_path):
    title = f"Why does the box blink {'very ' * 40}slowly?"
    write_article(tmp_path, title=title)

    importing(tmp_path)

    article = Article.objects.get()
    assert len(article.title) <= 150
    assert article.title.endswith("…")
    assert article.search_phrases == title


def test_too_long_text_is_left_out_rather_than_cut(tmp_path):
    write_article(tmp_path, body="x" * 20_001)

    said = importing(tmp_path)

    assert "reset.md: solution is longer than 20000 characters" in said
    assert not Article.objects.exists()


def test_translation_and_successor_are_linked_whatever_comes_first(tmp_path):
    family, other = "7f0e6c1e-0d53-4b8f-a8b0-111111111111", "7f0e6c1e-0d53-4b8f-a8b0-222222222222"
    write_article(
        tmp_path, "a.md", family=family, language="de", translation_of="en", original_version="2"
    )
    write_article(tmp_path, "b.md", family=family, language="en", version="3")
    write_article(
        tmp_path, "c.md", family=other, state="retired", retired_as="replaced",
        successor=f"{family}.en",
    )  # fmt: skip

    importing(tmp_path)

    original = Article.objects.get(family=family, language="en")
    translation = Article.objects.get(family=family, language="de")
    retired = Article.objects.get(family=other)
    assert (translation.original, translation.original_version) == (original, 2)
    assert (retired.state, retired.retired_as, retired.successor) == (
        "retired",
        "replaced",
        original,
    )


def test_successors_that_follow_each_other_do_not_loop(tmp_path):
    one, two = "7f0e6c1e-0d53-4b8f-a8b0-111111111111", "7f0e6c1e-0d53-4b8f-a8b0-222222222222"
    write_article(tmp_path, "a.md", family=one, state="retired", successor=f"{two}.en")
    write_article(tmp_path, "b.md", family=two, state="retired", successor=f"{one}.en")

    importing(tmp_path)

    assert Article.objects.exclude(successor=None).count() == 1


def test_family_that_is_here_already_is_known_from_whatever_source(tmp_path):
    family = "7f0e6c1e-0d53-4b8f-a8b0-111111111111"
    write_article(tmp_path, family=family)
    importing(tmp_path, source="first")

    said = importing(tmp_path, source="second")

    assert "Known already: 1 articles." in said
    assert Article.objects.count() == 1


def test_two_texts_with_one_id_are_told_apart_or_named(tmp_path):
    write_article(tmp_path, "a.md", id="7", body="Hold it.")
    write_article(tmp_path, "b.md", id="7", body="Let it go.")
    write_article(tmp_path, "c.md", id="7", body="Hold it.")

    said = importing(tmp_path)

    assert "Added: 1 articles.\nKnown already: 1 articles." in said
    assert "b.md: is not told apart from a.md: give each an id of its own" in said


def test_second_member_of_a_family_in_one_language_is_named(tmp_path):
    family = "7f0e6c1e-0d53-4b8f-a8b0-111111111111"
    write_article(tmp_path, "a.md", family=family, body="Hold it.")
    write_article(tmp_path, "b.md", family=family, body="Let it go.")

    said = importing(tmp_path)

    assert "Added: 1 articles." in said
    assert "b.md: is not told apart from a.md" in said


def test_batch_is_written_whole_or_not_at_all(tmp_path):
    """A-UP-06"""
    keeper = make_keeper()
    placing = Placing(Products(), publish=False, now=timezone.now())
    for name in ("a.md", "b.md"):
        write_article(tmp_path, name)
    pictures = Pictures(tmp_path, owner=keeper)
    reading = Reading(lambda _text: "en")
    new = [
        placing.new_article(convert(reading.read(raw), pictures)) for raw in ArticleFiles(tmp_path)
    ]
    twin = replace(new[1], external_id=new[0].external_id)

    with pytest.raises(IntegrityError), transaction.atomic():
        write_imported([new[0], twin], owner=keeper, source="help", now=timezone.now())

    assert not Article.objects.exists()


def test_missing_path_is_one_sentence(tmp_path):
    with pytest.raises(CommandError, match="There is no file or folder"):
        importing(tmp_path / "nowhere")


def test_folder_without_articles_is_one_sentence(tmp_path):
    write_file(tmp_path, "notes.docx", "…")

    with pytest.raises(CommandError, match="holds no file of the kinds"):
        importing(tmp_path)
