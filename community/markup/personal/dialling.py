"""Which telephone a run of digits reaches, if it reaches one."""

import re
from collections.abc import Iterator
from enum import Enum
from functools import lru_cache

from django.conf import settings
from phonenumbers import (
    NumberParseException,
    PhoneNumberFormat,
    PhoneNumberType,
    format_number,
    is_valid_number,
    number_type,
    parse,
)

# What companies have for those who call them is nobody's own.
_OF_COMPANIES = {
    PhoneNumberType.TOLL_FREE,
    PhoneNumberType.PREMIUM_RATE,
    PhoneNumberType.SHARED_COST,
    PhoneNumberType.UAN,
    PhoneNumberType.VOICEMAIL,
}
_TRUNK_ZERO = re.compile(r"\(0\)")
_NORTH_AMERICA = {"US", "CA"}


class Shape(Enum):
    """How a number is written, by how it begins."""

    ABROAD = re.compile(r"\(?(?:\+|00) ?\(?[1-9]")
    NORTH_AMERICAN = re.compile(
        r"(?:1[ .-])?\(?[2-9]\d\d\)?[ .-]{1,2}[2-9]\d\d[ .-]\d{4}(?![ .-]?\d)"
    )
    NATIONAL = re.compile(r"\(?0[1-9]")
    # Only behind words that say what it is: 49 171 1234567.
    BARE = re.compile(r"[1-9]")


_BEGINNINGS = [(shape, shape.value.match) for shape in Shape]


class Line(Enum):
    NONE = ""
    FIXED = "fixed"
    MOBILE = "mobile"
    OF_A_COMPANY = "company"


def shape_of(written: str) -> Shape | None:
    return next((shape for shape, begins in _BEGINNINGS if begins(written)), None)


def dialled(written: str, shape: Shape) -> tuple[str, Line]:
    """The number as it is dialled from anywhere, such as +49301234567, and whose it may be."""
    for whole, region in _ways_to_dial(written, shape):
        value, line = _looked_up(whole, region)
        if value:
            return value, line
    return "", Line.NONE


def number_of(text: str) -> str:
    """The number that an operator wrote; empty for none."""
    shape = shape_of(text.strip())
    return dialled(text.strip(), shape)[0] if shape else ""


def _ways_to_dial(written: str, shape: Shape) -> Iterator[tuple[str, str]]:
    home = settings.PHONE_REGIONS[0]
    if shape is Shape.ABROAD:
        yield written, home
    elif shape is Shape.BARE:
        yield f"+{written}", home
    else:
        is_american = shape is Shape.NORTH_AMERICAN
        for region in settings.PHONE_REGIONS:
            if (region in _NORTH_AMERICA) == is_american:
                yield written, region


@lru_cache(5_000)
def _looked_up(written: str, region: str) -> tuple[str, Line]:
    try:
        number = parse(_TRUNK_ZERO.sub("", written), region)
    except NumberParseException:
        return "", Line.NONE
    if not is_valid_number(number):
        return "", Line.NONE
    kind = number_type(number)
    if kind in _OF_COMPANIES:
        line = Line.OF_A_COMPANY
    else:
        line = Line.MOBILE if kind == PhoneNumberType.MOBILE else Line.FIXED
    return format_number(number, PhoneNumberFormat.E164), line
