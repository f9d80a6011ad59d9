"""What is suggested beside a form, why, and what it shows when it is opened: an article, or a
solved question with its answer."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import Resolver404, resolve
from django.utils.formats import number_format
from django.utils.html import escape, strip_tags
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from community.models import Answer, OfficialMark, Product, Question
from config.text import clean_line, number_in
from knowledge.models import Article
from knowledge.search.engine import MAX_TEXT_LENGTH, Kind
from knowledge.search.finding import SUGGESTIONS, Find, Finds
from knowledge.search.finding import related as related_to
from knowledge.search.finding import suggest as suggest_for

# A product is proposed only if so many of what was found are about it.
FEWEST = 2
# Of a text of 20,000 characters its beginning says what it is about.
MOST_LETTERS = 2_000
WORDS_SHOWN = 3
_MARKED = re.compile(r"<mark>(.*?)</mark>", re.DOTALL)
_NAMED = {"community:question": "question", "community:question-short": "question"}
_NAMED |= {"knowledge:article": "article", "knowledge:article-short": "article"}


@dataclass(frozen=True)
class Solution:
    document: str
    title: str
    url: str
    language: str
    html: str
    answer: Answer | None = None

    @property
    def is_article(self) -> bool:
        return self.answer is None


@dataclass(frozen=True)
class Suggestion:
    """`step` is how far somebody went with it already: shown, opened or failed."""

    find: Find
    reasons: Sequence[str]
    step: str = "shown"


def explained(
    finds: Iterable[Find], *, product_id: int | None, steps: Mapping[str, str]
) -> list[Suggestion]:
    """Each with the reasons why it is suggested to who writes about the product `product_id`."""
    return [
        Suggestion(find, list(_reasons(find, product_id)), steps.get(find.hit.key, "shown"))
        for find in finds
    ]


def found_for(typed: Mapping[str, str], *, viewer, language: str) -> Finds:
    """Articles and solved questions for the `title` that was typed, and then for what its `body`
    says as well."""
    title = clean_line(typed.get("title", ""))[:MAX_TEXT_LENGTH]
    body = typed.get("body", "")
    by_title = suggest_for(title, viewer=viewer, language=language)
    text = escape(body[:MOST_LETTERS])
    draft = Question(pk=0, title=title, body_html=text, language=language)
    similar = related_to(draft, viewer=viewer) if body.strip() else Finds()
    known = {find.hit.key for find in by_title.items}
    solved = [
        find for find in similar.items if not isinstance(find.row, Question) or find.row.is_solved
    ]
    more = [find for find in solved if find.hit.key not in known]
    return Finds([*by_title.items, *more[:SUGGESTIONS]])


def documents_named(text: str) -> list[str]:
    """What somebody says he has read: by addresses of ours in `text`, or by a whole title."""
    paths = [_path_of_ours(word) for word in text.split() if "/" in word]
    named = [document for path in paths if (document := _document_at(path))]
    if named or not text:
        return named
    articles = Article.objects.published().filter(title__iexact=text.strip())
    return [f"article-{pk}" for pk in articles.order_by("pk").values_list("pk", flat=True)[:3]]


def product_of(rows: Iterable[Question | Article]) -> Product | None:
    """What more than half of `rows`, two at least, are about; at most one query."""
    known = Counter(row.product_id for row in rows if row.product_id)
    if known.total() < FEWEST:
        return None
    likeliest, times = known.most_common(1)[0]
    if times * 2 <= known.total():
        return None
    return Product.objects.select_related("parent").filter(pk=likeliest).first()


def solution_of(document: str, *, viewer) -> Solution | None:
    """The solution behind "article-3" or "question-12", if there is one that `viewer` may see."""
    kind, _dash, number = document.partition("-")
    pk = number_in(number)
    if pk is None:
        return None
    if kind == Kind.ARTICLE:
        return _of_article(pk, viewer)
    return _of_question(pk, viewer) if kind == Kind.QUESTION else None


def _of_article(pk: int, viewer) -> Solution | None:
    article = Article.objects.visible_to(viewer).published().filter(pk=pk).first()
    if article is None:
        return None
    return Solution(
        f"article-{pk}",
        article.title,
        article.get_absolute_url(),
        article.language,
        article.applies_html + article.solution_html,
    )


def _of_question(pk: int, viewer) -> Solution | None:
    question = Question.objects.visible_to(viewer).filter(pk=pk).first()
    if question is None or not question.is_solved:
        return None
    answers = Answer.objects.visible_to(viewer).for_page()
    answer = answers.filter(pk=question.accepted_answer_id).first()
    if answer is None:
        return None
    signed = OfficialMark.objects.by_answer([answer]).get(answer.pk)
    return Solution(
        f"question-{pk}",
        question.title,
        question.get_absolute_url(),
        question.language,
        signed.body_html if signed else answer.body_html,
        answer=answer,
    )


def _reasons(find: Find, product_id: int | None) -> Iterator[str]:
    if product_id is not None and find.row.product_id == product_id:
        yield _("Same product")
    marked = _MARKED.findall(f"{find.title} {find.snippet}")
    words = list(dict.fromkeys(strip_tags(word).casefold() for word in marked))[:WORDS_SHOWN]
    if words:
        yield _("Same words: %(words)s") % {"words": ", ".join(words)}
    yield from _weight(find.row)


def _weight(row: Question | Article) -> Iterator[str]:
    """How many it concerned: of an article those whom it helped."""
    if isinstance(row, Article):
        if count := row.helped_count:
            shown = {"shown": number_format(count)}
            yield ngettext("%(shown)s × solved", "%(shown)s × solved", count) % shown
    elif count := row.affected_count:
        shown = {"shown": number_format(count)}
        yield ngettext("%(shown)s person had this", "%(shown)s people had this", count) % shown


def _path_of_ours(address: str) -> str:
    """Empty for what leads to another site, or is no address at all."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return parts.path if parts.hostname in (None, *settings.ALLOWED_HOSTS) else ""


def _document_at(path: str) -> str:
    language = path.strip("/").partition("/")[0]
    try:
        with override(language if language in dict(settings.LANGUAGES) else None):
            match = resolve(path)
    except Resolver404:
        return ""
    kind = _NAMED.get(match.view_name, "")
    number = number_in(str(match.kwargs[f"{kind}_id"])) if kind else None
    return f"{kind}-{number}" if number else ""
