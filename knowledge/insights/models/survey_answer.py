from datetime import date

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class SurveyAnswerQuerySet(models.QuerySet):
    def between(self, first: date, last: date) -> "SurveyAnswerQuerySet":
        return self.filter(day__gte=first, day__lte=last)


class SurveyAnswer(models.Model):
    """What one reader said whose view of a page was drawn: nothing about him, no time but the
    day."""

    class Instead(models.TextChoices):
        """What he would have done without the page."""

        CALLED = "called", _("I would have called you")
        WRITTEN = "written", _("I would have written to you")
        ASKED = "asked", _("I would have asked here")
        SEARCHED = "searched", _("I would have searched on")
        NOTHING = "nothing", _("Nothing")

    document = models.CharField(max_length=40)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    day = models.DateField()
    helped = models.BooleanField()
    instead = models.CharField(max_length=10, choices=Instead)

    objects = SurveyAnswerQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["day"], name="survey_answers_of_a_day")]

    def __str__(self) -> str:
        return f"#{self.pk} {self.document}"
