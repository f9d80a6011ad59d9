"""The texts that teach the search its parts of compounds: what everybody may read, in German."""

from collections.abc import Iterator

from community.markup import plain_text
from community.models import Question, Tag
from knowledge.models import Article
from knowledge.search.learning import ALONE_IN, learned_from

BATCH = 5_000


def learned_parts() -> frozenset[str]:
    return learned_from(_texts())


def _texts() -> Iterator[str]:
    titles = Question.objects.filter(hidden_at=None, language="de").values_list("title", flat=True)
    yield from titles.order_by("id").iterator(chunk_size=BATCH)
    yield from _tags()
    public = Article.objects.published().filter(language="de", audience=Article.Audience.PUBLIC)
    for article in public.order_by("id").iterator(chunk_size=BATCH):
        parts = (article.applies_html, article.cause_html, article.solution_html)
        yield "\n".join((article.title, *map(plain_text, parts)))


def _tags() -> Iterator[str]:
    """Nouns in small letters; each as often as counts."""
    for name, count in Tag.objects.order_by("id").values_list("name", "question_count"):
        yield from [name.title()] * min(count, ALONE_IN)
