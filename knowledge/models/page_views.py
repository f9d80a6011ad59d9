from django.db import models
from django.db.models import Q


class PageViews(models.Model):
    """How often a thread or an article was read on a day, and how often a search led there."""

    # "question-12" or "article-3"
    document = models.CharField(max_length=40)
    day = models.DateField()
    views = models.PositiveIntegerField(default=0)
    from_search = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["document", "day"], name="one_row_of_views_per_day"),
            models.CheckConstraint(
                condition=Q(from_search__lte=models.F("views")), name="searches_lead_to_views"
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.document}"
