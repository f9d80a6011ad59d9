from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import Affiliation
from community.models.answer import Answer
from community.models.product import Product
from community.models.revision import Revision


class OfficialMark(models.Model):
    """The company stands behind one revision of an answer: who signed it, for what, how long."""

    answer = models.ForeignKey(Answer, models.PROTECT, related_name="official_marks")
    revision = models.ForeignKey(Revision, models.PROTECT, related_name="+")
    # The signed text as it is shown, also after the answer was edited.
    body_html = models.TextField()
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    # For whom the signer spoke: name, organisation and role are shown from it.
    affiliation = models.ForeignKey(Affiliation, models.PROTECT, related_name="+")
    signed_at = models.DateTimeField(default=timezone.now)
    valid_product = models.ForeignKey(Product, models.PROTECT, null=True, related_name="+")
    valid_version = models.CharField(max_length=60, blank=True)
    valid_until = models.DateField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    ended_because = models.CharField(max_length=200, blank=True)
    # The customer whose text it is does not want to be quoted by the company.
    declined_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["answer"],
                condition=Q(ended_at=None, declined_at=None),
                name="one_official_mark_in_force",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"
