from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Prefetch, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.names import name_key
from config.prepared_rows import PreparedRows


class OrganisationQuerySet(models.QuerySet):
    def with_domains(self) -> "OrganisationQuerySet":
        """With the mail domains that prove for it now, as `listed_domains`."""
        listed = OrganisationDomain.objects.filter(removed_at=None).order_by("domain")
        return self.prefetch_related(Prefetch("domains", listed, to_attr="listed_domains"))


class Organisation(models.Model):
    """The company itself, or an agency or partner that speaks for it or profits from it."""

    class Relation(models.TextChoices):
        COMPANY = "company", _("The company itself")
        AGENCY = "agency", _("Agency")
        PARTNER = "partner", _("Partner")

    class NameForm(models.TextChoices):
        FULL = "full", _("First and last name")
        INITIAL = "initial", _("First name and initial")

    name = models.CharField(max_length=100, unique=True)
    relation = models.CharField(max_length=10, choices=Relation, default=Relation.COMPANY)
    name_form = models.CharField(max_length=10, choices=NameForm, default=NameForm.FULL)

    objects = OrganisationQuerySet.as_manager()

    def __str__(self) -> str:
        return f"#{self.pk} {self.name}"

    @property
    def is_company(self) -> bool:
        return self.relation == self.Relation.COMPANY


class OrganisationDomain(models.Model):
    """A mail domain whose mailboxes only people of this organisation have; compared for equality.

    Sub-domains are listed each on their own. Removed ones stay, for the record.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="domains")
    # An A-label, as `canonical_domain` gives it.
    domain = models.CharField(max_length=253)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    added_at = models.DateTimeField(default=timezone.now)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    removed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["domain"], condition=Q(removed_at=None), name="domain_listed_once"
            )
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.domain}"


class AffiliationQuerySet(models.QuerySet):
    def named(self, full_name: str) -> "AffiliationQuerySet":
        """Who speaks or spoke under this name, or one that looks the same."""
        return self.filter(name_key=name_key(full_name))

    def open(self) -> "AffiliationQuerySet":
        """Not ended; it may be suspended or past its last day."""
        return self.filter(ended_at=None)

    def standing(self) -> "AffiliationQuerySet":
        """Neither ended nor suspended; it may be past its last day."""
        return self.filter(ended_at=None, suspended_at=None)

    def paid(self) -> "AffiliationQuerySet":
        """Of employees, agencies and partners, also suspended ones: until they leave, their votes
        count nowhere and they earn nothing."""
        return self.open().exclude(kind=Affiliation.Kind.PERK)

    def ended(self) -> "AffiliationQuerySet":
        return self.filter(ended_at__isnull=False)

    def out_of_force(self, today: date | None = None) -> "AffiliationQuerySet":
        """Open, but suspended or past its last day: its holder cannot post."""
        late = Q(valid_until__lt=today or timezone.localdate())
        return self.open().filter(late | Q(suspended_at__isnull=False))

    def expiring(self, until: date, today: date | None = None) -> "AffiliationQuerySet":
        """In force, and no longer so after `until` unless it is proved again."""
        return self.active(today).filter(valid_until__lte=until)

    def about(self, text: str) -> "AffiliationQuerySet":
        """Of people in whose real or community name `text` occurs, whatever its spelling."""
        key = name_key(text)
        return self.filter(Q(name_key__contains=key) | Q(user__name_key__contains=key))

    def for_register(self) -> "AffiliationQuerySet":
        """With everybody and everything that one line of the register names."""
        return self.select_related("user", "organisation", "granted_by")

    def proved_by_mailbox(self) -> "AffiliationQuerySet":
        return self.filter(proof=Affiliation.Proof.MAILBOX)

    def active(self, today: date | None = None) -> "AffiliationQuerySet":
        today = today or timezone.localdate()
        return self.filter(
            Q(valid_until=None) | Q(valid_until__gte=today), ended_at=None, suspended_at=None
        )


class Affiliation(models.Model):
    """The record that someone speaks for, or profits from, the company, and how that was proved."""

    class Kind(models.TextChoices):
        EMPLOYEE = "employee", _("Employee")
        AGENCY = "agency", _("Agency")
        PARTNER = "partner", _("Partner")
        PERK = "perk", _("Receives perks")

    class Proof(models.TextChoices):
        MAILBOX = "mailbox", _("Confirmed mailbox of the organisation")
        IDENTITY_PROVIDER = "identity-provider", _("Group of the identity provider")
        ADMINISTRATOR = "administrator", _("Checked by an administrator")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="affiliations")
    kind = models.CharField(max_length=10, choices=Kind)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="affiliations")
    role_title = models.CharField(max_length=100)
    full_name = models.CharField(max_length=100)
    name_key = models.CharField(max_length=255, db_index=True)
    proof = models.CharField(max_length=20, choices=Proof)
    evidence = models.CharField(max_length=300)
    # What proves it: a mailbox as `abuse_key` folds it, or issuer and subject of a provider.
    proof_key = models.CharField(max_length=400, blank=True)
    proved_at = models.DateTimeField(default=timezone.now)
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    granted_at = models.DateTimeField(default=timezone.now)
    # The last day on which it holds unless it is proved again.
    valid_until = models.DateField(null=True, blank=True)
    # The last day of the contract, beyond which no proof renews it.
    contract_until = models.DateField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    suspended_at = models.DateTimeField(null=True, blank=True)
    suspended_because = models.CharField(max_length=300, blank=True)
    # What a person ordered, a new proof alone does not lift.
    suspended_by_person = models.BooleanField(default=False)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_because = models.CharField(max_length=300, blank=True)
    # Since when nothing but initials is left of the name.
    shrunk_at = models.DateTimeField(null=True, blank=True)

    objects = AffiliationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user"], condition=Q(ended_at=None), name="one_open_affiliation"
            ),
            models.CheckConstraint(
                condition=~Q(full_name="") & ~Q(role_title="") & ~Q(evidence=""),
                name="affiliation_says_who_and_how_proved",
            ),
            models.UniqueConstraint(
                fields=["proof_key"],
                condition=Q(ended_at=None) & ~Q(proof_key=""),
                name="one_open_affiliation_per_proof",
            ),
            # With the name, the proving mailbox goes too.
            models.CheckConstraint(
                condition=Q(proof="administrator") | ~Q(proof_key="") | Q(shrunk_at__isnull=False),
                name="affiliation_proof_is_named",
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=["agency", "partner"]) | Q(contract_until__isnull=False),
                name="affiliation_by_contract_says_until_when",
            ),
            models.CheckConstraint(
                condition=Q(contract_until=None)
                | (Q(valid_until__isnull=False) & Q(valid_until__lte=F("contract_until"))),
                name="affiliation_outlives_no_contract",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.kind}"

    @property
    def is_active(self) -> bool:
        in_time = self.valid_until is None or self.valid_until >= timezone.localdate()
        return in_time and self.ended_at is None and self.suspended_at is None

    @property
    def earns_points(self) -> bool:
        return self.kind == self.Kind.PERK

    @property
    def shown_name(self) -> str:
        """The name in the form that the organisation chose."""
        first, _space, last = self.full_name.partition(" ")
        if self.organisation.name_form == Organisation.NameForm.INITIAL and last:
            return f"{first} {last[0]}."
        return self.full_name


def open_affiliation(user) -> Affiliation | None:
    """For whom `user` speaks, also while that is suspended or past its last day."""
    return next(iter(_open_affiliations(user_id=user.pk)), None)


@PreparedRows
def _open_affiliations(*, user_id: int):
    return Affiliation.objects.open().filter(user=user_id)
