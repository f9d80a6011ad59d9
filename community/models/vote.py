from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.models.answer import Answer


class Vote(models.Model):
    """One person's word on one answer: useful or not useful."""

    class Value(models.IntegerChoices):
        USEFUL = 1
        NOT_USEFUL = -1

    class Reason(models.TextChoices):
        """Why an answer is not useful. “Dangerous” goes to the moderators."""

        DID_NOT_WORK = "did-not-work", _("It did not work")
        OUTDATED = "outdated", _("It is outdated")
        DANGEROUS = "dangerous", _("It is dangerous")
        OFF_TOPIC = "off-topic", _("It is off topic")

    voter = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="votes")
    answer = models.ForeignKey(Answer, models.CASCADE, related_name="votes")
    # A copy, so that the database itself refuses a vote for oneself.
    answer_author = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    value = models.SmallIntegerField(choices=Value)
    # False for votes of people who speak for or are paid by the company.
    counts = models.BooleanField()
    reason = models.CharField(max_length=14, choices=Reason, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["voter", "answer"], name="one_vote_per_answer"),
            models.CheckConstraint(condition=~Q(voter=F("answer_author")), name="no_self_vote"),
            models.CheckConstraint(condition=Q(value__in=[1, -1]), name="vote_up_or_down"),
            models.CheckConstraint(
                condition=Q(reason="") | Q(value=-1), name="reason_for_not_useful_alone"
            ),
        ]
        indexes = [models.Index(fields=["created_at"], name="votes_by_time")]

    def __str__(self) -> str:
        return f"#{self.pk} {self.value:+}"
