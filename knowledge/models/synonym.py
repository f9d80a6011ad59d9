from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

WORD_LENGTH = 50
OTHERS_LENGTH = 500


class Synonym(models.Model):
    """Words that mean the same to the search: whoever searches for one finds the others too."""

    class Way(models.TextChoices):
        BOTH = "both", _("Each also finds the others")
        ONE = "one", _("The word also finds the others, but they don't find it")

    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    word = models.CharField(max_length=WORD_LENGTH)
    # The word as the search folds it, so that "Router" and "router" are one.
    key = models.CharField(max_length=WORD_LENGTH)
    # Separated by commas.
    others = models.CharField(max_length=OTHERS_LENGTH)
    way = models.CharField(max_length=4, choices=Way, default=Way.BOTH)
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["language", "key"], name="one_synonym_per_word"),
            models.CheckConstraint(
                condition=~models.Q(key="") & ~models.Q(others=""), name="synonym_has_words"
            ),
        ]
        indexes = [models.Index(fields=["-changed_at", "-id"], name="newest_synonyms")]

    def __str__(self) -> str:
        return f"#{self.pk} {self.word}"
