from datetime import date

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class CaseQuerySet(models.QuerySet):
    def counted(self) -> "CaseQuerySet":
        """Those that make up the figures."""
        return self.filter(state=Case.State.COUNTED)

    def between(self, first: date, last: date) -> "CaseQuerySet":
        return self.filter(day__gte=first, day__lte=last)


class Case(models.Model):
    """Somebody who looked for help and did not ask the company, as far as that can be known.

    Derived from journeys and threads (docs/adr/0035); nothing in it leads to a person.
    """

    class Level(models.TextChoices):
        """From the strongest to the weakest; a case lies in one. What is surveyed is no case:
        those are `SurveyAnswer`s."""

        CONFIRMED = "confirmed", _("Said so")
        CUSTOMERS = "customers", _("Solved by customers")
        IMPLICIT = "implicit", _("Left without asking")

    class State(models.TextChoices):
        # Its 72 hours are not over.
        OPEN = "open", _("Not final yet")
        COUNTED = "counted", _("Counts")
        CAME_BACK = "came-back", _("Came back within 72 hours")
        REPORTED = "reported", _("Taken off: reported as not having helped")

    class Channel(models.TextChoices):
        """Where it happened."""

        ASK = "ask", _("Ask form")
        CONTACT = "contact", _("Contact form")
        THREAD = "thread", _("Thread")

    # "form-…" with the key of a form, or "question-12"
    key = models.CharField(max_length=60, unique=True)
    level = models.CharField(max_length=10, choices=Level)
    state = models.CharField(max_length=10, choices=State)
    channel = models.CharField(max_length=10, choices=Channel)
    # When it was said, in the time zone of the installation.
    day = models.DateField()
    # When nobody can come back any more.
    due_at = models.DateTimeField()
    # What helped: "question-12" or "article-3".
    document = models.CharField(max_length=40)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)

    objects = CaseQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["level", "state", "-due_at", "-id"], name="cases_of_a_level"),
            models.Index(fields=["document", "day"], name="cases_of_a_document"),
            models.Index(fields=["day"], name="cases_of_a_day"),
            models.Index(
                fields=["due_at"], condition=models.Q(state="open"), name="cases_not_final"
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.key}"
