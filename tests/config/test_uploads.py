"""Files that come with a form: small ones arrive, large ones are measured and thrown away."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory

from config.uploads import MOST_BYTES, PATIENCE


def received(size: int):
    file = SimpleUploadedFile("big.png", bytes(size), content_type="image/png")
    return RequestFactory().post("/", {"file": file, "text": "kept"})


@pytest.mark.parametrize("size", [1, 100_000, 3_000_000, MOST_BYTES])
def test_file_within_the_limit_arrives(size):
    file = received(size).FILES["file"]

    assert file.size == len(file.read()) == size


def test_empty_file_arrives_empty():
    assert received(0).FILES["file"].size == 0


@pytest.mark.parametrize("size", [MOST_BYTES + 1, PATIENCE])
def test_file_beyond_the_limit_tells_its_size_and_holds_nothing(size):
    request = received(size)

    assert request.FILES["file"].size == size
    assert request.FILES["file"].read() == b""
    assert request.POST["text"] == "kept"


def test_browser_that_goes_on_sending_is_cut_off():
    request = received(PATIENCE + 200_000)

    assert "file" not in request.FILES


def test_several_files_are_weighed_together():
    files = [SimpleUploadedFile(name, bytes(MOST_BYTES - 1)) for name in ("a.png", "b.png")]

    first, second = RequestFactory().post("/", {"files": files}).FILES.getlist("files")

    assert len(first.read()) == first.size == MOST_BYTES - 1
    assert (second.read(), second.size) == (b"", 2 * (MOST_BYTES - 1))


def test_no_file_of_a_visitor_reaches_the_disk(monkeypatch, tmp_path):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    received(MOST_BYTES).FILES["file"].read()

    assert list(tmp_path.iterdir()) == []
