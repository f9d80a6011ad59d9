from django.db import models
from django.utils import timezone


class JourneyEvent(models.Model):
    """One step of somebody who looked for help: no account, no network key, no words.

    What belongs together is known by the form's key alone and only within that form.
    """

    class Step(models.TextChoices):
        SUGGESTION_SOLVED = "suggestion-solved"

    form = models.UUIDField()
    step = models.CharField(max_length=20, choices=Step)
    document = models.CharField(max_length=40)
    language = models.CharField(max_length=2)
    occurred_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["form", "step"], name="one_step_per_form")]
        indexes = [models.Index(fields=["step", "occurred_at"], name="journey_steps_in_time")]

    def __str__(self) -> str:
        return f"#{self.pk} {self.step}"
