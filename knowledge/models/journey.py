from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone


class JourneyKind(models.TextChoices):
    """Which form somebody was filling in."""

    ASK = "ask"
    CONTACT = "contact"


class JourneyStep(models.TextChoices):
    BEGUN = "begun"
    OPENED = "opened"
    SOLVED = "suggestion-solved"
    SENT = "sent"
    CAME_BACK = "came-back"
    REPORTED = "reported"
    # It is not counted: a complaint, or filled in by somebody who works here.
    FORGOTTEN = "forgotten"


# These are about the form as a whole.
OF_THE_FORM = (JourneyStep.BEGUN, JourneyStep.SENT, JourneyStep.FORGOTTEN)
# A form says these once; the others it may say of several documents.
ONCE = (*OF_THE_FORM, JourneyStep.SOLVED, JourneyStep.CAME_BACK)


class JourneyEvent(models.Model):
    """One step of somebody who looked for help: no account, no network key, no words.

    What belongs together is known by the form's key alone and only within that form. Nothing
    else has this key: what the form sends has another one. Only SOLVED says more than the day,
    since 72 hours are counted from it, and only as long as its form is not sent.
    """

    Kind = JourneyKind
    Step = JourneyStep

    form = models.UUIDField()
    kind = models.CharField(max_length=10, choices=JourneyKind, default=JourneyKind.ASK)
    step = models.CharField(max_length=20, choices=JourneyStep)
    # "question-12" or "article-3"; empty for what is about the form as a whole.
    document = models.CharField(max_length=40, blank=True)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    occurred_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["form", "step", "document"], name="one_step_per_form_and_document"
            ),
            models.UniqueConstraint(
                fields=["form", "step"], condition=Q(step__in=ONCE), name="one_step_per_form"
            ),
            models.CheckConstraint(
                condition=Q(step__in=OF_THE_FORM, document="")
                | ~Q(step__in=OF_THE_FORM) & ~Q(document=""),
                name="journey_step_names_its_document",
            ),
        ]
        indexes = [models.Index(fields=["step", "occurred_at"], name="journey_steps_in_time")]

    def __str__(self) -> str:
        return f"#{self.pk} {self.step}"


class JourneyWatch(models.Model):
    """For 72 hours: the member who said that something solved it, lest he comes back for more.

    Nothing of it is left afterwards but CAME_BACK, which says neither who nor when.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    form = models.UUIDField(unique=True)
    until = models.DateTimeField()
    came_back = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["until"], name="journey_watches_by_end")]

    def __str__(self) -> str:
        return f"#{self.pk}"
