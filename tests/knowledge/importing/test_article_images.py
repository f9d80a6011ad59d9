"""Images of imported articles: files beside them, and data in their own words."""

from base64 import b64encode
from pathlib import Path

import pytest

from community.images.addresses import shown_keys
from community.models import Image
from knowledge.models import Article
from tests.accounts.pictures import picture
from tests.knowledge.importing.files import KEEPER, importing, write_article, write_file

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path):
    """A folder for the articles, beside which lies what is nobody's business."""
    write_file(tmp_path, "secret.png", picture())
    return tmp_path / "help"


def test_image_beside_the_text_comes_along(folder):
    write_file(folder, "pictures/the light.png", picture())
    write_article(folder, "box/reset.md", body="Look: ![The *light*](../pictures/the%20light.png)")

    said = importing(folder)

    image, article = Image.objects.get(), Article.objects.get()
    assert "Incomplete: 0." in said
    assert article.solution == f"Look: ![The *light*](/images/{image.key})"
    assert shown_keys(article.solution_html) == {image.key}
    assert image.owner.email == KEEPER


def test_readers_of_the_article_see_its_image(folder, client):
    write_file(folder, "light.png", picture())
    write_article(folder, "a.md", title="Public", body="![](light.png)")
    write_file(folder, "other.png", picture(colour="blue"))
    write_article(folder, "b.md", title="Draft", state="draft", body="![](other.png)")

    importing(folder, publish=True)

    of_draft, of_public = (
        Image.objects.get(key__in=shown_keys(article.solution_html))
        for article in Article.objects.order_by("title")
    )
    assert client.get(of_public.get_absolute_url()).status_code == 200
    assert client.get(of_draft.get_absolute_url()).status_code == 404


@pytest.mark.parametrize(
    "text",
    [
        "![x](/pictures/light.png)",
        '![x](<../pictures/light.png> "The light")',
        '<img src="../pictures/light.png" alt="x">',
    ],
)
def test_image_is_found_however_it_is_written(folder, text):
    write_file(folder, "pictures/light.png", picture())
    write_article(folder, "box/reset.md", body=text)

    importing(folder)

    assert len(shown_keys(Article.objects.get().solution_html)) == 1


def test_image_of_a_page_comes_along(folder):
    write_file(folder, "light.png", picture())
    write_file(folder, "a.html", "<h1>One</h1><p>See <img src='light.png' alt='The [light]'>.</p>")

    importing(folder)

    article = Article.objects.get()
    assert article.solution == f"See ![The \\[light\\]](/images/{Image.objects.get().key})."


def test_image_in_the_text_itself_comes_along(folder):
    data = f"data:image/png;base64,{b64encode(picture()).decode()}"
    write_file(folder, "a.html", f"<h1>One</h1><p>See <img src='{data}' alt='light'></p>")
    write_article(folder, "b.md", body=f"See ![light]({data})")

    importing(folder)

    (image,) = Image.objects.all()
    for article in Article.objects.all():
        assert article.solution == f"See ![light](/images/{image.key})"


def test_image_that_several_articles_show_is_kept_once(folder):
    write_file(folder, "light.png", picture())
    for name in ("a.md", "b.md"):
        write_article(folder, name, title=name, body="![](light.png)")

    importing(folder)

    assert Image.objects.count() == 1


def test_image_of_another_site_becomes_a_link(folder):
    write_article(folder, body="![The light](https://old.example/light.png)")

    importing(folder)

    article = Article.objects.get()
    assert '<a href="https://old.example/light.png"' in article.solution_html
    assert "<img" not in article.solution_html


def test_image_in_a_code_block_is_text(folder):
    write_file(folder, "light.png", picture())
    write_article(folder, body="```\n![x](light.png)\n```")

    importing(folder)

    assert Article.objects.get().solution == "```\n![x](light.png)\n```"
    assert not Image.objects.exists()


@pytest.mark.parametrize(
    "target",
    [
        "../secret.png",
        "..%2Fsecret.png",
        "/../secret.png",
        "//../secret.png/../../secret.png",
        "pictures/../../secret.png",
        "..\\secret.png",
        "secret.png%00.png",
        "file:///etc/passwd",
        "/etc/passwd",
        "C:\\secret.png",
        "CON",
        ".",
        "pictures",
        "x" * 300 + ".png",
        "linked.png",
        "linked/secret.png",
        "/images/" + "0" * 24 + "-10x10",
    ],
)
def test_no_name_of_an_image_leads_out_of_the_folder(folder, target):
    """A-UP-03"""
    folder.mkdir()
    (folder / "linked.png").symlink_to(folder.parent / "secret.png")
    (folder / "linked").symlink_to(folder.parent)
    write_article(folder, body=f"See ![the light](<{target}>).")

    importing(folder)

    article = Article.objects.get()
    assert "<img" not in article.solution_html
    assert not Image.objects.exists()


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>x()</script></svg>", "Please choose"),
        (b"GIF89a<script>alert(1)</script>", "Please choose"),
        (b"", "Please choose"),
        (b"\0" * (5 * 2**20 + 1), "it is larger than 5 MB"),
    ],
)
def test_file_that_is_no_picture_is_named_and_the_text_goes_in(folder, content, why):
    """A-UP-01, A-XS-05"""
    write_file(folder, "light.png", content)
    write_article(folder, body="See ![the light](light.png).")

    said = importing(folder)

    assert f"Incomplete: 1.\n  reset.md: without the image light.png: {why}" in said
    assert Article.objects.get().solution == "See the light."


@pytest.mark.parametrize("data", ["data:image/png;base64,!!!", "data:image/png;base64,AAAA"])
def test_damaged_data_is_named_and_the_text_goes_in(folder, data):
    write_article(folder, body=f"See ![the light]({data}).")

    said = importing(folder)

    assert "Incomplete: 1." in said
    assert Article.objects.get().solution == "See the light."


def test_too_many_images_are_named_before_they_are_kept(folder):
    write_article(folder, body="\n".join(f"![x]({number}.png)" for number in range(61)))

    said = importing(folder)

    assert "reset.md: shows more than 60 images" in said
    assert not Article.objects.exists()


def test_dry_run_looks_at_the_images_and_keeps_none(folder, settings):
    write_file(folder, "good.png", picture())
    write_file(folder, "bad.png", b"x")
    write_article(folder, body="![](good.png) ![](bad.png)")

    said = importing(folder, dry_run=True)

    assert "without the image bad.png" in said
    assert "Incomplete: 1." in said
    assert not Image.objects.exists()
    assert not Path(settings.MEDIA_ROOT).exists()
