from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

WORDS_LENGTH = 200


class SearchedWords(models.Model):
    """What is searched for, and whether it was found and opened; masked words, nothing of who
    searched, no time but the day."""

    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    words = models.CharField(max_length=WORDS_LENGTH)
    searches = models.PositiveIntegerField(default=0)
    # Of these, how many found nothing.
    missed = models.PositiveIntegerField(default=0)
    # How often somebody opened something that he found by them.
    clicks = models.PositiveIntegerField(default=0)
    first_at = models.DateTimeField(default=timezone.now)
    last_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["language", "words"], name="one_row_per_searched_words"
            ),
            models.CheckConstraint(
                condition=Q(missed__lte=F("searches")), name="missed_searches_are_searches"
            ),
        ]
        indexes = [models.Index(fields=["last_at"], name="searched_words_in_time")]

    def __str__(self) -> str:
        return f"#{self.pk}"
