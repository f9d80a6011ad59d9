from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import Affiliation
from community.models.about import AboutPost, about_one_post
from community.models.question import TITLE_LENGTH
from community.models.revision import REASON_LENGTH


class EditProposal(AboutPost):
    """Somebody's better wording of a post that is not his own; its author decides."""

    class State(models.TextChoices):
        OPEN = "open"
        TAKEN = "taken"
        DECLINED = "declined"
        WITHDRAWN = "withdrawn"
        OUTDATED = "outdated"

    # The version of the post that was in front of who proposes.
    version = models.PositiveIntegerField()
    title = models.CharField(max_length=TITLE_LENGTH, blank=True)
    body = models.TextField()
    tags = models.JSONField(default=list)
    reason = models.CharField(max_length=REASON_LENGTH, blank=True)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    affiliation = models.ForeignKey(Affiliation, models.PROTECT, null=True, related_name="+")
    submission = models.UUIDField(null=True)
    created_at = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            about_one_post("edit_proposal_for_one_post"),
            models.UniqueConstraint(
                fields=["proposed_by", "submission"], name="one_edit_proposal_per_form"
            ),
            models.CheckConstraint(
                condition=Q(state="open", decided_at=None)
                | (~Q(state="open") & Q(decided_at__isnull=False)),
                name="edit_proposal_decided_at_some_time",
            ),
        ]
        indexes = [models.Index(fields=["state", "id"], name="edit_proposals_by_state")]

    def __str__(self) -> str:
        return f"#{self.pk}"
