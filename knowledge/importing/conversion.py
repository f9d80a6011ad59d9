"""A foreign article becomes Markdown as curators write it, with images of ours."""

import re
import secrets
from dataclasses import dataclass
from pathlib import Path

from bs4 import BeautifulSoup

from community.importing.fields import Unreadable
from community.markup import Rendered, TooComplex, render
from community.markup.from_html import MOST_HTML, markdown_from_html
from community.markup.limits import MOST_CHARACTERS, MOST_IMAGES
from config.text import clean_body, clean_line
from knowledge.actions.article_text import PARTS
from knowledge.importing.parts import lines_with_code, split_parts
from knowledge.importing.pictures import NoPicture, Pictures, is_elsewhere
from knowledge.importing.records import ForeignArticle

_IMAGE = re.compile(
    r"(?P<tag><img\s[^<>]*>)|!\[(?P<alt>(?:[^\[\]\\\n]|\\.){0,500})\]"
    r"\((?P<target><[^<>\n]+>|[^\s()<>]+(?:\([^\s()<>]*\)[^\s()<>]*)*)(?:[ \t]+\"[^\"\n]*\")?\)",
    re.IGNORECASE,
)
_TAG = re.compile(r"<img\s[^<>]*>", re.IGNORECASE)
_LONGEST_ALT = 500


@dataclass(frozen=True, slots=True)
class Part:
    text: str
    rendered: Rendered


@dataclass(frozen=True, slots=True)
class ConvertedArticle:
    foreign: ForeignArticle
    parts: dict[str, Part]
    # Why which image stayed behind.
    notes: list[str]


def convert(article: ForeignArticle, pictures: Pictures) -> ConvertedArticle:
    """Raises Unreadable for a text that is too long or too complex to be kept as it is."""
    album = _Album(article.path, pictures)
    markdown = _markdown_from_page if article.is_html else _markdown_with_images
    texts = {name: clean_body(markdown(text, album)) for name, text in article.texts.items()}
    texts = split_parts(texts.pop("body", "")) | texts
    return ConvertedArticle(
        article, {name: _part(name, texts.get(name, "")) for name in PARTS}, album.notes
    )


def _part(name: str, text: str) -> Part:
    if len(text) > MOST_CHARACTERS:
        raise Unreadable(f"{name} is longer than {MOST_CHARACTERS} characters")
    try:
        return Part(text, render(text))
    except TooComplex as problem:
        raise Unreadable(f"{name}: {problem}") from None


class _Album:
    """The images of one article."""

    def __init__(self, path: Path, pictures: Pictures) -> None:
        self.notes: list[str] = []
        self._path = path
        self._pictures = pictures
        self._count = 0

    def address(self, target: str) -> str:
        """Where our image of it is found; empty, with a note, where there is none."""
        self._count += 1
        if self._count > len(PARTS) * MOST_IMAGES:
            raise Unreadable(f"shows more than {len(PARTS) * MOST_IMAGES} images")
        try:
            return self._pictures.address(target, beside=self._path)
        except NoPicture as problem:
            self.notes.append(f"without the image {target[:100]}: {problem}")
            return ""

    def show(self, target: str, description: str) -> str:
        """Markdown that shows it, or its description where there is none to show."""
        if is_elsewhere(target):
            return f"![{_literally(description)}]({target})"
        address = self.address(target) if target else ""
        return f"![{_literally(description)}]({address})" if address else _literally(description)


def _markdown_with_images(text: str, album: _Album) -> str:
    def show(image: re.Match) -> str:
        return album.show(*_source_of(image["tag"])) if image["tag"] else _written(image, album)

    return "\n".join(
        line if is_code else _IMAGE.sub(show, line) for line, is_code in lines_with_code(text)
    )


def _written(image: re.Match, album: _Album) -> str:
    """As its author wrote it, but for the address."""
    target = image["target"].strip("<>")
    if is_elsewhere(target):
        return image[0]
    address = album.address(target)
    start, end = (place - image.start() for place in image.span("target"))
    return f"{image[0][:start]}{address}{image[0][end:]}" if address else image["alt"]


def _markdown_from_page(html: str, album: _Album) -> str:
    """Words that no text has stand for the images while the HTML is read."""
    shown: dict[str, str] = {}

    def keep_place(tag: re.Match) -> str:
        source, alt = _source_of(tag[0])
        if is_elsewhere(source):
            return tag[0]
        word = f"image{secrets.token_hex(8)}"
        shown[word] = album.show(source, alt)
        return word

    html = _TAG.sub(keep_place, html)
    if len(html) > MOST_HTML:
        raise Unreadable(f"has more than {MOST_HTML} characters of HTML in one part")
    markdown = markdown_from_html(html)
    for word, image in shown.items():
        markdown = markdown.replace(word, image)
    return markdown


def _source_of(tag: str) -> tuple[str, str]:
    image = BeautifulSoup(tag, "html.parser").img
    if image is None:
        return "", ""
    alt = clean_line(str(image.get("alt", "")))
    return str(image.get("src", "")).strip(), alt[:_LONGEST_ALT]


def _literally(text: str) -> str:
    return re.sub(r"[\\`*_\[\]<>&~!]", r"\\\g<0>", clean_line(text))
