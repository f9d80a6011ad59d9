from dataclasses import dataclass


@dataclass(frozen=True)
class ArticlePublished:
    article_id: int


@dataclass(frozen=True)
class ArticleChanged:
    """The text or the state of an article has changed; the search must look again."""

    article_id: int
