"""What a figure's rows are about: articles and questions, as far as the viewer may see them."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.urls import Resolver404, resolve

from community.models import Question
from config.text import number_in
from knowledge.models import Article

ARTICLE, QUESTION = "article", "question"
_PAGES = {
    "knowledge:article": (ARTICLE, "article_id"),
    "knowledge:article-short": (ARTICLE, "article_id"),
    "community:question": (QUESTION, "question_id"),
}


@dataclass(frozen=True, slots=True)
class Document:
    key: str
    title: str
    url: str
    language: str


def named(keys: Iterable[str], *, viewer) -> dict[str, Document]:
    """Those of `keys`, such as "article-3", that `viewer` may see; two queries."""
    wanted: dict[str, list[int]] = {ARTICLE: [], QUESTION: []}
    for key in set(keys):
        kind, _dash, number = key.partition("-")
        pk = number_in(number)
        if kind in wanted and pk is not None:
            wanted[kind].append(pk)
    articles = Article.objects.visible_to(viewer).published().filter(pk__in=wanted[ARTICLE])
    questions = Question.objects.visible_to(viewer).filter(pk__in=wanted[QUESTION])
    found = [_document(ARTICLE, row) for row in articles]
    found += [_document(QUESTION, row) for row in questions]
    return {document.key: document for document in found}


def document_at(text: str, *, viewer) -> Document | None:
    """The one whose address or key `text` is, if `viewer` may see it."""
    key = _key_of(text.strip())
    return named([key], viewer=viewer).get(key) if key else None


def _key_of(text: str) -> str:
    if "/" not in text:
        return text
    try:
        match = resolve(urlsplit(text).path)
    except (ValueError, Resolver404):
        return ""
    kind, number = _PAGES.get(match.view_name, ("", ""))
    return f"{kind}-{match.kwargs[number]}" if kind else ""


def _document(kind: str, row: Article | Question) -> Document:
    return Document(f"{kind}-{row.pk}", row.title, row.get_absolute_url(), row.language)
