from django.conf import settings
from django.db import models
from django.utils import timezone


class DraftQuerySet(models.QuerySet["Draft"]):
    def of(self, person) -> "DraftQuerySet":
        return self.filter(person=person)


class Draft(models.Model):
    """What somebody is writing, kept while he types so that any of his devices can go on.

    `place` names the form: `ask`, `answer:7` and `comment:7` under question 7, `comment-answer:9`
    under answer 9, `edit-question:7`, `edit-answer:9`, `edit-comment:12`.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="drafts")
    place = models.CharField(max_length=60)
    # The form's fields as they were typed.
    fields = models.JSONField(default=dict)
    updated_at = models.DateTimeField(default=timezone.now)

    objects = DraftQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "place"], name="one_draft")]
        indexes = [
            models.Index(fields=["updated_at"], name="drafts_by_age"),
            models.Index(fields=["person", "-updated_at", "-id"], name="drafts_of_a_member"),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"
