from django.conf import settings
from django.db import models
from django.db.models import Count, Exists, OuterRef, Prefetch
from django.utils import timezone

from accounts.models.affiliation import Affiliation


class MedalAwardQuerySet(models.QuerySet):
    def shown(self) -> "MedalAwardQuerySet":
        """Of open accounts, and of nobody who speaks for the company."""
        paid = Affiliation.objects.paid()
        people = self.filter(user__is_active=True, user__confirmed_at__isnull=False)
        return people.filter(~Exists(paid.filter(user=OuterRef("user"))))

    def for_listing(self) -> "MedalAwardQuerySet":
        """With who holds it, and for whom he speaks, as `speaking`."""
        rows = Affiliation.objects.open().select_related("organisation")
        speaking = Prefetch("user__affiliations", rows, to_attr="speaking")
        return self.select_related("user").prefetch_related(speaking)

    def times(self) -> dict[str, int]:
        """How often each medal was earned."""
        return dict(self.values_list("medal").annotate(times=Count("pk")).order_by())

    def holders(self) -> dict[str, int]:
        """How many people hold each medal, however often."""
        counted = self.values_list("medal").annotate(people=Count("user", distinct=True))
        return dict(counted.order_by())


class MedalAward(models.Model):
    """A medal that somebody earned. What it takes is declared in code, beside its query."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="medals")
    medal = models.CharField(max_length=40)
    # What it was earned in or for, where one can earn it several times: "product 7", "answer 12".
    subject = models.CharField(max_length=40, blank=True)
    awarded_at = models.DateTimeField(default=timezone.now)

    objects = MedalAwardQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "medal", "subject"], name="medal_earned_once")
        ]
        indexes = [models.Index(fields=["medal", "-awarded_at", "-id"], name="newest_of_a_medal")]

    def __str__(self) -> str:
        return f"#{self.pk} {self.medal}"
