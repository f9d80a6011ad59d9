from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

# One copy in this time is enough for anybody.
ONE_IN = timedelta(days=1)


class DataDownloadQuerySet(models.QuerySet):
    def due(self, now: datetime) -> "DataDownloadQuerySet":
        return self.filter(state=DataDownload.State.REQUESTED, not_before__lte=now)

    def there(self, now: datetime) -> "DataDownloadQuerySet":
        """Those whose file can be fetched."""
        return self.filter(state=DataDownload.State.READY, expires_at__gt=now)


class DataDownload(models.Model):
    """Somebody wants a copy of what is kept about him; a worker makes it, a job deletes it."""

    class State(models.TextChoices):
        REQUESTED = "requested"
        READY = "ready"
        FAILED = "failed"

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="downloads")
    state = models.CharField(max_length=10, choices=State, default=State.REQUESTED)
    requested_at = models.DateTimeField(default=timezone.now)
    attempts = models.PositiveSmallIntegerField(default=0)
    # Also the lease: one whose maker was killed is due again.
    not_before = models.DateTimeField(default=timezone.now)
    # Made of random letters; empty until the file is whole.
    file_name = models.CharField(max_length=80, blank=True)
    size = models.BigIntegerField(default=0)
    ready_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)

    objects = DataDownloadQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user"], condition=Q(state="requested"), name="one_open_download"
            ),
            models.CheckConstraint(
                condition=~Q(state="ready")
                | Q(ready_at__isnull=False, expires_at__isnull=False) & ~Q(file_name=""),
                name="ready_download_has_its_file",
            ),
        ]
        indexes = [
            models.Index(
                fields=["not_before", "id"], condition=Q(state="requested"), name="open_downloads"
            )
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.state}"

    @property
    def is_there(self) -> bool:
        return self.expires_at is not None and self.expires_at > timezone.now()

    @property
    def allows_another(self) -> bool:
        """It failed, or it is so old that another one would say more."""
        is_old = self.requested_at < timezone.now() - ONE_IN
        return self.state == self.State.FAILED or (self.state == self.State.READY and is_old)


class ErasureQuerySet(models.QuerySet):
    def open(self) -> "ErasureQuerySet":
        return self.filter(cancelled_at=None, done_at=None)

    def due(self, now: datetime) -> "ErasureQuerySet":
        return self.open().filter(due_at__lte=now, not_before__lte=now)


class Erasure(models.Model):
    """Somebody leaves for good: asked for, carried out in steps, then done.

    Until it is done it remembers the name and the addresses that are to be found everywhere.
    """

    class Because(models.TextChoices):
        WISH = "wish"
        INACTIVE = "inactive"

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="erasures")
    because = models.CharField(max_length=10, choices=Because, default=Because.WISH)
    keeps_texts = models.BooleanField()
    requested_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True)
    # When the account was closed and its row made anonymous; from here on there is no way back.
    closed_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    # One to a line.
    former_names = models.TextField(blank=True)
    former_mailboxes = models.TextField(blank=True)
    # The lease of the worker that carries it out.
    not_before = models.DateTimeField(default=timezone.now)

    objects = ErasureQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(cancelled_at=None, done_at=None),
                name="one_open_erasure",
            ),
            models.CheckConstraint(
                condition=Q(done_at=None) | Q(former_names="", former_mailboxes=""),
                name="done_erasure_knows_no_name",
            ),
            models.CheckConstraint(
                condition=Q(cancelled_at=None) | Q(closed_at=None),
                name="closed_account_is_not_kept",
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at", "id"],
                condition=Q(cancelled_at=None, done_at=None),
                name="open_erasures",
            )
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"
