"""An image of a post is drawn anew: whatever else the file brought along stays behind."""

from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from community.images.drawing import LONGEST_SIDE, MOST_PIXELS, SHOWN_SIDE, draw
from community.images.redrawing import UnacceptablePicture, redraw
from config.pictures.opening import CannotDraw, Outcome
from tests.accounts.pictures import halves, is_like, looked_at, picture, png_of
from tests.patience import processor_seconds

RED, BLUE, WHITE = (255, 0, 0), (0, 0, 255), (255, 255, 255)
KINDS = ["PNG", "JPEG", "WEBP", "GIF"]
SECRET = b"48.1374N 11.5755E of my balcony"
SCRIPT = b"/*<script>alert(1)</script>*/"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def bomb_of(mode: str, size: tuple[int, int], kind: str = "PNG") -> bytes:
    """A small file with a great many pixels, all there."""
    written = BytesIO()
    Image.new(mode, size).save(written, kind)
    return written.getvalue()


@pytest.mark.parametrize("kind", KINDS)
def test_image_keeps_its_size_and_becomes_webp(kind):
    """A-UP-01"""
    drawn = looked_at(draw(picture(kind, size=(60, 40))))

    assert (drawn.format, drawn.size) == ("WEBP", (60, 40))
    assert is_like(drawn.getpixel((30, 20)), RED)


@pytest.mark.parametrize(
    ("size", "shown"),
    [((4_000, 3_000), (2_000, 1_500)), ((300, 9_000), (67, 2_000)), ((2_001, 10), (2_000, 10))],
)
def test_large_image_is_made_as_large_as_a_page_can_show(size, shown):
    assert looked_at(draw(picture("JPEG", size=size))).size == shown


def test_screenshot_keeps_every_pixel():
    whole = looked_at(halves("PNG"))

    drawn = looked_at(draw(halves("PNG")))

    assert drawn.convert("RGB").tobytes() == whole.tobytes()


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16", "CMYK"])
def test_every_kind_of_colour_is_understood(mode):
    kind = "JPEG" if mode == "CMYK" else "PNG"

    assert looked_at(draw(picture(kind, mode=mode, colour=0))).mode == "RGB"


def test_sixteen_bits_of_grey_stay_grey():
    drawn = looked_at(draw(picture(mode="I;16", colour=2**15)))

    assert is_like(drawn.getpixel((5, 5)), (128, 128, 128))


def test_what_is_transparent_becomes_white():
    drawn = looked_at(draw(picture(mode="RGBA", colour=(0, 0, 0, 0))))

    assert drawn.getpixel((5, 5)) == WHITE


def test_nothing_is_left_of_place_and_camera():
    """A-UP-01: neither EXIF nor text nor colour profile."""
    exif = Image.Exif()
    exif[0x010F] = SECRET.decode()
    exif.get_ifd(0x8825)[2] = (48.0, 8.0, 14.0)

    drawn = draw(picture("JPEG", exif=exif, comment=SECRET, icc_profile=SECRET))

    assert SECRET not in drawn
    assert not looked_at(drawn).getexif()


@pytest.mark.parametrize(
    ("orientation", "left", "top"), [(1, RED, RED), (3, BLUE, BLUE), (6, RED, RED), (8, RED, BLUE)]
)
def test_image_of_a_turned_phone_stands_upright(orientation, left, top):
    exif = Image.Exif()
    exif[0x0112] = orientation

    drawn = looked_at(draw(halves("JPEG", exif=exif, quality=95)))

    assert is_like(drawn.getpixel((5, 8)), left if orientation in (1, 3) else top)


@pytest.mark.parametrize("kind", ["GIF", "WEBP"])
def test_of_ten_thousand_frames_one_is_looked_at(kind):
    """A-UP-02"""
    count = 10_000 if kind == "GIF" else 500
    frames = [Image.new("P" if kind == "GIF" else "RGB", (8, 8), step % 200) for step in range(2)]
    written = BytesIO()
    frames[0].save(written, kind, save_all=True, append_images=(frames * count)[1:count])

    with processor_seconds(1):
        drawn = looked_at(draw(written.getvalue()))

    assert getattr(drawn, "n_frames", 1) == 1


