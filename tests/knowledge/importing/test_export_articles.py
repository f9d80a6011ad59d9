"""What is written out is what comes in again."""

import re
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.management import CommandError

from community.models import Image, ImportedRecord, Product
from config.personal_data import Leaver
from knowledge.actions.doubting import raise_doubt
from knowledge.actions.forgetting import forget_names
from knowledge.front_matter import read_table, split_front_matter
from knowledge.models import Article, ForeignSource, Publication
from tests.accounts.pictures import picture
from tests.community.images.uploading import make_image, showing
from tests.factories import hide, make_answer, make_article, make_product, make_question, make_user
from tests.knowledge.importing.files import (
    exporting,
    importing,
    make_keeper,
    write_article,
    write_file,
)

pytestmark = pytest.mark.django_db

DAY = datetime(2024, 5, 1, 12, 30, tzinfo=UTC)
FAMILY = "7f0e6c1e-0d53-4b8f-a8b0-111111111111"


def exported(folder: Path) -> dict[str, str]:
    """All files but the pictures, which have other names each time and are drawn anew."""
    return {
        path.relative_to(folder).as_posix(): re.sub(r"[0-9a-f]{24}-", "KEY-", path.read_text())
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.suffix != ".webp"
    }


def empty_the_installation() -> None:
    Publication.objects.all().delete()
    Article.objects.update(original=None, original_version=None, successor=None)
    Article.objects.all().delete()
    ImportedRecord.objects.all().delete()
    Product.objects.exclude(parent=None).delete()
    Product.objects.all().delete()


def write_everything(folder: Path) -> None:
    """Articles of every state and kind, as another system might have them."""
    write_file(folder, "light.png", picture())
    write_article(
        folder, "a.md", title="The box: “blinks” #1 — ja", family=FAMILY, language="de",
        version="4", state="published", translation_of="en", original_version="2",
        body="<!-- applies -->\n\n## Solution\n\n![The *light*](light.png)\n\n<!-- cause -->\n\n"
        "```\n<!-- x -->\n\n<!-- solution -->\n\n    1\n\\<!-- cause -->\n---\n",
        search_phrases=["yes", "~", "2024-01-01", "- it: blinks"], product="box-7",
        valid_for="firmware 7.31", valid_until="2031-01-31", review_on="2031-01-01",
        audience="members", created="2024-01-01", published="2024-01-02T10:11:12.131415+00:00",
        revised="2024-02-02", checked="2024-03-03",
    )  # fmt: skip
    write_article(
        folder, "b.md", family=FAMILY, version="2", state="needs_review",
        doubts=[{"cause": "link-broken", "note": "gone"}, {"cause": "flagged", "note": ""}],
        sources=[
            {"title": "It blinks", "link": "https://old.example/7", "credit": "Anna"},
            {"title": "", "link": "", "credit": "Bert"},
        ],
    )  # fmt: skip
    write_article(folder, "c.md", title="Draft", state="draft", body="")
    write_article(folder, "d.md", title="Review", state="in_review", audience="staff")
    write_article(
        folder, "e.md", title="Old", state="retired", retired="2024-04-04",
        published="2023-01-01", checked="2024-02-02",
        retired_as="replaced", successor=f"{FAMILY}.en",
    )  # fmt: skip


def test_export_into_an_empty_installation_gives_the_same_articles(tmp_path):
    make_product(slug="box-7", parent=make_product(slug="boxes"), description_de="Für alle")
    write_everything(tmp_path / "foreign")
    importing(tmp_path / "foreign", publish=True)
    exporting(tmp_path / "first")
    empty_the_installation()

    said = importing(tmp_path / "first", publish=True)
    exporting(tmp_path / "second")

    assert "Added: 2 products." in said
    assert "Added: 5 articles." in said
    assert "Broken: 0.\nIncomplete: 0." in said
    assert exported(tmp_path / "second") == exported(tmp_path / "first")
    assert len(exported(tmp_path / "first")) == 6


def test_article_that_readers_no_longer_get_keeps_its_dates(tmp_path):
    write_everything(tmp_path)

    importing(tmp_path, publish=True)

    old = Article.objects.get(title="Old")
    assert [old.published_at.year, old.checked_at.year, old.retired_at.year] == [2023, 2024, 2024]


def test_export_imported_twice_adds_nothing(tmp_path):
    write_everything(tmp_path / "foreign")
    make_product(slug="box-7")
    importing(tmp_path / "foreign", publish=True)
    exporting(tmp_path / "out")

    said = importing(tmp_path / "out", publish=True)

    assert "Added: 0 articles.\nKnown already: 5 articles." in said
    assert (Article.objects.count(), Image.objects.count()) == (5, 1)


def test_what_a_file_says_is_what_the_article_is(tmp_path):
    keeper = make_keeper()
    article = Article.objects.create(
        family=uuid4(), language="de", title="Titel", slug="titel", renderer_version=1,
        applies="Wenn", solution="So", search_phrases="a\nb", owner=keeper, version=3,
        state="published", audience="staff", published_at=DAY, checked_at=DAY, checked_by=keeper,
        created_at=DAY, review_on=date(2031, 1, 1),
    )  # fmt: skip

    exporting(tmp_path / "out")

    file = tmp_path / f"out/de/titel-{article.family.hex[:8]}.md"
    values, body = split_front_matter(file.read_text())
    assert values == {
        "title": "Titel", "language": "de", "family": str(article.family), "version": "3",
        "state": "published", "audience": "staff", "search_phrases": ["a", "b"],
        "created": "2024-05-01T12:30:00+00:00", "published": "2024-05-01T12:30:00+00:00",
        "checked": "2024-05-01T12:30:00+00:00", "review_on": "2031-01-01",
    }  # fmt: skip
    assert body.strip() == "<!-- applies -->\n\nWenn\n\n<!-- solution -->\n\nSo"


