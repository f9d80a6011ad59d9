"""Screens that people of the demo show in their texts, drawn when it is loaded."""

import re
from collections.abc import Callable, Mapping
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from accounts.models import User
from community.actions.images import store_image
from community.images.addresses import address_of

Pen = ImageDraw.ImageDraw

# In a text: ![what it shows](drawn:tv-app-error)
_DRAWN = re.compile(r"\(drawn:(?P<name>[a-z-]+)\)")
_SIZE = (960, 540)
_NIGHT, _PANEL, _BUTTON = "#14202b", "#22313f", "#2f6f8f"
_LIGHT, _GREY, _AMBER, _COVERED = "#f2f5f7", "#9fb0bd", "#e0a63c", "#000000"
_INK = "#1c2731"


def with_pictures(body: str, *, by: User) -> str:
    """`body` with each drawing that it names kept as an image of `by`."""

    def keep(found: re.Match[str]) -> str:
        image = store_image(by=by, upload=_as_file(DRAWINGS[found["name"]]))
        return f"({address_of(image.key)})"

    return _DRAWN.sub(keep, body)


def _as_file(drawing: Callable[[Pen], None]) -> bytes:
    image = Image.new("RGB", _SIZE, _NIGHT)
    drawing(ImageDraw.Draw(image))
    written = BytesIO()
    image.save(written, "PNG", compress_level=1)
    return written.getvalue()


def _tv_app_error(pen: Pen) -> None:
    """A tablet's screen; the customer number in its corner was painted over with the brush."""
    pen.rectangle((0, 0, 960, 64), fill=_PANEL)
    _write(pen, (32, 16), "Fjordnet TV", 26, _LIGHT)
    _write(pen, (640, 20), "Customer no.", 20, _GREY)
    pen.rectangle((772, 16, 932, 48), fill=_COVERED)
    pen.rounded_rectangle((150, 130, 810, 450), 18, fill=_PANEL)
    pen.polygon([(480, 158), (522, 230), (438, 230)], fill=_AMBER)
    pen.rectangle((476, 182, 484, 208), fill=_NIGHT)
    pen.rectangle((476, 214, 484, 222), fill=_NIGHT)
    _write(pen, (480, 276), "This channel can't be played", 34, _LIGHT, anchor="mm")
    _write(pen, (480, 324), "Error 4031: device not known at home", 24, _GREY, anchor="mm")
    pen.rounded_rectangle((380, 366, 580, 422), 10, fill=_BUTTON)
    _write(pen, (480, 394), "Try again", 24, _LIGHT, anchor="mm")


def _fiber_box(pen: Pen) -> None:
    """The front of the box with its three lights; the number on its sticker is covered."""
    pen.rectangle((0, 0, 960, 540), fill="#cfc7b8")
    pen.rounded_rectangle((140, 90, 820, 450), 28, fill="#f7f7f4", outline="#b9b9b2", width=3)
    _write(pen, (190, 130), "Fjordnet", 34, "#33302e")
    lights = {"Power": "#3fa15a", "PON": "#d8d8d2", "LOS": "#c0392b", "LAN": "#3fa15a"}
    for number, (name, colour) in enumerate(lights.items()):
        x = 230 + number * 140
        pen.ellipse((x - 16, 236, x + 16, 268), fill=colour)
        _write(pen, (x, 300), name, 24, "#33302e", anchor="mm")
    _write(pen, (190, 380), "S/N", 24, "#6b6762")
    pen.rectangle((244, 374, 520, 414), fill=_COVERED)


def _radio_page(pen: Pen, *, title: str, rows: Mapping[str, str], save: str) -> None:
    """A page of the router's own interface."""
    pen.rectangle((0, 0, 960, 540), fill=_LIGHT)
    pen.rectangle((0, 0, 960, 64), fill=_PANEL)
    _write(pen, (32, 16), "router.home", 26, _LIGHT)
    _write(pen, (60, 96), title, 30, _INK)
    for number, (name, value) in enumerate(rows.items()):
        y = 168 + number * 78
        _write(pen, (60, y + 14), name, 24, _INK)
        pen.rounded_rectangle((400, y, 820, y + 54), 8, fill="#ffffff", outline=_BUTTON, width=2)
        _write(pen, (424, y + 14), value, 24, _INK)
    pen.rounded_rectangle((400, 428, 600, 484), 10, fill=_BUTTON)
    _write(pen, (500, 456), save, 24, _LIGHT, anchor="mm")


def _router_radio(pen: Pen) -> None:
    rows = {"Band": "5 GHz", "Channel": "36", "Width": "80 MHz"}
    _radio_page(pen, title="Wi-Fi › Radio", rows=rows, save="Save")


def _router_funk(pen: Pen) -> None:
    rows = {"Bereich": "5 GHz", "Kanal": "36", "Bandbreite": "80 MHz"}
    _radio_page(pen, title="WLAN › Funk", rows=rows, save="Speichern")


def _write(
    pen: Pen, at: tuple[int, int], text: str, size: int, colour: str, *, anchor: str = "la"
) -> None:
    pen.text(at, text, fill=colour, font=ImageFont.load_default(size), anchor=anchor)


DRAWINGS: Mapping[str, Callable[[Pen], None]] = {
    "tv-app-error": _tv_app_error,
    "fiber-box": _fiber_box,
    "router-radio": _router_radio,
    "router-funk": _router_funk,
}
