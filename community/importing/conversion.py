"""Foreign HTML becomes Markdown as members write it, and what readers are shown of it."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils import translation
from django.utils.translation import gettext as _

from community.importing.records import ForeignAnswer, ForeignThread
from community.markup import Rendered, TooComplex, render, render_literally
from community.markup.from_html import MOST_HTML, cut, markdown_from_html
from community.markup.limits import MOST_CHARACTERS
from community.models.question import TITLE_LENGTH
from config.text import clean_body, is_blank, truncate

LanguageOf = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Text:
    body: str
    rendered: Rendered


@dataclass(frozen=True, slots=True)
class ConvertedThread:
    thread: ForeignThread
    title: str
    language: str
    text: Text
    answers: list[tuple[ForeignAnswer, Text]]


def convert(thread: ForeignThread, *, language_of: LanguageOf) -> ConvertedThread:
    title = truncate(thread.title, TITLE_LENGTH)
    body = markdown_from_html(thread.html)
    language = language_of(f"{title}\n{body}")
    with translation.override(language):
        return ConvertedThread(
            thread=thread,
            title=title,
            language=language,
            text=_text(thread.html, body),
            answers=[
                (answer, _text(answer.html, markdown_from_html(answer.html)))
                for answer in thread.answers
            ],
        )


def _text(html: str, markdown: str) -> Text:
    body = _fitted(clean_body(markdown), was_cut=len(html) > MOST_HTML)
    if is_blank(body):
        body = _("This post had no text when it was brought here.")
    try:
        return Text(body, render(body))
    except TooComplex:
        return Text(body, render_literally(body))


def _fitted(markdown: str, *, was_cut: bool) -> str:
    """What is too long ends with a note that readers see, in the thread's language."""
    note = _("This post was too long: its end was cut off when it was brought here.")
    return cut(f"{markdown}\n\n{note}".strip() if was_cut else markdown, MOST_CHARACTERS, note=note)
