"""The mail domains whose mailboxes prove that somebody belongs to an organisation."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accounts.actions.affiliation_life import suspend_affiliation
from accounts.events import DomainListed, DomainRemoved
from accounts.mail_providers import gives_mailboxes_away
from accounts.mailbox import UnacceptableMailbox, canonical_domain, mailbox_domain
from accounts.models import Affiliation, Organisation, OrganisationDomain, User
from config.audit.recording import record_act
from config.events.bus import record

DOMAIN_REMOVED = gettext_noop("The domain of the mailbox that proved it was taken off the list.")


class CannotList(Exception):
    """The message is meant for the administrator who tried."""


@transaction.atomic
def add_domain(
    *, organisation: Organisation, domain: str, by: User | None, now: datetime | None = None
) -> OrganisationDomain:
    """List a domain, and it alone: its sub-domains are listed each on their own.

    `by` is None for a command on the server. Raises CannotList for what is no domain, for one that
    everybody or every customer can have a mailbox at, and for one that is listed elsewhere.
    """
    _require_administrator(by)
    try:
        label = canonical_domain(domain)
    except UnacceptableMailbox as problem:
        raise CannotList(str(problem)) from None
    if gives_mailboxes_away(label):
        raise CannotList(_("Anybody or any customer can have a mailbox there: it proves nothing."))
    listed = OrganisationDomain.objects.filter(domain=label, removed_at=None).first()
    if listed and listed.organisation_id == organisation.pk:
        return listed
    try:
        with transaction.atomic():
            listed = OrganisationDomain.objects.create(
                organisation=organisation, domain=label, added_by=by, added_at=now or timezone.now()
            )
    except IntegrityError:
        raise CannotList(_("This domain is listed for another organisation.")) from None
    record_act("domain-listed", by=by, subject=f"organisation-{organisation.pk}", after=label)
    record(DomainListed(organisation.pk, listed.pk), actor=by)
    return listed


@transaction.atomic
def remove_domain(
    *,
    domain: OrganisationDomain,
    by: User | None,
    dry_run: bool,
    now: datetime | None = None,
) -> list[Affiliation]:
    """Take a domain off the list and suspend what its mailboxes prove; return what that is.

    A dry run only tells (A-BG-09). Raises CannotList for who is no administrator.
    """
    _require_administrator(by)
    row = OrganisationDomain.objects.select_for_update(no_key=True).get(pk=domain.pk)
    proved = _proved_at(row) if row.removed_at is None else []
    if dry_run or row.removed_at:
        return proved
    row.removed_at = now or timezone.now()
    row.removed_by = by
    row.save(update_fields=["removed_at", "removed_by"])
    for affiliation in proved:
        suspend_affiliation(affiliation=affiliation, because=DOMAIN_REMOVED, now=now)
    subject = f"organisation-{row.organisation_id}"
    record_act("domain-removed", by=by, subject=subject, before=row.domain)
    record(DomainRemoved(row.organisation_id, row.pk), actor=by)
    return proved


def _proved_at(listed: OrganisationDomain) -> list[Affiliation]:
    """In the order in which people are locked."""
    mailboxes = Affiliation.objects.standing().proved_by_mailbox()
    at_organisation = mailboxes.filter(organisation=listed.organisation_id)
    rows = at_organisation.select_related("user", "organisation").order_by("user")
    return [row for row in rows if mailbox_domain(row.proof_key) == listed.domain]


def _require_administrator(by: User | None) -> None:
    if by is not None and not by.is_administrator:
        raise CannotList(_("An administrator has to decide this."))
