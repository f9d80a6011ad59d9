"""What is uploaded is kept as an image of ours, or refused in plain words."""

import os

import pytest
from django.core.exceptions import PermissionDenied
from django.test import TestCase

from community.actions.images import CannotStore, remove_image, store_image
from community.images import files
from community.models import Image
from tests.accounts.pictures import looked_at, picture
from tests.community.images.uploading import make_image


def folder(settings) -> list[str]:
    return sorted(os.listdir(settings.MEDIA_ROOT / "images"))


def test_image_is_kept_with_its_size(asker):
    image = make_image(by=asker, size=(60, 40))

    assert (image.owner, image.width, image.height) == (asker, 60, 40)
    assert image.content_type == "image/webp"
    assert looked_at(files.read(image.key)).size == (60, 40)
    assert image.size == len(files.read(image.key))


def test_file_bears_a_name_of_ours_and_nobody_else_may_read_the_folder(asker, settings):
    """A-UP-03"""
    image = make_image(by=asker)

    assert folder(settings) == [f"{image.key}.webp"]
    assert (settings.MEDIA_ROOT / "images").stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("file", [b"", b"no image", b"<svg onload=alert(1)>", picture("BMP")])
def test_what_is_no_image_is_refused_and_leaves_nothing(asker, settings, file):
    """A-XS-05, A-UP-01"""
    with pytest.raises(CannotStore, match=r"of the kind JPEG, PNG, WebP or GIF"):
        store_image(by=asker, upload=file)

    assert not Image.objects.exists()
    assert not (settings.MEDIA_ROOT / "images").exists()


def test_closed_account_uploads_nothing(asker):
    asker.is_active = False

    with pytest.raises(CannotStore):
        make_image(by=asker)


def test_full_disk_is_said_and_leaves_no_half_file(asker, settings, monkeypatch):
    """F-15: whole or not at all."""

    def fill_up(self, _content) -> int:
        self.touch()
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pathlib.Path.write_bytes", fill_up)

    with pytest.raises(CannotStore, match="Your text is still here"):
        make_image(by=asker)

    assert folder(settings) == []
    assert not Image.objects.exists()


def test_owner_removes_an_image_for_good(asker):
    image = make_image(by=asker)

    with TestCase.captureOnCommitCallbacks(execute=True):
        removed = remove_image(image=image, by=asker)

    assert removed.removed_at
    with pytest.raises(FileNotFoundError):
        files.read(image.key)


def test_moderator_removes_an_image_of_others(asker, moderator):
    assert remove_image(image=make_image(by=asker), by=moderator).removed_at


def test_removing_twice_does_no_harm(asker):
    image = make_image(by=asker)
    first = remove_image(image=image, by=asker)

    assert remove_image(image=image, by=asker).removed_at == first.removed_at


def test_stranger_may_not_remove_an_image(asker, stranger, employee):
    image = make_image(by=asker)

    for somebody in (stranger, employee):
        with pytest.raises(PermissionDenied):
            remove_image(image=image, by=somebody)

    assert files.read(image.key)
