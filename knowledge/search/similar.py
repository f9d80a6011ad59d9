from community.markup import plain_text
from knowledge.models import Article
from knowledge.search.engine import Document, IndexUnavailable, Kind
from knowledge.search.finding import circles_of
from knowledge.search.index import engine

SHOWN = 6


def similar_articles(article: Article, *, viewer) -> list[Article]:
    """Published ones in its language that resemble it, the nearest first; none without an index."""
    texts = (article.applies_html, article.cause_html, article.solution_html)
    likeness = Document(
        kind=Kind.ARTICLE,
        object_id=article.pk,
        language=article.language,
        title=article.title,
        body=" ".join(map(plain_text, texts)),
    )
    try:
        hits = engine().similar(
            likeness, kinds=(Kind.ARTICLE,), limit=SHOWN, circles=circles_of(viewer)
        )
    except IndexUnavailable:
        return []
    articles = Article.objects.visible_to(viewer).published().for_listing()
    found = articles.filter(language=article.language).in_bulk([hit.object_id for hit in hits])
    found.pop(article.pk, None)
    return [found[hit.object_id] for hit in hits if hit.object_id in found]
