"""Images arrive by form and are served one by one, each time to whom it may concern."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from community.forms.images import MOST_IMAGE_BYTES
from community.images import files
from community.models import Image
from config.limits import LIMITS
from config.uploads import MOST_BYTES
from tests.accounts.pictures import looked_at, picture
from tests.community.images.uploading import make_image, showing
from tests.factories import hide, make_answer

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"></svg>'
UNKNOWN = "/images/0123456789abcdef01234567-60x40"
HOSTILE_NAMES = [
    *("../../etc/passwd.png", "/etc/passwd", "a\x00.png", "C:\\con.png", "nul", "." * 50),
    *("x" * 300 + ".png", ".htaccess", "<img src=x onerror=alert(1)>.png", "\u202egnp.exe"),
    *("%2e%2e%2fx.png", "a/b.png", "a;b.png", "'; drop table", "DE89370400440532013000.png"),
]


def upload(client: Client, content: bytes, *, name: str = "image.png", **fields):
    file = SimpleUploadedFile(name, content, content_type="image/png")
    return client.post(reverse("community:image-upload"), {"image": file, **fields})


@pytest.fixture
def member(client, asker):
    client.force_login(asker)
    return client


@pytest.fixture
def shown(asker):
    """An image that an answer shows."""
    image = make_image(by=asker)
    make_answer(author=asker, body=showing(image))
    return image


def test_member_uploads_an_image_and_gets_what_to_write(member, asker):
    response = upload(member, picture(), description="The [red] light")

    image = Image.objects.get()
    assert response.status_code == 201
    assert image.owner == asker
    assert response.json() == {
        "markdown": rf"![The \[red\] light](/images/{image.key})",
        "url": f"/images/{image.key}",
    }


def test_visitor_uploads_nothing(client, db):
    response = upload(client, picture())

    assert response["Location"].startswith("/en/account/login/")
    assert not Image.objects.exists()


@pytest.mark.parametrize("name", HOSTILE_NAMES)
def test_name_of_a_file_is_nowhere_afterwards(member, settings, name):
    """A-UP-03: not on the disk, not in the table, not in the answer."""
    response = upload(member, picture(), name=name)

    image = Image.objects.get()
    assert response.status_code == 201
    assert re.fullmatch(r"[0-9a-f]{24}-60x40", image.key)
    assert [path.name for path in settings.MEDIA_ROOT.rglob("*.*")] == [f"{image.key}.webp"]
    assert name not in response.text


@pytest.mark.parametrize("content", [b"", SVG, b"hello", b"%PDF-1.7", picture("TIFF")])
def test_what_is_no_image_is_refused_whatever_it_says_it_is(member, content):
    """A-XS-05, A-UP-01"""
    response = upload(member, content)

    assert response.status_code == 422
    assert "JPEG, PNG, WebP or GIF" in response.json()["problem"]


def test_image_may_be_larger_than_files_of_other_forms(member):
    large = picture() + bytes(MOST_IMAGE_BYTES - 10_000)
    assert len(large) > MOST_BYTES

    assert upload(member, large).status_code == 201


def test_file_that_is_too_large_is_refused_with_its_limit(member):
    response = upload(member, picture() + bytes(MOST_IMAGE_BYTES))

    assert response.status_code == 422
    assert "larger than 10 MB" in response.json()["problem"]


def test_other_forms_take_no_larger_files_for_it(member, asker):
    """What one view allows, no other one does."""
    file = SimpleUploadedFile("x.png", bytes(MOST_BYTES + 1), content_type="image/png")

    response = member.post(
        reverse("accounts:profile-edit"), {"display_name": asker.display_name, "picture": file}
    )

    assert response.status_code == 422
    assert "larger than 5 MB" in response.text


def test_missing_file_is_said(member):
    response = member.post(reverse("community:image-upload"), {})

    assert response.status_code == 422
    assert response.json()["problem"]


def test_many_images_in_an_hour_are_too_many(member, monkeypatch, at_noon):
    """A-VO-17"""
    monkeypatch.setitem(LIMITS, "image", [(2, 3600)])

    answers = [upload(member, picture()).status_code for _ in range(3)]

    assert answers == [201, 201, 422]


def test_figures_of_the_limit():
    """A-VO-17"""
    assert LIMITS["image"] == [(20, 3600), (100, 86_400)]


def test_without_a_script_the_page_gives_what_to_write(member):
    file = SimpleUploadedFile("x.png", picture(), content_type="image/png")

    response = member.post(
        reverse("community:image-new"), {"image": file, "description": "The light"}, follow=True
    )

    image = Image.objects.get()
    assert f'value="![The light](/images/{image.key})"' in response.text
    assert f'<img src="/images/{image.key}"' in response.text


def test_without_a_script_the_page_says_what_is_wrong(member):
    file = SimpleUploadedFile("x.svg", SVG, content_type="image/svg+xml")

    response = member.post(
        reverse("community:image-new"), {"image": file, "description": "The light"}
    )

    assert response.status_code == 422
    assert "JPEG, PNG, WebP or GIF" in response.text
    assert 'value="The light"' in response.text


def test_page_shows_nobody_elses_image(member, helper):
    other = make_image(by=helper)

    page = member.get(reverse("community:image-new"), {"image": other.key})

    assert "<img" not in page.text


def test_everybody_sees_the_image_of_a_post(client, shown):
    response = client.get(shown.get_absolute_url())

    assert response.status_code == 200
    assert looked_at(response.content).size == (60, 40)


def test_image_is_served_so_that_it_can_be_nothing_else(client, shown):
    """A-XS-05, A-XS-17, A-CA-03"""
    response = client.get(shown.get_absolute_url())

    assert response["Content-Type"] == "image/webp"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Disposition"] == f'inline; filename="image-{shown.key[:8]}.webp"'
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"
    assert response["Cache-Control"] == "private, max-age=60"
    assert not response.cookies


def test_policy_of_pages_lets_images_come_from_here_alone(member):
    """A-XS-16, A-XS-17: covering parts of one needs no address of its own for what is not sent."""
    policy = member.get(reverse("community:ask"))["Content-Security-Policy"]

    assert "img-src 'self'" in policy.split("; ")
    assert not any(source in policy for source in ("blob:", "data:", "unsafe-", "*"))


def test_browser_that_has_it_is_told_so(client, shown):
    etag = client.get(shown.get_absolute_url())["ETag"]

    response = client.get(shown.get_absolute_url(), headers={"If-None-Match": etag})

    assert (response.status_code, response.content) == (304, b"")


def test_image_of_a_hidden_post_is_gone_also_for_who_has_it(client, shown):
    """A-AZ-13: access is checked at each fetch, a known ETag opens nothing."""
    etag = client.get(shown.get_absolute_url())["ETag"]

    hide(shown.uses.get().answer)

    response = client.get(shown.get_absolute_url(), headers={"If-None-Match": etag})
    assert response.status_code == 404


def test_hidden_image_answers_as_one_that_never_was(client, shown):
    """A-AZ-13"""
    hide(shown.uses.get().answer)

    hidden, missing = client.get(shown.get_absolute_url()), client.get(UNKNOWN)

    assert (hidden.status_code, missing.status_code) == (404, 404)
    assert hidden.text.replace(shown.key, "") == missing.text.replace(UNKNOWN[8:], "")
    assert hidden.headers == missing.headers


def test_its_owner_and_moderators_go_on_seeing_it(client_of, shown, asker, moderator, stranger):
    hide(shown.uses.get().answer)

    seen = [
        client_of(user).get(shown.get_absolute_url()).status_code
        for user in (asker, moderator, stranger)
    ]

    assert seen == [200, 200, 404]


@pytest.mark.parametrize(
    "path", ["../db.sqlite3", "%2e%2e%2fsecret", "a/b", "C:\\x", "x", "a" * 300, "0-1x1.webp"]
)
def test_address_leads_to_no_other_file(client, db, path):
    """A-UP-03"""
    assert client.get(f"/images/{path}").status_code == 404


def test_row_without_its_file_is_no_failure(client, shown):
    files.forget(shown.key)

    assert client.get(shown.get_absolute_url()).status_code == 404


def test_image_costs_visitors_one_query(client, shown, count_queries):
    """A-DO-10: a page may ask for twenty of them."""
    assert count_queries(lambda: client.get(shown.get_absolute_url())) == 1
