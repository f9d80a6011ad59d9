from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models.affiliation import Affiliation, Organisation
from accounts.names import name_key


class DeclarationQuerySet(models.QuerySet):
    def disputed(self) -> "DeclarationQuerySet":
        """Those that wait for somebody's word; a newer declaration settles an older one."""
        newer = self.model._base_manager.filter(user=OuterRef("user"), pk__gt=OuterRef("pk"))
        return self.filter(~Exists(newer), stance=Declaration.Stance.DISPUTED)

    def about(self, text: str) -> "DeclarationQuerySet":
        """Of people in whose name `text` occurs, whatever its spelling."""
        return self.filter(user__name_key__contains=name_key(text))

    def for_register(self) -> "DeclarationQuerySet":
        return self.select_related("user")


class Declaration(models.Model):
    """What somebody said before his first post: does he work for, get paid or benefit from us?

    Its newest row counts. Who said no with a mailbox of the company waits for a person's word.
    """

    class Stance(models.TextChoices):
        INDEPENDENT = "independent", _("Speaks for nobody but himself")
        AFFILIATED = "affiliated", _("Speaks for, or profits from, the company")
        DISPUTED = "disputed", _("Says no, but the mailbox says yes")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="declarations")
    stance = models.CharField(max_length=20, choices=Stance)
    # What was asked, word for word: the proof of what was answered.
    question = models.CharField(max_length=300)
    declared_at = models.DateTimeField(default=timezone.now)
    # What the member says to explain a dispute.
    explanation = models.CharField(max_length=500, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    decided_because = models.CharField(max_length=300, blank=True)

    objects = DeclarationQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["user", "-id"], name="declarations_of_a_member")]

    def __str__(self) -> str:
        return f"#{self.pk} {self.stance}"

    @property
    def is_independent(self) -> bool:
        return self.stance == self.Stance.INDEPENDENT


class AffiliationRequestQuerySet(models.QuerySet):
    def open(self) -> "AffiliationRequestQuerySet":
        """Those that wait for an administrator."""
        return self.filter(state=AffiliationRequest.State.OPEN)

    def about(self, text: str) -> "AffiliationRequestQuerySet":
        """Of people in whose real or community name `text` occurs."""
        by_name = Q(user__name_key__contains=name_key(text))
        return self.filter(by_name | Q(full_name__icontains=text))

    def for_register(self) -> "AffiliationRequestQuerySet":
        return self.select_related("user", "organisation")


class AffiliationRequest(models.Model):
    """Somebody asks to be marked; an administrator looks at the proof and decides."""

    class State(models.TextChoices):
        OPEN = "open", _("Waiting for an administrator")
        GRANTED = "granted", _("Granted")
        REFUSED = "refused", _("Refused")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="affiliation_requests"
    )
    kind = models.CharField(max_length=10, choices=Affiliation.Kind)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="requests")
    role_title = models.CharField(max_length=100)
    full_name = models.CharField(max_length=100)
    proof = models.CharField(max_length=20, choices=Affiliation.Proof)
    proof_key = models.CharField(max_length=400, blank=True)
    explanation = models.CharField(max_length=500, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    created_at = models.DateTimeField(default=timezone.now)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    decided_because = models.CharField(max_length=300, blank=True)
    # What it became.
    affiliation = models.OneToOneField(
        Affiliation, models.PROTECT, null=True, related_name="request"
    )

    objects = AffiliationRequestQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user"], condition=Q(state="open"), name="one_open_affiliation_request"
            ),
            models.CheckConstraint(
                condition=~Q(full_name="") & ~Q(role_title=""),
                name="affiliation_request_says_who",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.state}"
