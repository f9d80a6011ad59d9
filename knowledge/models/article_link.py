from django.db import models
from django.db.models import Q

from knowledge.models.article import Article


class ArticleLink(models.Model):
    """An address of this community that an article's text names, so that it can be checked."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="links")
    # "article-3" or "question-12"
    document = models.CharField(max_length=40)
    broken_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["article", "document"], name="one_row_per_link")
        ]
        indexes = [models.Index(fields=["document"], name="who_links_to_a_document")]

    def __str__(self) -> str:
        return f"#{self.pk} {self.document}"


class ArticleImage(models.Model):
    """An article shows an image; who may read the article may see it."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="images")
    key = models.CharField(max_length=40)
    # It was edited out; an older revision still shows where it stood.
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["article", "key"], name="one_use_of_an_image_per_article"
            )
        ]
        indexes = [
            models.Index(
                fields=["key"], condition=Q(ended_at=None), name="articles_that_show_an_image"
            )
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"
