"""A text as its readers would see it."""

from dataclasses import dataclass
from typing import Any

from community.markup import TooComplex, render, render_literally
from knowledge.actions.article_text import PARTS, Text
from knowledge.models import Article
from knowledge.views.comparing import TEXTS


@dataclass(frozen=True)
class ShownPart:
    label: Any
    html: str


def shown_parts(text: Text) -> list[ShownPart]:
    """The parts that have a text."""
    return [ShownPart(TEXTS[part], _html(text, part)) for part in PARTS if getattr(text, part)]


def _html(text: Text, part: str) -> str:
    if isinstance(text, Article):
        return getattr(text, f"{part}_html")
    try:
        return render(getattr(text, part)).html
    except TooComplex:
        return render_literally(getattr(text, part)).html
