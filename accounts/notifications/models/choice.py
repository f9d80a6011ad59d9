"""What a member wants to be told by mail, and what he has agreed to."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

MORNING = 7


def operators_time_zone() -> str:
    return settings.TIME_ZONE


class MailSettings(models.Model):
    """One row for each member who has chosen anything; without one the defaults below hold."""

    class Digest(models.TextChoices):
        OFF = "off", _("No digest")
        DAILY = "daily", _("Every day")
        WEEKLY = "weekly", _("Once a week, on Monday")

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="mail_settings"
    )
    # Nothing at all since then, except what concerns the account itself.
    all_off_at = models.DateTimeField(null=True)
    digest = models.CharField(max_length=10, choices=Digest, default=Digest.OFF)
    digest_hour = models.PositiveSmallIntegerField(default=MORNING)
    digest_due_at = models.DateTimeField(null=True)
    time_zone = models.CharField(max_length=60, default=operators_time_zone)
    # Staff get mail in working hours only, unless they chose otherwise.
    is_any_hour_fine = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(digest_hour__lt=24), name="digest_hour_of_a_day"),
            models.CheckConstraint(
                condition=Q(digest="off", digest_due_at=None)
                | (~Q(digest="off") & Q(digest_due_at__isnull=False)),
                name="digest_due_if_wanted",
            ),
        ]
        indexes = [
            models.Index(
                fields=["digest_due_at"],
                condition=Q(digest_due_at__isnull=False),
                name="due_digests",
            )
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.digest}"


class MailChoice(models.Model):
    """How a member hears of one kind of notice, or of a whole group ("group:answers")."""

    class Channel(models.TextChoices):
        AT_ONCE = "at-once", _("At once")
        DIGEST = "digest", _("In the digest")
        NEVER = "never", _("Never")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="mail_choices")
    about = models.CharField(max_length=60)
    channel = models.CharField(max_length=10, choices=Channel)
    chosen_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "about"], name="one_mail_choice_per_subject")
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.about}"


class ConsentQuerySet(models.QuerySet):
    def standing(self, purpose: str) -> "ConsentQuerySet":
        return self.filter(purpose=purpose, withdrawn_at=None)


class Consent(models.Model):
    """The proof that somebody agreed to a kind of mail: when, to which words, at which address.

    The address had been confirmed by a mailed link before; rows are closed, never deleted.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="consents")
    purpose = models.CharField(max_length=60)
    words = models.CharField(max_length=300)
    address = models.CharField(max_length=254)
    given_at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "purpose"],
                condition=Q(withdrawn_at=None),
                name="one_standing_consent",
            ),
            models.CheckConstraint(
                condition=~Q(words="") & ~Q(address=""), name="consent_says_to_what"
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.purpose}"
