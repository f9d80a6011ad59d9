from django.db import models


class LedgerMark(models.Model):
    """Until when a job has looked: it looks again from there, and some days before.

    Its row is what jobs at the same time wait for, from the first time on.
    """

    job = models.CharField(max_length=40, unique=True)
    looked_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"#{self.pk} {self.job}"
