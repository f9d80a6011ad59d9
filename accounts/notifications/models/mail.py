from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.notifications.models.notice import Notice

MAX_ATTEMPTS = 8


class OutgoingMailQuerySet(models.QuerySet):
    def queued(self) -> "OutgoingMailQuerySet":
        return self.filter(state=OutgoingMail.State.QUEUED)

    def due(self, now: datetime) -> "OutgoingMailQuerySet":
        return self.queued().filter(not_before__lte=now)

    def with_reader(self) -> "OutgoingMailQuerySet":
        return self.select_related("notice__user", "digest_of")

    def in_turn(self) -> "OutgoingMailQuerySet":
        """Mails about the account first: somebody sits there and waits."""
        return self.order_by("rank", "not_before", "id")


class OutgoingMail(models.Model):
    """A mail that is owed. A notice's mail and a digest are worded at sending; an account mail
    carries its text, which is wiped once it is sent because it holds a secret link."""

    class State(models.TextChoices):
        QUEUED = "queued"
        SENT = "sent"
        DROPPED = "dropped"
        FAILED = "failed"

    class Rank(models.IntegerChoices):
        ACCOUNT = 0
        NOTICE = 1
        DIGEST = 2

    notice = models.OneToOneField(Notice, models.CASCADE, null=True, related_name="mail")
    digest_of = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="digests"
    )
    to = models.CharField(max_length=254, blank=True)
    # Who wrote it, of a mail to the operator; wiped with its text.
    reply_to = models.CharField(max_length=254, blank=True)
    subject = models.CharField(max_length=300, blank=True)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    # Of an account mail; the others speak the language of their reader.
    language = models.CharField(max_length=2, blank=True)
    rank = models.PositiveSmallIntegerField(choices=Rank, default=Rank.NOTICE)
    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    why = models.CharField(max_length=300, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    # Also the lease: a mail that was taken is due again when its sender was killed.
    not_before = models.DateTimeField(default=timezone.now)
    message_id = models.CharField(max_length=200, unique=True)
    # Where it went: a returned mail is believed only if it names this address.
    sent_to = models.CharField(max_length=254, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    # Since when it could have gone out; a mail that waits for working hours does not grow old.
    due_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True)

    objects = OutgoingMailQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(digest_of=None) & (Q(notice=None) ^ Q(to=""))
                | Q(digest_of__isnull=False, notice=None, to=""),
                name="mail_of_a_notice_or_to_an_address",
            ),
            models.UniqueConstraint(
                fields=["digest_of"], condition=Q(state="queued"), name="one_open_digest"
            ),
        ]
        indexes = [
            models.Index(
                fields=["rank", "not_before", "id"],
                condition=Q(state="queued"),
                name="queued_mails_in_turn",
            )
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.state}"
