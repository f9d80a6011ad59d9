"""A picture is drawn anew: whatever else the file brought along stays behind."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from accounts.avatars.drawing import MOST_PIXELS, CannotDraw, Outcome, draw
from accounts.avatars.redrawing import UnacceptablePicture, redraw
from tests.accounts.pictures import halves, is_like, looked_at, picture, png_of
from tests.patience import processor_seconds

RED, BLUE, WHITE = (255, 0, 0), (0, 0, 255), (255, 255, 255)
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
SECRET = b"48.1374N 11.5755E of my balcony"


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF"])
def test_picture_becomes_a_small_square(kind):
    """A-UP-01"""
    drawn = looked_at(draw(picture(kind)))

    assert (drawn.format, drawn.size) == ("WEBP", (256, 256))
    assert is_like(drawn.getpixel((128, 128)), RED)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16"])
def test_every_kind_of_colour_is_understood(mode):
    assert looked_at(draw(picture(mode=mode, colour=0))).mode == "RGB"


def test_what_is_transparent_becomes_white():
    drawn = looked_at(draw(picture(mode="RGBA", colour=(0, 0, 0, 0))))

    assert is_like(drawn.getpixel((5, 5)), WHITE)


def test_photo_for_print_is_understood():
    assert looked_at(draw(picture("JPEG", mode="CMYK", colour=0))).size == (256, 256)


def test_nothing_is_left_of_place_and_camera():
    """A-UP-01: neither EXIF nor text nor colour profile."""
    exif = Image.Exif()
    exif[0x010F] = SECRET.decode()
    exif.get_ifd(0x8825)[2] = (48.0, 8.0, 14.0)

    drawn = draw(picture("JPEG", exif=exif, comment=SECRET, icc_profile=SECRET))

    assert SECRET not in drawn
    assert not looked_at(drawn).getexif()
    assert set(looked_at(drawn).info) <= {"loop", "background", "timestamp", "duration"}


@pytest.mark.parametrize(
    ("orientation", "left", "right"),
    [(1, RED, BLUE), (2, BLUE, RED), (3, BLUE, RED), (4, RED, BLUE), (99, RED, BLUE)],
)
def test_picture_stands_upright(orientation, left, right):
    exif = Image.Exif()
    exif[0x0112] = orientation

    drawn = looked_at(draw(halves("JPEG", exif=exif, quality=95)))

    assert is_like(drawn.getpixel((40, 128)), left)
    assert is_like(drawn.getpixel((216, 128)), right)


@pytest.mark.parametrize(
    ("orientation", "top", "bottom"),
    [(5, RED, BLUE), (6, RED, BLUE), (7, BLUE, RED), (8, BLUE, RED)],
)
def test_picture_from_a_turned_phone_stands_upright(orientation, top, bottom):
    exif = Image.Exif()
    exif[0x0112] = orientation

    drawn = looked_at(draw(halves("JPEG", exif=exif, quality=95)))

    assert is_like(drawn.getpixel((128, 40)), top)
    assert is_like(drawn.getpixel((128, 216)), bottom)


@pytest.mark.parametrize("kind", ["GIF", "WEBP"])
def test_of_a_film_the_first_picture_is_kept(kind):
    """A-UP-02: ten thousand frames are never looked at."""
    frames = [Image.new("RGB", (60, 60), colour) for colour in ("blue", "green") * 200]

    drawn = looked_at(draw(halves(kind, right="red", save_all=True, append_images=frames)))

    assert getattr(drawn, "n_frames", 1) == 1
    assert is_like(drawn.getpixel((40, 128)), RED)


@pytest.mark.parametrize(
    "file",
    [
        SVG,
        b"",
        b"GIF89a",
        b"%PDF-1.7",
        b"II*\x00" + bytes(100),
        b"hello",
        picture("BMP"),
        picture("TIFF"),
        picture("ICO"),
        picture("PPM"),
    ],
    ids=["svg", "empty", "only-magic", "pdf", "odd-tiff", "text", "bmp", "tiff", "ico", "ppm"],
)
def test_other_kinds_of_files_are_refused(file):
    """A-XS-05, A-UP-01: by content, whatever the name says."""
    with pytest.raises(UnacceptablePicture):
        redraw(file)


def test_file_that_is_two_things_is_a_picture_afterwards():
    """A-UP-01: what hung behind the picture is not there any more."""
    script = b"/*<script>alert(1)</script>*/"

    for kind in ("GIF", "PNG", "JPEG"):
        assert b"script" not in draw(picture(kind) + script)


@pytest.mark.parametrize(
    "size", [(65_000, 65_000), (5_001, 5_000), (2**31 - 1, 1), (30_000_000, 1)]
)
def test_flood_of_pixels_is_refused_by_its_header(size):
    """A-UP-02: before anything is decoded."""
    with processor_seconds(0.1), pytest.raises(CannotDraw) as refusal:
        draw(png_of(*size))

    assert refusal.value.outcome is Outcome.TOO_MANY_PIXELS


@pytest.mark.parametrize("mode", ["1", "P", "RGBA"])
def test_largest_picture_is_drawn_within_the_memory_it_may_use(mode):
    """A-UP-02"""
    side = int(MOST_PIXELS**0.5)

    assert looked_at(redraw(picture(mode=mode, size=(side, side), colour=0)))


def test_what_needs_more_memory_than_it_may_use_is_refused():
    """A-UP-02: a child process with 256 MB; its end is not ours."""
    with pytest.raises(UnacceptablePicture, match="too many pixels"):
        redraw(picture("WEBP", size=(5_000, 5_000)))


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF"])
def test_truncated_file_is_refused_in_plain_words(kind):
    whole = halves(kind)

    with pytest.raises(UnacceptablePicture, match=r"can't be read|of the kind"):
        redraw(whole[: len(whole) // 2])


SAMPLES = [halves(kind) for kind in ("PNG", "JPEG", "WEBP", "GIF")]


@settings(max_examples=300, deadline=None)
@given(data=st.data())
def test_garbled_pictures_are_drawn_or_refused_but_never_take_long(data):
    """A-UP-01, A-UP-02: what a decoder raises is an answer, not a crash."""
    garbled = bytearray(data.draw(st.sampled_from(SAMPLES)))
    for place in data.draw(st.lists(st.integers(0, len(garbled) - 1), max_size=12)):
        garbled[place] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(garbled)))

    with processor_seconds(0.5):
        try:
            drawn = draw(bytes(garbled[: cut or None]))
        except Exception:  # in its own process any of them means “cannot be read”
            drawn = None

    assert drawn is None or looked_at(drawn).size == (256, 256)
