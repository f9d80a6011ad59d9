"""Files that mean no good: each is named and left out, and none is believed."""

import pytest
from django.core.management import CommandError

from accounts.models import RoleGrant
from knowledge.models import Article
from tests.knowledge.importing.files import importing, write_article, write_file
from tests.patience import processor_seconds

pytestmark = pytest.mark.django_db

SCRIPT = "<script>alert(1)</script>"


@pytest.fixture
def good(tmp_path):
    write_article(tmp_path, "z-good.md", title="Good")
    return tmp_path


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("a.md", b"\xff\xfe\x00T", "is no UTF-8 text"),
        ("a.md", "# Für".encode("latin-1"), "is no UTF-8 text"),
        ("a.md", b"---\ntitle: x\n", "has no end"),
        ("a.md", b"---\na: &a [1]\nb: [*a, *a]\n---\n", "references are not read"),
        ("a.md", b"", "title is empty"),
        ("a.md", b"\0\0\0", "title is empty"),
        ("a.html", b"<html>", "title is empty"),
        ("a.jsonl", b"[" * 100_000, "is no JSON"),
        ("a.jsonl", b'{"title": NaN, "answer": "x"}', "a.jsonl line 1: title is no text"),
        ("a.csv", b'title,answer\n"x', "a.csv line 2: has no text"),
    ],
)
def test_broken_file_is_named_and_the_others_go_in(good, name, content, why):
    """A-UP-06"""
    write_file(good, name, content)

    said = importing(good)

    assert "Added: 1 articles." in said
    assert "Broken: 1.\n" in said
    assert why in said


def test_file_that_is_too_large_is_named(good):
    with (good / "a.md").open("wb") as file:
        file.truncate(10_000_001)

    assert "a.md: is larger than 10 MB" in importing(good)


def test_table_that_is_too_large_is_named(good):
    with (good / "a.csv").open("wb") as file:
        file.truncate(100_000_001)

    said = importing(good)

    assert "a.csv: can't be read further: a.csv is larger than 100 MB." in said
    assert "Added: 1 articles." in said


def test_line_without_end_is_not_taken_into_memory(good):
    write_file(good, "a.jsonl", b'{"title": "' + b"x" * 10_000_001)

    said = importing(good)

    assert "a.jsonl: can't be read further: line 1 is longer" in said


@pytest.mark.parametrize(
    "text",
    [
        "![" * 100_000,
        "![x](" * 50_000,
        "<img " * 100_000,
        "![x](a" + "(" * 100_000,
        "> " * 50_000,
        "`" * 200_000,
        "[" * 200_000,
        "# " * 100_000,
        "<!-- cause -->\n" * 20_000,
        "![x](data:image/png;base64," + "A" * 1_000_000 + ")",
    ],
)
@pytest.mark.parametrize("name", ["a.md", "a.html", "a.csv"])
def test_text_that_would_take_for_ever_does_not(good, name, text):
    """A-UP-05"""
    before = {"a.md": "# One\n", "a.html": "<h1>One</h1>", "a.csv": "title,body\nOne,"}[name]
    write_file(good, name, before + text)

    with processor_seconds(5):
        said = importing(good)

    assert "Added: " in said


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.md", f"---\ntitle: '{SCRIPT}'\nvalid_for: '{SCRIPT}'\n---\n{SCRIPT}"),
        ("a.md", "# One\n[x](javascript:alert(1)) <img src=x onerror=alert(1)>"),
        ("a.html", f"<h1>One {SCRIPT}</h1><p>x<svg onload=alert(1)></p>{SCRIPT}"),
        ("a.csv", f"title,answer,source,link\nOne,<p>x{SCRIPT}</p>,{SCRIPT},javascript:alert(1)"),
    ],
)
def test_nothing_of_an_imported_article_runs(tmp_path, client, name, text):
    """A-XS-02, A-XS-03, A-UP-07"""
    write_file(tmp_path, name, text)
    importing(tmp_path, publish=True)
    article = Article.objects.get()

    html = f"{article.applies_html}{article.cause_html}{article.solution_html}"
    page = client.get(article.get_absolute_url()).content.decode()

    for written in (html, page):
        assert "alert(1)</script>" not in written
        assert 'href="javascript:' not in written
        assert "<svg onload" not in written
        assert "<img src=x" not in written


def test_file_gives_nobody_a_role_and_no_article_a_count(tmp_path):
    """A-UP-07"""
    write_article(
        tmp_path, helped_count="999", reuse_count="9", owner="admin", roles=["administrator"],
        checked_by="Miriam", publish_at="2020-01-01", approved_by="Miriam",
    )  # fmt: skip

    importing(tmp_path, publish=True)

    article = Article.objects.get()
    assert (article.helped_count, article.reuse_count, article.approved_by) == (0, 0, None)
    assert article.owner == article.checked_by
    assert not RoleGrant.objects.exists()


def test_hidden_files_and_links_out_of_the_folder_are_passed_over(tmp_path):
    """A-UP-03"""
    write_article(tmp_path, "elsewhere/secret.md", title="Secret")
    folder = tmp_path / "help"
    write_article(folder, "good.md")
    write_article(folder, ".git/config.md", title="Hidden")
    (folder / "linked.md").symlink_to(tmp_path / "elsewhere/secret.md")
    (folder / "linked").symlink_to(tmp_path / "elsewhere")

    importing(folder)

    assert Article.objects.get().title == "Reset the box"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("products: 7", "is no list"),
        ("products:\n- slug: ../x\n  name_de: x\n  name_en: x", "is no slug"),
        ("products:\n- slug: x\n  name_de: x", "name_en is empty"),
        (f"products:\n- slug: x\n  name_de: x\n  name_en: {'x' * 101}", "longer than 100"),
        ("products:\n- slug: x\n  name_de: x\n  name_en: x\n  parent: y", "its parent is no"),
        ("products: [", "is no YAML"),
        ("x" * 1_000_001, "is too large"),
    ],
)
def test_broken_list_of_products_ends_the_import(good, text, why):
    write_file(good, "products.yaml", text)

    with pytest.raises(CommandError, match=why):
        importing(good)

    assert not Article.objects.exists()
