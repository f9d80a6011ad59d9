from django.db import models


class MonthFigureQuerySet(models.QuerySet):
    def of_months(self, first, last) -> "MonthFigureQuerySet":
        """From one month to another, both named by their first day."""
        return self.filter(month__gte=first, month__lte=last)

    def in_time(self) -> "MonthFigureQuerySet":
        return self.order_by("month", "measure", "dimension", "id")


class MonthFigure(models.Model):
    """A figure of a month as the pages show it: derived from its days, so that a page reads some
    hundred rows whatever happened."""

    month = models.DateField()
    measure = models.CharField(max_length=40)
    dimension = models.CharField(max_length=80, blank=True)
    # Cases, minutes, or the part of `cases`, as the measure says.
    value = models.BigIntegerField(null=True)
    # How many cases the value rests on.
    cases = models.BigIntegerField(default=0)

    objects = MonthFigureQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["month", "measure", "dimension"], name="one_figure_per_month"
            ),
            models.CheckConstraint(
                condition=models.Q(month__day=1), name="month_is_named_by_its_first_day"
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.month} {self.measure} {self.dimension}"
