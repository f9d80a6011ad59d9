from django.conf import settings
from django.db import models
from django.utils import timezone


class SavedFilterQuerySet(models.QuerySet):
    def of(self, person) -> "SavedFilterQuerySet":
        return self.filter(person=person)

    def alphabetical(self) -> "SavedFilterQuerySet":
        return self.order_by("name", "id")


class SavedFilter(models.Model):
    """A list of questions that somebody comes back to.

    `query` is what `community.filters` makes of its address; the member gave it a name.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_filters"
    )
    name = models.CharField(max_length=60)
    query = models.CharField(max_length=400)
    created_at = models.DateTimeField(default=timezone.now)

    objects = SavedFilterQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "name"], name="one_saved_filter_per_name")
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"
