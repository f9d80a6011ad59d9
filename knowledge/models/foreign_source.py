from django.db import models
from django.db.models import Q

from knowledge.models.article import Article

LINE_LENGTH = 255
LINK_LENGTH = 500


class ForeignSource(models.Model):
    """Where an imported article comes from and whose credit it is, in words: no thread of ours."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="foreign_sources")
    title = models.CharField(max_length=LINE_LENGTH, blank=True)
    # A whole web address, or nothing.
    link = models.CharField(max_length=LINK_LENGTH, blank=True)
    credit = models.CharField(max_length=LINE_LENGTH, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(title="", link="", credit=""), name="foreign_source_says_something"
            )
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"
