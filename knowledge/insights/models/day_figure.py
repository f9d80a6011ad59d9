from datetime import date

from django.db import models


class DayFigureQuerySet(models.QuerySet):
    def between(self, first: date, last: date) -> "DayFigureQuerySet":
        return self.filter(day__gte=first, day__lte=last)

    def of(self, measure: str, dimension: str = "") -> "DayFigureQuerySet":
        return self.filter(measure=measure, dimension=dimension)


class DayFigure(models.Model):
    """One figure of one day: how many, or how many seconds, as `measures` says.

    `dimension` is empty for all, or a kind and a value, such as "language:de".
    """

    day = models.DateField()
    measure = models.CharField(max_length=40)
    dimension = models.CharField(max_length=60, blank=True)
    value = models.BigIntegerField()

    objects = DayFigureQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "dimension", "day"], name="one_figure_per_day"
            )
        ]
        indexes = [models.Index(fields=["day"], name="figures_of_a_day")]

    def __str__(self) -> str:
        return f"#{self.pk} {self.measure}"
