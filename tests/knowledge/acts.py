"""How articles are changed in tests: what a curator saves, and who approves it."""

from dataclasses import replace

from accounts.models import User
from knowledge.actions.article_text import fields_of
from knowledge.actions.editing import edit_article
from knowledge.actions.pending import text_to_edit
from knowledge.actions.publishing import approve_article
from knowledge.models import Article
from tests.factories import make_user


def save(article: Article, *, by: User, **changes) -> Article:
    """`by` saves the newest text with `changes`; `significance`, `summary` and `now` go along."""
    about = {
        name: changes.pop(name)
        for name in ("significance", "summary", "now", "version")
        if name in changes
    }
    text = text_to_edit(Article.objects.get(pk=article.pk))
    fields = replace(fields_of(text), **changes)
    return edit_article(
        **{"article": article, "by": by, "version": text.version, "fields": fields} | about
    )


def approve(article: Article, **values) -> Article:
    """As a curator who wrote none of it."""
    return approve_article(article=article, by=make_user(roles="curator"), **values)
