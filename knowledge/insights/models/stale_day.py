from django.db import models


class StaleDay(models.Model):
    """A day of which something has changed since its figures were counted."""

    day = models.DateField(unique=True)

    def __str__(self) -> str:
        return f"#{self.pk} {self.day}"
