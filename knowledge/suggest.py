"""What a suggestion shows when it is opened: an article, or a solved question with its answer."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from community.models import Answer, OfficialMark, Product, Question
from config.text import number_in
from knowledge.models import Article
from knowledge.search.engine import Kind

# A product is proposed only if so many of what was found are about it.
FEWEST = 2


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
