"""Pictures for the people of the demo: friendly shapes in calm colours, drawn when it is loaded."""

from io import BytesIO

from PIL import Image, ImageDraw

from accounts.avatars.drawing import draw
from knowledge.demo.cast import Look

Pen = ImageDraw.ImageDraw

BACKGROUNDS = {
    "blue": ("#dbe7f3", "#eaf1f9"),
    "green": ("#dcebdc", "#eaf4e6"),
    "sand": ("#f3e4d3", "#faf0e2"),
    "lilac": ("#e8e0f1", "#f3edf8"),
    "rose": ("#f5e1e1", "#fbeeee"),
}
HAIRS = {
    "black": "#2b2422",
    "brown": "#5a3a22",
    "chestnut": "#8c5a2b",
    "fair": "#c79a4b",
    "grey": "#a8a29a",
    "red": "#a3502c",
}
SKINS = {
    "pale": ("#f6dccb", "#eac8b3"),
    "light": ("#efc9ab", "#e0b392"),
    "olive": ("#d9ab85", "#c79770"),
    "brown": ("#a8754f", "#966542"),
}
CLOTHES = {
    "blue": "#2f5d8a",
    "green": "#4b7f6b",
    "rust": "#a65d3f",
    "violet": "#6b5b95",
    "wine": "#8a3b4d",
    "teal": "#3d6e75",
    "ochre": "#b08a2e",
}
_INK = "#33302e"
_SIDE = 512


def portrait(look: Look) -> bytes:
    """A picture as `set_avatar` takes it; whoever looks the same gets the same one."""
    back, disc = BACKGROUNDS[look.behind]
    image = Image.new("RGB", (_SIDE, _SIDE), back)
    pen = ImageDraw.Draw(image)
    pen.ellipse((76, 40, 436, 400), fill=disc)
    hair = HAIRS[look.hair]
    if look.long:
        pen.rounded_rectangle((142, 140, 370, 408), 112, fill=hair)
    _shoulders(pen, SKINS[look.skin][1], CLOTHES[look.wears])
    pen.ellipse((168, 112, 344, 336), fill=SKINS[look.skin][0])
    _hair(pen, hair)
    _face(pen)
    if look.glasses:
        _glasses(pen)
    written = BytesIO()
    image.save(written, "PNG", compress_level=1)
    return draw(written.getvalue())


def _shoulders(pen: Pen, neck: str, clothes: str) -> None:
    pen.ellipse((62, 376, 450, 764), fill=clothes)
    pen.rounded_rectangle((214, 280, 298, 422), 42, fill=neck)
    pen.ellipse((204, 356, 308, 426), fill=neck)


def _hair(pen: Pen, hair: str) -> None:
    """A cap of hair above the forehead, parted on one side."""
    pen.chord((164, 92, 348, 316), 186, 354, fill=hair)
    pen.chord((152, 96, 336, 264), 146, 326, fill=hair)


def _face(pen: Pen) -> None:
    for x in (214, 282):
        pen.ellipse((x, 226, x + 16, 246), fill=_INK)
    pen.arc((220, 236, 292, 300), 25, 155, fill=_INK, width=7)


def _glasses(pen: Pen) -> None:
    for x in (196, 264):
        pen.ellipse((x, 210, x + 52, 262), outline=_INK, width=5)
    pen.line((246, 232, 266, 232), fill=_INK, width=5)
