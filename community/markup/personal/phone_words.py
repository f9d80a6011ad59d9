"""What the words before a number say that it is."""

import re

_BEFORE = 40
_LETTER = re.compile(r"[^\W\d_]")
_PHONE = re.compile(
    r"\b(?:tel(?:e[fp]h?on(?:isch|nummer|nr)?)?|fon|phone|mobile?|mobil\w*|cell|handy\w*|fax"
    r"|whats ?app|sms|festnetz\w*|rufnummer|durchwahl|anruf\w*|angerufen|ruft?|rückruf"
    r"|call(?:ed|ing)?|dial(?:led)?|text me|reach me|erreichbar|number is"
    r"|nummer (?:ist|lautet|war)|meiner? nummer|my number)\b[^\n\d+(]{0,20}\Z",
    re.IGNORECASE,
)
_SOMETHING_ELSE = re.compile(
    r"(?:(?:\b|(?<=-))(?:seri(?:en|al)\w*|s/?n|imei|mac|isbn|issn|ean|pzn|iccid|sim\w*|model\w*|typ"
    r"|type|version\w*|ver|build\w*|firmware|release|bug|issue|ticket\w*|case|vorgang\w*"
    r"|rechnung\w*|invoice|auftrag\w*|order|bestell\w*|artikel\w*|vertrag\w*|contract"
    r"|kunden\w*|customer|fehler\w*|error|code|id|puk|pin|tan|ref\w*|sendung\w*|tracking|din|iso"
    r"|rfc|en|vde|zähler\w*|meter|konto\w*|account|blz|plz|zip|port|seite|page|uid)"
    r"|(?<![\w-])[\w-]{2,30}(?:nr|no|number|nummer|code|id))"
    r"\.?[^\w\n]{0,3}(?:(?:no|nr|nummer|number|num|code|is|ist|lautet|of|von)\b)?[^\w\n+]{0,4}\Z",
    re.IGNORECASE,
)


def names_a_phone(text: str, place: int) -> bool:
    """Do the words before `place` announce a telephone number?"""
    start = max(0, place - _BEFORE)
    # A list of numbers is passed over at once.
    return bool(_LETTER.search(text, start, place) and _PHONE.search(text, start, place))


def names_something_else(text: str, place: int) -> bool:
    return _SOMETHING_ELSE.search(text, max(0, place - _BEFORE), place) is not None
