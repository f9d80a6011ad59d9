"""E-mail addresses, also those that are spelled out: “name (at) host dot de”."""

import re
from collections.abc import Iterator

from community.markup.personal.kinds import Find, Kind
from community.markup.personal.reading import Reading

_LOCAL = r"(?<![\w.+'-])([\w.+'-]{1,64})"
_DOMAIN = r"((?>(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.){1,8}[^\W\d_]{2,24}))"
# Behind a colon a path follows: of a repository, or of the shell's prompt. In an address of the web
# the sign is written as %40.
_ADDRESS = re.compile(rf"{_LOCAL}@{_DOMAIN}(?!\w)(?!:[\w~/])")
# Everybody knows how these go on.
_CUT_SHORT = re.compile(
    rf"{_LOCAL}@(gmail|gmx|googlemail|hotmail|icloud|outlook|t-online|web|yahoo)(?!\.?\w|[@-])",
    re.IGNORECASE,
)
_ENCODED = re.compile(rf"(?<!%){_LOCAL}%40{_DOMAIN}(?!\w)")

_AT = re.compile(r"\w@\w")

_SPELLED_DOT = r"(?:\s?[(\[{<]\s?(?:dot|punkt|\.)\s?[)\]}>]\s?|\s(?:dot|punkt)\s)"
_BRACKETED_AT = re.compile(r"[(\[{<]\s?(?:at|ät|@)\s?[)\]}>]", re.IGNORECASE)
_BRACKETED = re.compile(
    rf"{_LOCAL}\s?{_BRACKETED_AT.pattern}\s?"
    rf"((?:[\w-]{{1,63}}(?:{_SPELLED_DOT}|\.)){{1,5}}[a-z]{{2,10}})(?!\w)",
    re.IGNORECASE,
)
_PLAIN_AT = re.compile(r"\s(?:at|ät)\s[\w-]{1,63}\s?(?:[(\[{<]\s?)?(?:dot|punkt)\b", re.IGNORECASE)
_PLAIN = re.compile(
    rf"{_LOCAL}\s(?:at|ät)\s((?:[\w-]{{1,63}}{_SPELLED_DOT}){{1,3}}"
    r"(?:at|biz|ch|co|com|de|dk|es|eu|fr|info|io|it|li|lu|me|net|nl|org|pl|se|uk|us))(?!\w)",
    re.IGNORECASE,
)
_ANY_DOT = re.compile(rf"{_SPELLED_DOT}", re.IGNORECASE)

# What looks like an address but is the name of a file, as in icon@2x.png.
_FILES = set("png jpg jpeg gif svg webp css js html htm php xml json txt log exe dll".split())
_SERVICES = set(
    "git hg svn ssh noreply no-reply no_reply donotreply do-not-reply mailer-daemon "
    "postmaster".split()
)
_PLACEHOLDERS = set(
    "user username name yourname your.name your-name your_name youremail your.email your-email "
    "myname my.name myemail my.email my_email someone somebody anyone something email mail address "
    "emailaddress account you vorname.nachname firstname.lastname first.last name.surname ihrname "
    "ihr.name meinname mein.name benutzer benutzername adresse foo bar from to by via von bei "
    "an mit".split()
)
_STANDS_FOR_A_NAME = re.compile(r"x+|abc|\.{2,}|_+", re.IGNORECASE)
# Session marks and the like: nobody could remember such an address.
_MADE_BY_A_MACHINE = re.compile(
    r".{41,}|\d{4,}\.\d{6,}.*|(?:[0-9a-f]+-){3,}[0-9a-f]+|[0-9a-f]{20,}"
)
_PLACEHOLDER_HOST = re.compile(
    r"(?:your|my|ihre?|meine?)-?(?:domain|provider|company|host|server|firma|isp)"
    r"|domain(?:-?name)?|provider|x{2,}",
    re.IGNORECASE,
)
_NO_ENDS = {"tld", "localhost", "invalid"}
_MESSAGE_ID = re.compile(r"(?:message-id|references|in-reply-to|content-id)\W", re.IGNORECASE)
_LONGEST_HEADER = 400


def find_mailboxes(reading: Reading) -> Iterator[Find]:
    """Addresses of people; those of services and those that only show how one looks are none."""
    text = reading.text
    end = 0
    for match in sorted(_spelled_anyhow(text), key=re.Match.start):
        if match.start() >= end and _is_somebodys(match):
            end = match.end()
            yield _find(match)


def _spelled_anyhow(text: str) -> Iterator[re.Match[str]]:
    if _AT.search(text):
        yield from _ADDRESS.finditer(text)
        yield from _CUT_SHORT.finditer(text)
    if "%40" in text:
        yield from _ENCODED.finditer(text)
    if _BRACKETED_AT.search(text):
        yield from _BRACKETED.finditer(text)
    if _PLAIN_AT.search(text):
        yield from _PLAIN.finditer(text)


def _find(match: re.Match[str]) -> Find:
    domain = re.sub(r"\s", "", _ANY_DOT.sub(".", match[2]))
    value = f"{match[1]}@{domain}".lower().strip("'")
    start = match.start() + (len(match[1]) - len(match[1].lstrip("'.-+")))
    return Find(Kind.EMAIL, start, match.end(), match.string[start : match.end()], value=value)


def _is_somebodys(match: re.Match[str]) -> bool:
    local = match[1].strip("'.-+").lower()
    host, _dot, end = _ANY_DOT.sub(".", match[2]).lower().rpartition(".")
    return not (
        not local
        or local in _SERVICES
        or local in _PLACEHOLDERS
        or "bounce" in local
        or _STANDS_FOR_A_NAME.fullmatch(local)
        or _MADE_BY_A_MACHINE.fullmatch(local)
        or _PLACEHOLDER_HOST.fullmatch(host.rpartition(".")[2])
        or end in _FILES | _NO_ENDS
        or _is_in_a_message_id(match)
    )


def _is_in_a_message_id(match: re.Match[str]) -> bool:
    before = match.string[max(0, match.start() - _LONGEST_HEADER) : match.start()]
    return _MESSAGE_ID.search(before.rpartition("\n")[2]) is not None
