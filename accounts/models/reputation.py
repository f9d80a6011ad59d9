from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q, Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models.affiliation import Affiliation
from accounts.models.affiliation_change import AppendOnly


class LedgerQuerySet(AppendOnly):
    def total(self) -> int:
        return self.aggregate(total=Sum("points"))["total"] or 0

    def newer_than(self, line: "ReputationEntry") -> "LedgerQuerySet":
        later_id = Q(created_at=line.created_at, pk__gt=line.pk)
        return self.filter(Q(created_at__gt=line.created_at) | later_id)

    def coming_back(self) -> "LedgerQuerySet":
        """What was taken from hidden posts and nothing took back for good since."""
        later = ReputationEntry.objects.filter(key=OuterRef("key"), number__gt=OuterRef("number"))
        return self.filter(~Exists(later), comes_back=True)

    def by_reason(self) -> "dict[str, int]":
        """What each reason adds up to, the largest first."""
        sums = self.values_list("reason").annotate(sum=Sum("points")).filter(~Q(sum=0))
        return dict(sums.order_by("-sum", "reason"))

    def leaders(self, *, since: datetime | None = None) -> "models.QuerySet[Any, dict[str, int]]":
        """Who agreed to be listed, with what he earned, most first.

        Nobody with an affiliation is among them: who speaks for the company earns nothing, and who
        receives perks is counted apart.
        """
        speaking = Affiliation.objects.open().filter(user=OuterRef("user"))
        consented = Q(user__on_leaderboards_since__isnull=False, user__is_active=True)
        lines = self.filter(consented & ~Exists(speaking), user__confirmed_at__isnull=False)
        if since is not None:
            lines = lines.filter(created_at__gte=since)
        earned = lines.values("user").annotate(earned=Sum("points")).filter(earned__gt=0)
        return earned.order_by("-earned", "user")


class ReputationEntry(models.Model):
    """One line of a member's ledger; the balance is the sum of the lines.

    A line is never edited. What turns out wrong is taken back by a counter-line of the same key
    with the next number, so that a key is worth its points or nothing.
    """

    class Reason(models.TextChoices):
        ANSWER_VOTED = "answer-voted", _("Your answer was found useful")
        ANSWER_ACCEPTED = "answer-accepted", _("Your answer solved a question")
        ACCEPTED_AN_ANSWER = "accepted-an-answer", _("You said which answer solved it")
        ANSWER_CONFIRMED = "answer-confirmed", _("Your answer was confirmed")
        ARTICLE_SOURCE = "article-source", _("Your answer became an article")
        NOT_USEFUL = "not-useful", _("Several people did not find your answer useful")
        REPORT_UPHELD = "report-upheld", _("Your post broke the house rules")
        IMPORTED = "imported", _("Brought along from the former community")
        IMPORTED_SOLUTION = "imported-solution", _("A solution from the former community")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="reputation")
    reason = models.CharField(max_length=30, choices=Reason)
    points = models.IntegerField()
    key = models.CharField(max_length=100)
    number = models.PositiveIntegerField(default=1)
    # What it was for, e.g. "answer" and its id: the ledger stands below the posts.
    subject = models.CharField(max_length=30, blank=True)
    subject_id = models.BigIntegerField(null=True)
    caused_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)
    # A counter-line of a hidden post: what it takes is given back when the post is shown again.
    comes_back = models.BooleanField(default=False)

    objects = LedgerQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key", "number"], name="one_ledger_line_per_number"),
            models.CheckConstraint(
                condition=~models.Q(points=0), name="ledger_line_says_something"
            ),
        ]
        indexes = [
            models.Index(fields=["subject", "subject_id"], name="ledger_by_post"),
            models.Index(fields=["user", "-created_at", "-id"], name="ledger_of_a_member"),
            models.Index(fields=["created_at"], name="ledger_by_time"),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.key} {self.points:+}"

    @property
    def is_taken_back(self) -> bool:
        """A counter-line: keys alternate between being worth their points and nothing."""
        return self.number % 2 == 0
