"""Texts that are written to keep a renderer busy, each as long as a post may be (A-DO-01)."""

from community.markup.limits import MOST_CHARACTERS

_HALF = MOST_CHARACTERS // 2


def repeated(piece: str, length: int = MOST_CHARACTERS) -> str:
    return (piece * (length // len(piece) + 1))[:length]


def _table(columns: int, rows: int, *, cell: str = "a", prefix: str = "") -> str:
    line = prefix + "|" + f"{cell}|" * columns + "\n"
    delimiter = prefix + "|" + "-|" * columns + "\n"
    return line + delimiter + line * rows


def _stairs(step: str, item: str, depth: int) -> str:
    return "".join(f"{step * level}{item}\n" for level in range(depth))


MARKDOWN_PIECES = (
    *("[", "]", "![", "[[]()", "[](", "![](", "![]([^", "[a](", "[a](b", "[a](<b", "[a][b", "[[]"),
    *("[a]\n", "[a]: b\n", "[x]: ", "[a](https://a.de) ", "![a](https://a.de) "),
    *("*", "_", "**", "*a ", "*a*", "*a_ ", "_*", "*_*_ ", "**___", "***a**b*", "a**b_", "~~a "),
    *("`", "`a`", "``a", "` a `` ", "```\n", "```a\nb\n```\n", "~~~\n"),
    *(
        ">",
        "> ",
        "> > a\n",
        "> a\n\n",
        "> -\na\n",
        "> #\na\n",
        "- ",
        "- a\n",
        "* * ",
        "-\n",
        "1. ",
        "1) a\n",
        "0. \n",
    ),
    *("- a\n\n  b\n\n", "- a\n  - b\n    - c\n", "1. a\n   - b\n", "- * - *\n", "\t- a\n"),
    *("#\n", "# a\n", "###### a #\n", "a\n=\n", "a\n-\n", "---\n", "    a\n", "\t", "\n", "a\n\n"),
    *("&", "&amp;", "&#1;", "&lt;", "<", "<a", "<b>", "<!--", "<a@b.de>", "<https://a.de>"),
    *("https://", "https://a.de ", "https://a.de/(((", "https://a.de/)", "a://", "x@y.de "),
    *("\\", "\\*", "\\\n", "|", "|a", "a|b\n-|-\n", "|-|-|\n", "a\n", "a  \n"),
    *("\u0301", "\u202e", "\u00a0", "😀", "\ud800", "\x00", "\r", "\u2028"),
)

MARKDOWN = {
    "brackets opened, then closed": "[" * _HALF + "]" * _HALF,
    "a link target of brackets": "[a](" + "(" * (MOST_CHARACTERS - 4),
    "emphasis in emphasis": repeated("*a **b "),
    "emphasis opened, then closed": repeated("*a ", _HALF) + repeated("b* ", _HALF),
    "strong opened, then closed": repeated("**a ", _HALF) + repeated("b** ", _HALF),
    "marks that cross": repeated("_*a ", _HALF) + repeated("a*_ ", _HALF),
    "a quote in a quote": ">" * MOST_CHARACTERS,
    "quotes like stairs": _stairs(">", "> a", 190),
    "lists like stairs": _stairs("  ", "- a", 130),
    "numbered lists like stairs": _stairs("   ", "1. a", 100),
    "lists and quotes in turn": "> - " * 4_000,
    "a table of many columns": _table(1_900, 1),
    "a table of many rows": _table(1, 1_900),
    "a table as large as it may be": _table(100, 18),
    "a table of emphasis": _table(66, 28, cell="*a*"),
    "a table that fills its rows itself": _table(3_000, 0) + "|\n" * 1_000,
    "a table in a quote": _table(1, 950, prefix="> "),
    "a table in a list": "- a\n\n" + _table(50, 30, prefix="  "),
    "tables one after the other": (_table(2, 1) + "\n") * 800,
    "many definitions": "".join(f"[a{n}]: https://a.de\n" for n in range(900)),
    "a long definition used often": f"[a]: https://a.de/{'x' * 9_000}\n\n" + "[a] " * 100,
    "a definition that never ends": repeated("[a]: <" + "b" * 900),
    "a title that never ends": "[a]: b '" + "x\n" * 9_000,
    "ever longer backticks": "".join("`" * n + " " for n in range(1, 198)),
    "code that never ends": "```\n" + "`" * (MOST_CHARACTERS - 4),
    "quotes that end at once": "> -\na\n" * 220 + "a" * 18_000,
    "link targets in brackets": repeated("![](" + "[" * 50 + "**_"),
    "code begun in lists": repeated("- ```\n"),
    "code begun in quotes": repeated("> ```\n"),
    "a long address": "https://a.de/" + "a" * 19_900,
    "an address of brackets": "https://a.de/" + "(" * 9_000 + ")" * 9_990,
    "an address of full stops": "https://a.de/" + "." * 19_900,
    "an address of percent signs": "https://a.de/" + "%" * 19_900,
    "a long host": "https://" + "a." * 9_900,
    "a host of umlauts": "https://" + "ü" * 19_900 + ".de",
    "addresses within addresses": repeated("https://a_"),
    "a long mailbox": "<a@" + "b." * 9_900 + "de>",
    "a mailbox in percent signs": "[a](mailto:" + "%C3%BC" * 3_000 + "@b.de)",
    "a long link target": "[a](https://a.de/" + "ü" * 19_900 + ")",
    "a heading of many lines": "a\n" * 9_990 + "===",
    "a long entity": "&#x" + "0" * 19_900 + ";",
    "entities": repeated("&CounterClockwiseContourIntegral;"),
    "a lazy quote": "> " + "a\n" * 9_900,
    "a lazy list": "- " + "a\n" * 9_900,
    "large numbers": repeated("999999999. a\n"),
    "images one after the other": repeated("![a](/images/0123456789abcdef01234567-80x60)"),
    "images in links": repeated("[![a](/images/0123456789abcdef01234567-80x60)](https://a.de)"),
    "images in images": "![" * 150 + "a" + "](/images/0123456789abcdef01234567-80x60)" * 150,
    "an image whose description never ends": "![" + "a[" * 9_000,
    "a description of marks": "![" + "*_`" * 6_000 + "](/images/0123456789abcdef01234567-80x60)",
    "mentions": repeated("@Heike R. "),
    "mentions without a name": repeated("@"),
    "a mention of a long name": "@" + "a" * 19_900,
    "mentions in brackets": repeated("[@a](@b) "),
    "piled marks": "e" + "\u0301\u0316" * 9_990,
} | {f"only {piece!r}": repeated(piece) for piece in MARKDOWN_PIECES}

CODE_PIECES = (
    *(
        "a",
        "\n",
        "a\n",
        "a b ",
        "a.",
        "a(",
        "a=b;",
        '"',
        "'",
        '\\"',
        '"\\',
        "\\\n",
        "`",
        "/*",
        "//",
    ),
    *(
        "(",
        "{",
        "[",
        "[[",
        "<",
        "<a ",
        "<!--",
        "<?php ",
        "<![CDATA[",
        "<<a\n",
        "${",
        "$(",
        "#",
        "@",
    ),
    *("=", "-", "->", "::", "&", "%", "|", "!", "~", "0", "0x", "1e", "1_0", "_", "*a", "é", "😀"),
    *('"""', 'f"{', "- a", "a: |\n", "[a]\n", "@@", "GET / HTTP/1.1\n", "RUN a \\\n", "C:\\", "$ "),
    *("function ", "class A", "select ", "if(", "def a(", "server {\n", "a{b:", "@media "),
)

HTML_PIECES = (
    *("<div>", "<p>", "<p>x</p>", "<b>", "<p><b>", "<b><i><p>", "<b id=1><p>", "<font size=1><p>"),
    *("<ul>", "<ul><li>", "<ol><li>", "<li>a", "<ol><li>a</ol>", "<blockquote>", "<dl><dt>", "<q>"),
    *("<table>", "<table><tr><td>", "<tr><td>", "<thead><tr><td>", "<table><b>", "<table><a>"),
    *("<a href=https://a.de>x", "<img src=https://a.de alt='['>", "<br>", "- <br>", "<sup>a"),
    *("<pre>", "<pre>x", "<code>`", "<svg><style>", "<!--", "<![CDATA[", "<b ", "<a b=", "<"),
    *("&", "&nbsp;", "&#x", "*", "[", "\\", "_", "#", "`", "~", "|-", "- ", "1. ", ".", " ", "\n"),
    *(
        "https://",
        "https://a.de/ ",
        "<b></b>x",
        "<b>.</b>",
        "\ud800",
        "\x00",
        "<p></b>",
        "<select>",
    ),
)
