"""The last door: what leaves it is on the list below, or is text."""

import nh3

from community.images.addresses import image_address
from community.markup.highlighting import CODE_CLASSES, LANGUAGE_CLASSES
from community.markup.links import FOREIGN_REL, is_safe_link
from community.markup.mentions import MENTION_CLASS, is_mention_address

CELL_CLASSES = {"center": "cell-center", "right": "cell-end"}
TABLE_CLASS = "table-wrap"

_PROSE = """
    p h3 h4 h5 h6 ul ol li blockquote hr br strong em s a code pre span img
    """.split()
_TABLES = ["div", "table", "thead", "tbody", "tr", "th", "td"]
_FLOWS_BY_ITSELF = ["p", "h3", "h4", "h5", "h6", "ul", "ol", "table"]
_CELL = {"class": set(CELL_CLASSES.values())}
_NUMBERS = {"start", "width", "height"}


def _kept(tag: str, attribute: str, value: str) -> str | None:
    is_own_image = image_address(value) is not None
    if attribute == "src" and not is_own_image:
        return None
    is_own = is_own_image or is_mention_address(value)
    if attribute == "href" and not (is_own or is_safe_link(value)):
        return None
    if attribute in _NUMBERS and not (value.isdecimal() and value.isascii()):
        return None
    return value


_CLEANER = nh3.Cleaner(
    tags={*_PROSE, *_TABLES},
    attributes={
        "*": set(),
        "a": {"href"},
        "ol": {"start"},
        "img": {"src", "alt", "width", "height"},
    },
    tag_attribute_values={
        "a": {"rel": {FOREIGN_REL}, "class": {MENTION_CLASS}},
        "code": {"class": LANGUAGE_CLASSES},
        "span": {"class": CODE_CLASSES},
        "pre": {"dir": {"ltr"}, "tabindex": {"0"}},
        "div": {"class": {TABLE_CLASS}, "tabindex": {"0"}},
        "img": {"loading": {"lazy"}, "decoding": {"async"}},
        "th": _CELL,
        "td": _CELL,
        **{tag: {"dir": {"auto"}} for tag in _FLOWS_BY_ITSELF},
    },
    attribute_filter=_kept,
    link_rel=None,
    url_schemes={"http", "https", "mailto"},
    url_relative="pass_through",  # judged by `_kept`
)


def sanitise(html: str) -> str:
    return _CLEANER.clean(html)
