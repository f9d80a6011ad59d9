from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone


class NoticeQuerySet(models.QuerySet):
    def of(self, user) -> "NoticeQuerySet":
        return self.filter(user=user)

    def unread(self) -> "NoticeQuerySet":
        return self.filter(read_at=None)

    def for_digest(self, user, *, kinds: list[str], since: datetime) -> "NoticeQuerySet":
        """What `user` has not read and no mail has told him, of `kinds` and newer than `since`."""
        untold = self.of(user).unread().filter(mail=None, digest=None)
        return untold.filter(kind__in=kinds, created_at__gte=since)


class Notice(models.Model):
    """One thing that a member is told. It holds ids; words are made when it is read or sent."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    # One notice per event and person, however often the handler runs.
    key = models.CharField(max_length=100)
    created_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True)
    # The one digest that tells it.
    digest = models.ForeignKey(
        "notifications.OutgoingMail", models.SET_NULL, null=True, related_name="told_notices"
    )

    objects = NoticeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "key"], name="one_notice_per_event_and_person")
        ]
        indexes = [
            models.Index(fields=["user", "-created_at", "-id"], name="notices_of_a_member"),
            models.Index(
                fields=["user", "-created_at", "-id"],
                condition=Q(read_at=None),
                name="unread_of_a_member",
            ),
            models.Index(fields=["id"], condition=Q(read_at=None), name="unread_notices"),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.kind}"
