"""Questions in lists and among search results, drawn once as long as they stay the same."""

from collections.abc import Iterable

from django import template
from django.utils.safestring import SafeString

from accounts.templatetags.people import byline
from community.models import Product, Question, Tag
from config.drawing import drawn

register = template.Library()


@register.simple_tag(takes_context=True)
def question_row(context: template.Context, question: Question) -> SafeString:
    """One row of a list; the question comes from `for_listing`."""
    return drawn(
        "components/question_row.html",
        question_id=question.pk,
        slug=question.slug,
        title=question.title,
        language=question.language,
        state=question.state.value,
        kind="" if question.kind == question.Kind.QUESTION else question.get_kind_display(),
        closed_as=_closed_as(question),
        needs_details=bool(question.needs_details_at and not question.closed_at),
        is_article=bool(question.article_url),
        tags=tuple((tag.slug, tag.name) for tag in question.shown_tags),  # type: ignore[attr-defined]
        byline=byline(context, question),
        created_at=question.created_at,
        answered_by=_company_if_it_answered(context, question),
        affected_count=question.affected_count,
        answer_count=question.answer_count,
    )


@register.simple_tag(takes_context=True)
def question_state(
    context: template.Context, question: Question, *, is_best: bool = False
) -> SafeString:
    """Above a search result: open or solved, in which language, who asked, and whether the company
    answered; `is_best` if a curator put it first."""
    return drawn(
        "components/question_state.html",
        is_best=is_best,
        language=question.language,
        byline=byline(context, question),
        state=question.state.value,
        closed_as=_closed_as(question),
        answered_by=_company_if_it_answered(context, question),
    )


@register.simple_tag
def question_figures(question: Question) -> SafeString:
    """Below a search result: when it was asked, and how many answered or had the same."""
    return drawn(
        "components/question_figures.html",
        created_at=question.created_at,
        answer_count=question.answer_count,
        affected_count=question.affected_count,
    )


@register.simple_tag
def tag_links(tags: Iterable[Tag]) -> SafeString:
    return drawn("community/_tags.html", tags=tuple((tag.slug, tag.name) for tag in tags))


@register.simple_tag
def products_around(topic: Product, products: Iterable[Product]) -> SafeString:
    """The upper products, and those that stand below the same one as `topic`, or below it."""
    upper = topic.parent_id or topic.pk
    return drawn(
        "community/_products_around.html",
        products=tuple(
            (each.slug, each.name, each.parent_id is not None, each.pk == topic.pk)
            for each in products
            if each.parent_id in {None, upper}
        ),
    )


def _closed_as(question: Question) -> str:
    return question.get_closed_as_display() if question.closed_as else ""


def _company_if_it_answered(context: template.Context, question: Question) -> str:
    return context["community"]["company"] if question.has_staff_answer else ""
