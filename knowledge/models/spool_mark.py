from django.db import models
from django.utils import timezone


class SpoolMark(models.Model):
    """How far a file of the spool was taken in; it moves in the transaction that counts."""

    file = models.CharField(max_length=120, unique=True)
    taken_bytes = models.PositiveBigIntegerField(default=0)
    taken_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"#{self.pk} {self.file}"
