from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

MAX_ATTEMPTS = 8


class Notice(models.Model):
    """One thing that a member is told. It holds ids; words are made when it is read or sent."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    # One notice per event and person, however often the handler runs.
    key = models.CharField(max_length=100)
    created_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "key"], name="one_notice_per_event_and_person")
        ]
        indexes = [
            models.Index(fields=["user", "-created_at", "-id"], name="notices_of_a_member"),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.kind}"


class OutgoingMailQuerySet(models.QuerySet):
    def due(self, now: datetime) -> "OutgoingMailQuerySet":
        return self.filter(state=OutgoingMail.State.QUEUED, not_before__lte=now)


class OutgoingMail(models.Model):
    """A mail that is owed. A notice's mail is worded at sending; an account mail carries its text,
    which is wiped once it is sent because it holds a secret link."""

    class State(models.TextChoices):
        QUEUED = "queued"
        SENT = "sent"
        DROPPED = "dropped"
        FAILED = "failed"

    notice = models.OneToOneField(Notice, models.CASCADE, null=True, related_name="mail")
    to = models.CharField(max_length=254, blank=True)
    subject = models.CharField(max_length=300, blank=True)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    why = models.CharField(max_length=300, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    # Also the lease: a claimed mail is due again when its sender was killed.
    not_before = models.DateTimeField(default=timezone.now)
    message_id = models.CharField(max_length=200)
    created_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True)

    objects = OutgoingMailQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(notice=None) ^ Q(to=""), name="mail_of_a_notice_or_to_an_address"
            )
        ]
        indexes = [
            models.Index(
                fields=["not_before", "id"], condition=Q(state="queued"), name="queued_mails"
            )
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.state}"
