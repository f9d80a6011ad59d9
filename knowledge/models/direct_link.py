from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

WORDS_LENGTH = 1000
LABEL_LENGTH = 80
TARGET_LENGTH = 300


class DirectLink(models.Model):
    """Where whoever searches for one of its words gets at once, whatever else is found."""

    class Topic(models.TextChoices):
        EMERGENCY = "emergency", _("Emergency")
        HACKED = "hacked", _("Hacked account")
        CANCEL = "cancel", _("Cancelling a contract")
        WITHDRAW = "withdraw", _("Withdrawing from a contract")
        PRIVACY = "privacy", _("Privacy")

    topic = models.CharField(max_length=10, choices=Topic)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    # Separated by commas; one may be several words, which then all have to be there.
    words = models.CharField(max_length=WORDS_LENGTH)
    label = models.CharField(max_length=LABEL_LENGTH)
    # A telephone number, an address that begins with https:// or a path of this site.
    target = models.CharField(max_length=TARGET_LENGTH)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["topic", "language"], name="one_direct_link_per_topic"),
            models.CheckConstraint(
                condition=~models.Q(words="") & ~models.Q(label="") & ~models.Q(target=""),
                name="direct_link_leads_somewhere",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.topic}"
