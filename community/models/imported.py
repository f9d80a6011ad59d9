from django.db import models


class ImportedRecord(models.Model):
    """Which foreign record became which row here, so that a second import adds nothing."""

    source = models.CharField(max_length=100)
    kind = models.CharField(max_length=20)
    external_id = models.CharField(max_length=100)
    object_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "kind", "external_id"], name="imported_once")
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.source} {self.kind} {self.external_id}"
