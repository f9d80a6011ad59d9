"""IBANs and card numbers: numbers that prove themselves."""

import re
from collections.abc import Iterator

from community.markup.personal.kinds import Find, Kind
from community.markup.personal.reading import BARRIER, Reading

# The IBAN registry's lengths; in the second group an account consists of digits alone.
_WITH_LETTERS = """
    AD24 AE23 AL28 AZ28 BG22 BH22 BI27 BR29 BY28 CH21 CY28 DO28 EG29 FR27 GB22 GE22 GI23 GR27 GT28
    IE22 IQ23 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LU20 LV21 MC27 MD24 MT31 MU30 NI28 NL18 OM23 PK24
    PS29 QA29 RO24 RU33 SA24 SC31 SM27 SV28 TR26 UA29 VG24 YE30
    """
_OF_DIGITS = """
    AT20 BA20 BE16 CR22 CZ24 DE22 DJ27 DK18 EE20 ES24 FI18 FK18 FO18 GL18 HR21 HU28 IL23 IS26 LT20
    LY25 ME22 MK19 MN20 MR27 NO15 PL28 PT25 RS22 SD18 SE24 SI19 SK24 SO23 ST25 TL23 TN24 VA22 XK20
    """
_LENGTHS = {
    each[:2]: int(each[2:])
    for countries in (_WITH_LETTERS, _OF_DIGITS)
    for each in countries.split()
}
_DIGITS_ONLY = {each[:2] for each in _OF_DIGITS.split()}
_IBAN_START = re.compile(
    rf"(?<![A-Za-z0-9{BARRIER}])(?:IBAN)?({'|'.join(_LENGTHS)})\d\d", re.IGNORECASE
)
_CHECK_DIGITS = re.compile(r"\d\d")
_LETTERS = re.compile(r"[A-Z]")
_LETTER_VALUES = {ord("A") + place: str(10 + place) for place in range(26)}

_DIGIT_GROUPS = re.compile(r"\d+(?:[ -]\d+)*")
_GROUP = re.compile(r"\d+")
_BEFORE = re.compile(r"(?:[\w=#]|\w[-.,:/+])\Z")
_BEHIND = re.compile(r"\w|[.,:/]\d")
_CARD_LENGTHS = range(13, 20)
_GROUP_LENGTHS = range(3, 9)
_MOST_GROUPS = 6
# First digits of an issuer, from and to, with the lengths of his numbers.
_ISSUERS = (
    ("4", "4", (13, 16, 19)),
    ("51", "55", (16,)),
    ("2221", "2720", (16,)),
    ("34", "34", (15,)),
    ("37", "37", (15,)),
    ("300", "305", (14, 16)),
    ("36", "36", (14, 16)),
    ("38", "39", (14, 16)),
    ("6011", "6011", (16, 19)),
    ("644", "659", (16, 19)),
    ("62", "62", (16, 17, 18, 19)),
    ("3528", "3589", (16, 19)),
    ("5018", "5038", (16, 18, 19)),
    ("5612", "5893", (16, 18, 19)),
    ("6304", "6304", (16, 18, 19)),
    ("6759", "6763", (16, 18, 19)),
)


def find_ibans(reading: Reading) -> Iterator[Find]:
    """Those with the length of their country and the right checksum (ISO 13616)."""
    if not _CHECK_DIGITS.search(reading.text):
        return
    end = 0
    for begin in _IBAN_START.finditer(reading.text):
        start = begin.start(1)
        iban, stop = _walked(reading.text, start, _LENGTHS[begin[1].upper()])
        if start >= end and _is_iban(iban) and not reading.text[stop : stop + 1].isalnum():
            end = stop
            yield Find(Kind.IBAN, start, stop, reading.text[start:stop], value=iban)


def find_cards(reading: Reading) -> Iterator[Find]:
    """Those of a known issuer with his length and the right check digit (ISO 7812)."""
    for run in _DIGIT_GROUPS.finditer(reading.text):
        if len(run[0]) >= _CARD_LENGTHS.start:
            yield from _cards_in(reading.text, run)


def _walked(text: str, start: int, length: int) -> tuple[str, int]:
    """So many letters and digits from `start` on, and where they end; empty where there are fewer
    or more than two signs stand between two of them."""
    signs: list[str] = []
    gap = 0
    for place in range(start, min(len(text), start + 3 * length)):
        sign = text[place]
        if sign.isascii() and sign.isalnum():
            signs.append(sign)
            gap = 0
            if len(signs) == length:
                return "".join(signs).upper(), place + 1
        elif sign in " -./\t" and gap < 2:
            gap += 1
        else:
            break
    return "", start


def _is_iban(iban: str) -> bool:
    if not iban or (iban[:2] in _DIGITS_ONLY and _LETTERS.search(iban, 2)):
        return False
    return int((iban[4:] + iban[:4]).translate(_LETTER_VALUES)) % 97 == 1


def _cards_in(text: str, run: re.Match[str]) -> Iterator[Find]:
    groups = [group.span() for group in _GROUP.finditer(text, *run.span())]
    place = 0
    for number, (start, _end) in enumerate(groups):
        if start < place:
            continue
        end, value = _card_from(text, groups[number : number + _MOST_GROUPS])
        if value and _stands_alone(text, start, end):
            place = end
            yield Find(Kind.CARD, start, end, text[start:end], value=value)


def _card_from(text: str, groups: list[tuple[int, int]]) -> tuple[int, str]:
    """Where the number ends that begins with the first group, in one piece or in groups of its
    own, and its digits; empty for none."""
    digits = ""
    for start, end in groups:
        digits += text[start:end]
        if is_card_number(digits):
            return end, digits
        if end - start not in _GROUP_LENGTHS:
            break
    return 0, ""


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Neither a part of a longer word, nor of an amount, an address or a path."""
    return _BEFORE.search(text, max(0, start - 2), start) is None and not _BEHIND.match(text, end)


def is_card_number(digits: str) -> bool:
    """Has it a known issuer's beginning and length, and the right check digit?"""
    return (
        len(digits) in _CARD_LENGTHS
        and _has_check_digit(digits)
        and any(
            len(digits) in lengths and first <= digits[: len(first)] <= last
            for first, last, lengths in _ISSUERS
        )
    )


def _has_check_digit(digits: str) -> bool:
    """Luhn's sum; one digit over and over is nobody's number."""
    doubled = (sum(divmod(2 * int(digit), 10)) for digit in digits[-2::-2])
    return len(set(digits)) > 1 and (sum(doubled) + sum(map(int, digits[-1::-2]))) % 10 == 0
