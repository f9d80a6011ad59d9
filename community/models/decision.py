from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.models.about import AboutPost, about_one_post

EXPLANATION_LENGTH = 600


class Decision(AboutPost):
    """What somebody entitled decided about a post, with the reason. Rows are never changed,
    but for personal data in their words.

    The post itself carries what is true now; the newest row of an act says why.
    """

    class Act(models.TextChoices):
        HIDE = "hide", _("Hidden")
        RESTORE = "restore", _("Shown again")
        HOLD = "hold", _("Held back")
        CLOSE = "close", _("Closed")
        REOPEN = "reopen", _("Reopened")
        LOCK = "lock", _("Locked")
        UNLOCK = "unlock", _("Unlocked")
        ASK_DETAILS = "ask-details", _("Asked for details")
        DETAILS_GIVEN = "details-given", _("Details given")
        MERGE = "merge", _("Merged")
        MASK = "mask", _("Personal data masked")
        KIND = "kind", _("Kind changed")
        REMOVE_IMAGE = "remove-image", _("Image removed")

    act = models.CharField(max_length=14, choices=Act)
    # One of the reasons that the act knows; its sentence for the author stands in `explanation`.
    reason = models.CharField(max_length=20, blank=True)
    explanation = models.CharField(max_length=EXPLANATION_LENGTH, blank=True)
    # None where no person but a rule decided, as one that holds posts back.
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    # In which role he decided, as it was then.
    role = models.CharField(max_length=20, blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [about_one_post("decision_about_one_post")]
        indexes = [models.Index(fields=["act", "-id"], name="decisions_by_act")]

    def __str__(self) -> str:
        return f"#{self.pk} {self.act}"
