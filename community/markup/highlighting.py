"""Colours for code, as few classes of our own."""

import re
from collections.abc import Iterator
from functools import cache
from html import escape
from itertools import groupby

from pygments.lexer import Lexer
from pygments.lexers import get_lexer_by_name
from pygments.token import Comment, Generic, Keyword, Literal, Name, Number, Operator, _TokenType

# Together, in one text: some readers of code need the square of its length.
MOST_COLOURED_CHARACTERS = 3_000

# What customers and experts paste, and what they call it. Measured one by one
# (benchmarks/markup_worst.py): the library's readers of C, C++, C#, Java and TypeScript are not
# among them, since a page of line ends or dots keeps each of them busy for seconds.
LANGUAGES = {
    "bash": "sh shell zsh console shell-session terminal",
    "powershell": "ps1 posh",
    "batch": "bat cmd",
    "python": "py python3",
    "javascript": "js node typescript ts",
    "json": "",
    "html": "htm",
    "xml": "svg",
    "css": "",
    "sql": "",
    "yaml": "yml",
    "ini": "cfg conf",
    "toml": "",
    "diff": "patch",
    "go": "golang",
    "rust": "rs",
    "php": "",
    "ruby": "rb",
    "http": "",
    "nginx": "",
    "docker": "dockerfile",
}
_ALIASES = {
    alias: name for name, aliases in LANGUAGES.items() for alias in (name, *aliases.split())
}
_CLASSES = {
    Comment: "t-comment",
    Literal.String: "t-string",
    Number: "t-number",
    Keyword.Constant: "t-number",
    Keyword: "t-keyword",
    Operator.Word: "t-keyword",
    Name.Tag: "t-keyword",
    Name.Function: "t-name",
    Name.Class: "t-name",
    Name.Builtin: "t-name",
    Name.Attribute: "t-name",
    Name.Variable: "t-name",
    Generic.Heading: "t-keyword",
    Generic.Subheading: "t-keyword",
    Generic.Prompt: "t-comment",
    Generic.Deleted: "t-deleted",
    Generic.Inserted: "t-inserted",
}
_BIDI_CLASS = "t-bidi"
_TURNS_THE_TEXT = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")

LANGUAGE_CLASSES = {f"language-{name}" for name in LANGUAGES}
CODE_CLASSES = {*_CLASSES.values(), _BIDI_CLASS}


def known_language(word: str) -> str | None:
    return _ALIASES.get(word.lower())


def code_html(code: str) -> str:
    """Escaped; a character that turns the reading direction is shown instead of obeyed."""
    return _TURNS_THE_TEXT.sub(_named, escape(code))


def coloured_code_html(code: str, language: str) -> str:
    return "".join(_spans(code, language))


def _spans(code: str, language: str) -> Iterator[str]:
    tokens = _lexer(language).get_tokens(code)
    for css_class, run in groupby(tokens, key=lambda token: _css_class(token[0])):
        text = code_html("".join(value for _kind, value in run))
        yield f'<span class="{css_class}">{text}</span>' if css_class else text


@cache
def _lexer(language: str) -> Lexer:
    return get_lexer_by_name(language, stripnl=False, ensurenl=False)


@cache
def _css_class(kind: _TokenType) -> str:
    ancestry = reversed(kind.split())
    return next((_CLASSES[ancestor] for ancestor in ancestry if ancestor in _CLASSES), "")


def _named(sign: re.Match[str]) -> str:
    return f'<span class="{_BIDI_CLASS}">U+{ord(sign[0]):04X}</span>'
