"""Newly published articles for feed readers, beside the feeds of the conversation."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page, require_safe

from accounts.access import public
from community.feeds.atom import Entry, Head, respond
from community.feeds.views import ENTRIES
from config.reader_pages import for_readers
from knowledge.models import Article


@public
@conditional_page
@for_readers
@require_safe
def articles(request: HttpRequest) -> HttpResponse:
    """The newest articles of one language, `?language=de`, or of the default one."""
    asked = request.GET.get("language", "")
    language = asked if asked in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    published = Article.objects.visible_to(request.user).published().filter(language=language)
    newest = published.with_origin().order_by("-published_at", "-id")[:ENTRIES]
    with translation.override(language):
        return respond(_head(request, language), map(_entry, newest))


def _head(request: HttpRequest, language: str) -> Head:
    name = settings.COMMUNITY["name"]
    return Head(
        title=f"{_('Knowledge base')} · {name}",
        subtitle=_("Questions, answers and articles of %(name)s") % {"name": name},
        page_path=reverse("knowledge:article-list"),
        feed_path=request.get_full_path(),
        language=language,
    )


def _entry(article: Article) -> Entry:
    return Entry(
        key=f"article-{article.pk}",
        title=article.title,
        path=article.get_absolute_url(),
        html=article.applies_html + article.cause_html + article.solution_html,
        said_by=_origin(article),
        published_at=article.published_at or article.created_at,
        updated_at=article.text_since,
    )


def _origin(article: Article) -> str:
    """No community's voice on the company's text (L-UW-03)."""
    company = {"company": settings.COMMUNITY["company"]}
    if article.is_from_customers:  # type: ignore[attr-defined]
        return _("From the community, checked by %(company)s") % company
    return _("Checked by %(company)s") % company
