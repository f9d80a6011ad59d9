"""Links between exported articles become the names of their files."""

import re
from collections.abc import Iterable

from django.db.models import QuerySet

from knowledge.actions.linking import document_at
from knowledge.exporting.article_files import file_name
from knowledge.models import Article

_LINK = re.compile(r"\]\((https?://[^\s()<>]+)\)")
_DOCUMENT = "article-"


def files_of_links(texts: Iterable[str], among: QuerySet[Article]) -> dict[str, str]:
    """The file of the article, by its address as it stands in `texts`; only of those `among`
    them, for what is not exported keeps its address."""
    addresses = {address for text in texts for address in _LINK.findall(text)}
    documents = {address: document_at(address) for address in addresses}
    ids = {
        address: int(document.removeprefix(_DOCUMENT))
        for address, document in documents.items()
        if document.startswith(_DOCUMENT)
    }
    known = among.only("family", "language", "slug").in_bulk(set(ids.values())) if ids else {}
    return {address: file_name(known[pk]) for address, pk in ids.items() if pk in known}