def test_source_is_named_with_its_thread_and_author(tmp_path, helper):
    question = make_question(title="Why does it blink?")
    article = make_article(answer=make_answer(question=question, author=helper))

    exporting(tmp_path / "out")

    (file,) = (tmp_path / "out/en").iterdir()
    (source,) = split_front_matter(file.read_text())[0]["sources"]
    assert (source["title"], source["credit"]) == ("Why does it blink?", "Heike R.")
    assert source["link"].endswith(question.get_absolute_url())
    assert article.title in file.read_text()


def test_source_that_is_hidden_is_not_named(tmp_path):
    """A-AZ-09"""
    question = make_question(title="Why does it blink?", body="Secret words")
    article = make_article(answer=make_answer(question=question))
    Article.objects.filter(pk=article.pk).update(title="The light", search_phrases="")
    hide(question)

    exporting(tmp_path / "out")

    (file,) = (tmp_path / "out/en").iterdir()
    assert "sources" not in split_front_matter(file.read_text())[0]
    assert "Why does it blink?" not in file.read_text()


def test_public_export_holds_what_everybody_may_read(tmp_path):
    write_everything(tmp_path / "foreign")
    make_product(slug="box-7")
    importing(tmp_path / "foreign", publish=True)

    said = exporting(tmp_path / "out", public=True)

    assert "Exported: 1 articles" in said
    assert [path.name for path in (tmp_path / "out/de").iterdir()] == []


def test_image_that_was_removed_is_not_written(tmp_path):
    keeper = make_keeper()
    image = make_image(by=keeper)
    write_article(tmp_path / "in")
    importing(tmp_path / "in")
    shown = f'<p><img src="/images/{image.key}" alt=""></p>'
    Article.objects.update(solution=showing(image), solution_html=shown)
    Image.objects.update(removed_at=DAY)

    said = exporting(tmp_path / "out")

    assert f"image {image.key}: removed since" in said
    assert not list((tmp_path / "out/images").iterdir())


def test_folder_that_holds_something_is_left_alone(tmp_path):
    write_file(tmp_path, "mine.txt", "x")

    with pytest.raises(CommandError, match="is not empty"):
        exporting(tmp_path)

    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_export_of_nothing_is_a_list_of_products(tmp_path):
    make_product(slug="box-7", name_de="Kiste")

    said = exporting(tmp_path / "out")

    assert "Exported: 0 articles, 0 images." in said
    (product,) = read_table((tmp_path / "out/products.yaml").read_text())["products"]
    assert (product["slug"], product["name_de"], product["parent"]) == ("box-7", "Kiste", "")


def test_export_does_not_ask_once_for_each_article(tmp_path, count_queries):
    for number in range(3):
        write_article(tmp_path / "in", f"{number}.md", title=str(number))
    importing(tmp_path / "in")
    few = count_queries(lambda: exporting(tmp_path / "few"))
    for number in range(3, 20):
        write_article(tmp_path / "in", f"{number}.md", title=str(number))
    importing(tmp_path / "in")

    assert count_queries(lambda: exporting(tmp_path / "many")) == few


def test_links_between_articles_lead_to_each_other_wherever_they_are(tmp_path):
    write_article(tmp_path / "in", "box/a.md", title="A", body="See [the other](../b.md).")
    write_article(tmp_path / "in", "b.md", title="B", body="See [it](box/a.md) or [x](gone.md).")
    importing(tmp_path / "in", publish=True)
    exporting(tmp_path / "first")
    empty_the_installation()

    importing(tmp_path / "first", publish=True)
    exporting(tmp_path / "second")

    first, second = Article.objects.order_by("title")
    assert second.get_absolute_url() in first.solution_html
    assert first.get_absolute_url() in second.solution_html
    assert [one.document for one in first.links.all()] == [f"article-{second.pk}"]
    assert first.revisions.get().solution == first.solution
    assert f"../en/b-{second.family.hex[:8]}.md" in "".join(exported(tmp_path / "second").values())
    assert exported(tmp_path / "second") == exported(tmp_path / "first")


def test_link_to_what_is_not_exported_keeps_its_address(tmp_path):
    write_article(tmp_path / "in", "a.md", title="A", body="See [it](b.md).")
    write_article(tmp_path / "in", "b.md", title="B", state="draft")
    importing(tmp_path / "in", publish=True)

    exporting(tmp_path / "out", public=True)

    (text,) = (one for name, one in exported(tmp_path / "out").items() if name.endswith(".md"))
    assert Article.objects.get(title="B").get_absolute_url() in text


def test_doubt_that_was_settled_is_not_written(tmp_path):
    write_article(tmp_path / "in")
    importing(tmp_path / "in", publish=True)
    raise_doubt(article=Article.objects.get(), cause="flagged")
    Article.objects.get().doubts.update(settled_at=DAY)

    exporting(tmp_path / "out")

    assert "doubts" not in "".join(exported(tmp_path / "out").values())


def test_name_of_who_left_is_taken_from_the_credit(tmp_path):
    """L-GD-02"""
    leaver = make_user(display_name="Anna Berg")
    write_article(tmp_path, sources=[{"title": "Ask Anna Berg", "credit": "Anna Berg (Fjordnet)"}])
    importing(tmp_path)

    forget_names(Leaver(leaver.pk, names=("Anna Berg",)))

    source = ForeignSource.objects.get()
    assert source.credit == "Former member (Fjordnet)"
    assert source.title == "Ask Former member"
