from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from community.models import Answer, Comment, Decision, Image, Question

_OWNED = {"question": Question, "answer": Answer, "comment": Comment}
PATH_LENGTH = 400
EXPLANATION_LENGTH = 2000
NOTE_LENGTH = 600


class ReportQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "ReportQuerySet":
        """For moderators, but nobody reads who reported himself (TRUST A-AZ-11)."""
        if not (viewer.is_authenticated and viewer.is_moderator):
            return self.none()
        about = {"pk": OuterRef("object_id")}
        shown = self.exclude(kind=Report.Kind.MEMBER, object_id=viewer.pk)
        pictures = Image.objects.filter(owner=viewer.pk, **about)
        shown = shown.exclude(Exists(pictures), kind=Report.Kind.IMAGE)
        for kind, model in _OWNED.items():
            theirs = model._base_manager.filter(author=viewer.pk, **about)
            shown = shown.exclude(Exists(theirs), kind=kind)
        return shown

    def open(self) -> "ReportQuerySet":
        return self.filter(state=Report.State.OPEN)

    def decided(self) -> "ReportQuerySet":
        return self.exclude(state=Report.State.OPEN)

    def about(self, kind: str, object_id: int) -> "ReportQuerySet":
        return self.filter(kind=kind, object_id=object_id)

    def for_listing(self) -> "ReportQuerySet":
        return self.select_related("reporter", "decided_by", "decision")


class Report(models.Model):
    """Somebody, with or without account, says that something here should not stand so."""

    class Kind(models.TextChoices):
        QUESTION = "question", _("Question")
        ANSWER = "answer", _("Answer")
        COMMENT = "comment", pgettext_lazy("what it is", "Comment")
        ARTICLE = "article", _("Article")
        MEMBER = "member", _("Profile")
        IMAGE = "image", _("Image")
        PAGE = "page", _("Page")

    class Reason(models.TextChoices):
        ILLEGAL = "illegal", _("It is illegal")
        INSULT = "insult", _("It insults or threatens somebody")
        DECEPTION = "deception", _("It deceives: a fake, a fraud, an undisclosed interest")
        ADVERTISING = "advertising", _("It is advertising")
        PERSONAL_DATA = "personal-data", _("It shows personal data")
        DANGEROUS = "dangerous", _("Following it is dangerous")
        OTHER = "other", _("Something else")

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        UPHELD = "upheld", _("Upheld")
        DISMISSED = "dismissed", _("Dismissed")

    kind = models.CharField(max_length=10, choices=Kind)
    object_id = models.PositiveBigIntegerField(null=True)
    # The address as it was reported.
    path = models.CharField(max_length=400)
    reason = models.CharField(max_length=14, choices=Reason)
    explanation = models.TextField(max_length=2000, blank=True)
    reporter = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="reports"
    )
    # Of who has no account and wants to hear of it.
    name = models.CharField(max_length=100, blank=True)
    email = models.CharField(max_length=254, blank=True)
    # The secret in the address of the receipt, as a hash.
    token_hash = models.CharField(max_length=64, unique=True)
    submission = models.UUIDField(unique=True)
    created_at = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    decision = models.ForeignKey(Decision, models.PROTECT, null=True, related_name="reports")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    note = models.CharField(max_length=600, blank=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state="open", decided_at=None)
                | (~Q(state="open") & Q(decided_at__isnull=False)),
                name="report_decided_at_some_time",
            )
        ]
        indexes = [
            models.Index(fields=["state", "id"], name="reports_by_state"),
            models.Index(fields=["kind", "object_id"], name="reports_of_something"),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.kind}"
