"""What curators type is kept like every other text (community.views.drafting)."""

from collections.abc import Collection, Mapping

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from community.actions.drafts import DraftForm, register_form
from knowledge.actions.article_text import FIELDS
from knowledge.models import Article

_TYPED = frozenset({*FIELDS, "version", "significance", "summary"})


def editing_place(article: Article) -> str:
    return f"edit-article:{article.pk}"


def translating_place(original: Article, language: str) -> str:
    return f"translate-{language}:{original.pk}"


def _titles(viewer: User, ids: Collection[int]) -> Mapping[int, str]:
    if not viewer.is_curator:
        return {}
    articles = Article.objects.visible_to(viewer).filter(pk__in=ids)
    return dict(articles.values_list("pk", "title"))


def _edit_page(article_id: int) -> str:
    return reverse("knowledge:article-edit", args=[article_id])


def _register() -> None:
    form = DraftForm(_("Article"), _TYPED, _edit_page, _titles)
    register_form("edit-article", form)
    for language, _name in settings.LANGUAGES:
        register_form(f"translate-{language}", _translation_form(language))


def _translation_form(language: str) -> DraftForm:
    def page(article_id: int) -> str:
        return reverse("knowledge:article-translate", args=[article_id, language])

    return DraftForm(_("Translation of an article"), _TYPED | {"original_version"}, page, _titles)


_register()
