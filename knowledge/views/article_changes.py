from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.access import public
from config.paging import keyset_page
from config.reader_pages import for_readers
from knowledge.article_rows import editors_for_page
from knowledge.models import Article, Publication


@public
@for_readers
@require_safe
def changes(request: HttpRequest, article_id: int) -> HttpResponse:
    """What changed in a public article, the newest first: when, how much, and in which words."""
    articles = Article.objects.visible_to(request.user).published().select_related("product")
    article = get_object_or_404(articles, pk=article_id)
    told = Publication.objects.filter(article=article).told_to(request.user)
    page = keyset_page(told.select_related("revision"), request.GET, key="since")
    spoke = {editor.author.pk: editor for editor in editors_for_page(article)}
    rows = [(each, spoke.get(each.revision.author_id)) for each in page]
    context = {"article": article, "page": page, "rows": rows}
    return render(request, "knowledge/article_changes.html", context)
