from django.db import models


class IndexJob(models.Model):
    """“Index this again”: one row per document; asking again while one waits moves its version."""

    document = models.CharField(max_length=40, unique=True)
    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return f"#{self.pk} {self.document}"