@pytest.mark.parametrize(
    "file",
    [
        *(SVG, b'<?xml version="1.0"?>' + SVG, b"", b"GIF89a", b"%PDF-1.7", b"hello"),
        *(b"II*\x00" + bytes(100), b"<html><script>alert(1)</script>", b"BM" + bytes(100)),
        *(picture("BMP"), picture("TIFF"), picture("ICO"), picture("PPM")),
    ],
)
def test_other_kinds_of_files_are_refused_by_what_they_hold(file):
    """A-XS-05, A-UP-01: whatever name and type say."""
    with pytest.raises(UnacceptablePicture):
        redraw(file)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("more", [SCRIPT, b"%PDF-1.4\n" + SCRIPT, b"PK\x03\x04" + SCRIPT])
def test_file_that_is_two_things_is_an_image_afterwards(kind, more):
    """A-UP-01: GIF and JavaScript, PNG and PDF, JPEG and ZIP; what hung behind is not there."""
    drawn = draw(picture(kind) + more)

    assert looked_at(drawn).size == (60, 40)
    assert b"script" not in drawn
    assert drawn.startswith(b"RIFF")


def test_script_in_the_header_of_a_gif_is_not_there_afterwards():
    """A-UP-01: `GIF89a/*` opens a comment of JavaScript."""
    gif = bytearray(picture("GIF", size=(0x2A2F, 2)))
    gif += b"*/=1;alert(1)"

    assert b"alert" not in draw(bytes(gif))


@pytest.mark.parametrize(
    "size",
    [(65_000, 65_000), (6_400, 6_400), (LONGEST_SIDE + 1, 1), (2**31 - 1, 1), (30_000_000, 1)],
)
def test_flood_of_pixels_is_refused_by_its_header(size):
    """A-UP-02: before anything is decoded."""
    with processor_seconds(0.1), pytest.raises(CannotDraw) as refusal:
        draw(png_of(*size))

    assert refusal.value.outcome is Outcome.TOO_MANY_PIXELS


@pytest.mark.parametrize("mode", ["1", "P", "RGB", "RGBA"])
def test_largest_image_is_drawn_within_the_memory_it_may_use(mode):
    """A-UP-02: a file of a few kilobytes with forty million pixels."""
    side = int(MOST_PIXELS**0.5)

    drawn = redraw(bomb_of(mode, (side, side)))

    assert (drawn.width, drawn.height) == (SHOWN_SIDE, SHOWN_SIDE)


def test_widest_image_is_drawn_within_the_memory_it_may_use():
    """A-UP-02"""
    assert redraw(bomb_of("RGBA", (LONGEST_SIDE, MOST_PIXELS // LONGEST_SIDE))).width == SHOWN_SIDE


def test_what_needs_more_memory_than_it_may_use_is_refused():
    """A-UP-02: a child process with 256 MB; its end is not ours."""
    with pytest.raises(UnacceptablePicture):
        redraw(bomb_of("RGBA", (6_000, 6_000), "WEBP"))


@pytest.mark.parametrize("kind", KINDS)
def test_truncated_file_is_refused_in_plain_words(kind):
    whole = halves(kind)

    with pytest.raises(UnacceptablePicture, match=r"can't be read|of the kind"):
        redraw(whole[: len(whole) // 2])


SAMPLES = [halves(kind) for kind in KINDS]


@settings(max_examples=200, deadline=None)
@given(data=st.data())
def test_garbled_images_are_drawn_or_refused_but_never_take_long(data):
    """A-UP-01, A-UP-02: what a decoder raises is an answer, not a crash."""
    garbled = bytearray(data.draw(st.sampled_from(SAMPLES)))
    for place in data.draw(st.lists(st.integers(0, len(garbled) - 1), max_size=12)):
        garbled[place] = data.draw(st.integers(0, 255))

    with processor_seconds(1):
        try:
            drawn = draw(bytes(garbled))
        except Exception:  # in its own process any of them means “cannot be read”
            drawn = None

    assert drawn is None or max(looked_at(drawn).size) <= SHOWN_SIDE
