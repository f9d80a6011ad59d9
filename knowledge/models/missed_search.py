from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

WORDS_LENGTH = 200
# What was searched for less often says more of one person than of a gap.
SHOWN_FROM = 3


class MissedSearchQuerySet(models.QuerySet):
    def waiting(self) -> "MissedSearchQuerySet":
        """What a curator gets to see."""
        return self.filter(state=MissedSearch.State.WAITING, count__gte=SHOWN_FROM)

    def visible_to(self, viewer) -> "MissedSearchQuerySet":
        """Curators only, and never what was searched for once or twice."""
        if not (viewer.is_authenticated and viewer.is_curator):
            return self.none()
        return self.filter(count__gte=SHOWN_FROM)


class MissedSearch(models.Model):
    """What was searched for in vain, as often as it was; masked words, nothing of who searched."""

    class State(models.TextChoices):
        WAITING = "waiting"
        WRITTEN = "written"
        DISMISSED = "dismissed"

    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    words = models.CharField(max_length=WORDS_LENGTH)
    count = models.PositiveIntegerField(default=1)
    first_at = models.DateTimeField(default=timezone.now)
    last_at = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    decided_at = models.DateTimeField(null=True)

    objects = MissedSearchQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state="waiting", decided_at=None)
                | ~Q(state="waiting") & Q(decided_at__isnull=False),
                name="decided_search_says_when",
            ),
            models.UniqueConstraint(fields=["language", "words"], name="one_row_per_missed_search"),
        ]
        indexes = [models.Index(fields=["state", "-count", "-id"], name="most_missed_searches")]

    def __str__(self) -> str:
        return f"#{self.pk}"
