"""What an article says: its fields together, and how they come to stand on its row."""

from dataclasses import dataclass
from dataclasses import fields as columns_of
from datetime import date

from community.markup import render
from community.models import Product
from config.slugs import slugify
from knowledge.models import Article, PendingRevision, Revision

PARTS = ("applies", "cause", "solution")


@dataclass(frozen=True)
class ArticleFields:
    """Everything of an article that readers get and its curator writes."""

    title: str
    applies: str = ""
    cause: str = ""
    solution: str = ""
    search_phrases: str = ""
    product: Product | None = None
    valid_for: str = ""
    valid_until: date | None = None
    audience: str = Article.Audience.PUBLIC

    def as_columns(self) -> dict:
        return {name: getattr(self, name) for name in FIELDS}


# What may be said so: by a form, an article, or a state of it.
Text = ArticleFields | Article | Revision | PendingRevision
FIELDS = tuple(column.name for column in columns_of(ArticleFields))
# What `put_text` changes.
TEXT_COLUMNS = (*FIELDS, *(f"{part}_html" for part in PARTS), "renderer_version", "slug")


def fields_of(text: Text) -> ArticleFields:
    return ArticleFields(**{name: getattr(text, name) for name in FIELDS})


def check_text(fields: ArticleFields) -> None:
    """Raise TooComplex for a text that would cost too much to show."""
    for part in PARTS:
        render(getattr(fields, part))


def put_text(article: Article, fields: ArticleFields) -> None:
    """Let `article` say this; who calls it saves TEXT_COLUMNS. Raises TooComplex."""
    for name, value in fields.as_columns().items():
        setattr(article, name, value)
    article.slug = slugify(fields.title)
    for part in PARTS:
        rendered = render(getattr(fields, part))
        setattr(article, f"{part}_html", rendered.html)
        article.renderer_version = rendered.version


def in_one(text: Text) -> str:
    """All of it as one text, to be hashed for the record."""
    return "\n\n".join(f"{name}: {_written(getattr(text, name))}" for name in FIELDS)


def _written(value: object) -> str:
    return f"product-{value.pk}" if isinstance(value, Product) else str(value or "")
