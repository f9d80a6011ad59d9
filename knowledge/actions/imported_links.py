"""Links from one imported article to another, which have an address once both are here."""

from collections.abc import Mapping
from urllib.parse import urljoin

from django.conf import settings
from django.db import transaction

from community.importing.known import known_ids
from community.markup import Rendered, TooComplex, render
from knowledge.actions.article_text import PARTS
from knowledge.actions.imported_articles import ARTICLE
from knowledge.actions.linking import settle_links
from knowledge.actions.showing import canonical_path
from knowledge.models import Article, Revision


@transaction.atomic
def lead_to_each_other(links: Mapping[str, Mapping[str, str]], *, source: str) -> None:
    """Give links between new articles the addresses of here.

    `links` says for the foreign id of an article which target in its text means which article, by
    that one's foreign id.
    """
    wanted = {other for targets in links.values() for other in targets.values()}
    ids = known_ids(source, ARTICLE, wanted | links.keys())
    here = Article.objects.locked().in_bulk(ids.values())
    for external_id, targets in links.items():
        addresses = {
            target: urljoin(settings.BASE_URL, canonical_path(here[ids[other]]))
            for target, other in targets.items()
            if other in ids
        }
        if external_id in ids and addresses:
            _lead(here[ids[external_id]], addresses)


def _lead(article: Article, addresses: Mapping[str, str]) -> None:
    parts = {part: _led(getattr(article, part), addresses) for part in PARTS}
    try:
        shown = {part: render(text) for part, text in parts.items()}
    except TooComplex:
        return
    _save(article, parts, shown)
    settle_links(article_id=article.pk)


def _save(article: Article, parts: Mapping[str, str], shown: Mapping[str, Rendered]) -> None:
    html = {f"{part}_html": rendered.html for part, rendered in shown.items()}
    Article.objects.filter(pk=article.pk).update(**parts, **html)
    Revision.objects.filter(article=article, number=article.version).update(**parts)


def _led(text: str, addresses: Mapping[str, str]) -> str:
    for target, address in addresses.items():
        text = text.replace(f"]({target})", f"]({address})")
    return text
