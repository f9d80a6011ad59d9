"""Writes the tree of cleaned HTML as Markdown in our dialect."""

import re
from collections.abc import Callable
from textwrap import indent

from bs4 import NavigableString, PageElement, Tag
from markdownify import MarkdownConverter

_URL = re.compile(r"(https?://[^\s<>\"`\[\]{}|\\^]+)")
_INLINE_MARK = re.compile(
    r"[\\`*\[\]]|~(?=~)|(?<=~)~|(?<![^\W_])_|_(?![^\W_])|<(?=[a-zA-Z]|$)|&(?=#?\w+;)"
    r"|(?<!\S)#(?=#{0,5}(?:\s|$))"
)
_BLOCK_MARK = re.compile(
    r"\s*\d{1,9}(?=[.)](?:\s|$))|\s*(?=>|[-+](?:\s|$)|[-=:|][-=:|\s]*$)",
)
_ENTITY = re.compile(r"&(?=#?\w+;)")
_BACKTICKS = re.compile(r"`+")
_SUPERSCRIPT = re.compile(r"\w+")
_LAST_SIGNS = ".,:;!?…"
_IN_A_TARGET = str.maketrans({"(": "%28", ")": "%29", "<": "%3C", ">": "%3E"})
_ENDS_A_LINE = frozenset("br hr p div ul ol li blockquote pre table h1 h2 h3 h4 h5 h6".split())

Conversion = Callable[[MarkdownConverter, Tag, str, set[str]], str]


def _between(mark: str, *names: str) -> Conversion:
    def convert(_writer: MarkdownConverter, _tag: Tag, text: str, parent_tags: set[str]) -> str:
        if parent_tags & {*names, "_noformat"} or "\n\n" in text:
            return text
        before, inner, after = _trimmed(text)
        # A closing mark between "." and a letter would be no mark.
        core = inner.rstrip(_LAST_SIGNS)
        return f"{before}{mark}{core}{mark}{inner[len(core) :]}{after}" if core else text

    return convert


class MarkdownWriter(MarkdownConverter):
    class Options:
        heading_style = "atx"
        table_infer_header = True
        wrap = True
        wrap_width = None

    convert_b = convert_strong = _between("**", "b", "strong")
    convert_em = convert_i = _between("*", "em", "i")
    convert_del = convert_s = _between("~~", "del", "s")

    def escape(self, text: str, parent_tags: set[str]) -> str:
        """All that could be read as markup, but for web addresses, which stay clickable."""
        parts = [text] if "a" in parent_tags else _URL.split(text)
        parts[::2] = [_INLINE_MARK.sub(r"\\\g<0>", part) for part in parts[::2]]
        return "".join(parts)

    def process_text(self, el: NavigableString, parent_tags: set[str] | None = None) -> str:
        parent_tags = parent_tags or set()
        text = super().process_text(el, parent_tags)  # type: ignore[misc]
        if "_noformat" in parent_tags or not _begins_a_line(el):
            return text
        mark = _BLOCK_MARK.match(text)
        return f"{mark[0]}\\{text[mark.end() :]}" if mark else text

    def convert_a(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        href = str(el.get("href", ""))
        if not href or not text.strip() or parent_tags & {"a", "_noformat"}:
            return text
        if el.get_text().strip() == href:
            return f"<{href}>"
        before, label, after = _trimmed(text)
        return f"{before}[{' '.join(label.split())}]({_target(href)}){after}"

    def convert_br(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return " " if "_inline" in parent_tags else "\n"

    def convert_img(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        source, description = str(el.get("src", "")), str(el.get("alt", ""))
        label = self.escape(" ".join(description.split()), parent_tags)
        if not source or parent_tags & {"a", "_noformat"}:
            return label
        return f"[{label}]({_target(source)})" if label else f"<{source}>"

    def convert_li(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        marker = f"{el['value']}. " if el.get("value") else "- "
        return marker + indent(text.strip(), " " * len(marker)).lstrip() + "\n"

    def convert_pre(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        if "_inline" in parent_tags:
            code = " ".join(text.split())
            return self.convert_code(el, code, parent_tags)  # type: ignore[attr-defined]
        longest_run = max(map(len, _BACKTICKS.findall(text)), default=0)
        fence = "`" * max(3, longest_run + 1)
        code = text.strip("\n")
        return f"\n\n{fence}\n{code}\n{fence}\n\n" if code.strip() else ""

    def convert_sup(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        if not text.strip() or "_noformat" in parent_tags:
            return text
        return f"^{text}" if _SUPERSCRIPT.fullmatch(text) else f"^({text})"

    def convert_td(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        cell = " ".join(text.split()).replace("|", r"\|")
        return f" {cell} |"

    convert_th = convert_td


def _trimmed(text: str) -> tuple[str, str, str]:
    """The white space before, the text, the white space after: marks stand close to words."""
    inner = text.strip()
    start = text.find(inner)
    return text[:start], inner, text[start + len(inner) :]


def _target(url: str) -> str:
    return _ENTITY.sub("&amp;", url.translate(_IN_A_TARGET))


def _begins_a_line(text: NavigableString) -> bool:
    before: PageElement | None = text.previous_sibling
    while before is not None and getattr(before, "name", None) not in _ENDS_A_LINE:
        if before.get_text().strip():
            return False
        before = before.previous_sibling
    return True
