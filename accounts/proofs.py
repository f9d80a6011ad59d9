"""Whether a confirmed mailbox proves for whom somebody speaks: the one place that decides it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.conf import settings

from accounts.group_mailboxes import is_group_mailbox
from accounts.mail_providers import gives_mailboxes_away
from accounts.mailbox import abuse_key, is_canonical, mailbox_domain
from accounts.models import Affiliation, Organisation, OrganisationDomain, User


@dataclass(frozen=True)
class MailboxProof:
    """A confirmed mailbox at a listed domain; `key` is the same for all its sub-addresses."""

    mailbox: str
    domain: str
    organisation: Organisation

    @property
    def key(self) -> str:
        return abuse_key(self.mailbox)

    @property
    def evidence(self) -> str:
        """In words, without the address: history is kept for longer than that."""
        return f"Confirmed mailbox at {self.domain}"


def mailbox_proof(user: User, organisation: Organisation | None = None) -> MailboxProof | None:
    """How a confirmed mailbox of `user` proves that he belongs to `organisation`, or to any."""
    return next(
        (
            proof
            for proof in _mailbox_proofs(user)
            if organisation is None or proof.organisation == organisation
        ),
        None,
    )


def still_proves(affiliation: Affiliation) -> MailboxProof | None:
    """The mailbox that the affiliation was granted on, as long as it is one that proves it."""
    return next(
        (
            proof
            for proof in _mailbox_proofs(affiliation.user)
            if proof.organisation.pk == affiliation.organisation_id
            and proof.key == affiliation.proof_key
        ),
        None,
    )


def current_proof(affiliation: Affiliation) -> MailboxProof | None:
    """What proves it now: the mailbox it was granted on, or another at the same organisation."""
    same_mailbox = still_proves(affiliation)
    return same_mailbox or mailbox_proof(affiliation.user, affiliation.organisation)


def listed_organisation(user: User) -> Organisation | None:
    """Whose domain a confirmed mailbox of `user` has, whether or not it is a proof.

    This is what asks for a declaration: somebody who reads a company's info@ works there, too.
    """
    found = next(_at_listed_domains(confirmed_mailboxes([user.pk])), None)
    return found.organisation if found else None


def has_listed_domain(mailboxes: Iterable[str]) -> bool:
    """Is there one among these confirmed mailboxes at the domain of an organisation?"""
    return next(_at_listed_domains(filter(is_canonical, mailboxes)), None) is not None


def confirmed_mailboxes(user_ids: Iterable[int], **narrower) -> list[str]:
    """The canonical mailboxes that these people have confirmed, those in use first."""
    rows = EmailAddress.objects.filter(user__in=user_ids, verified=True, **narrower)
    addresses = rows.order_by("-primary", "id").values_list("email", flat=True)
    return [address for address in addresses if is_canonical(address)]


def _mailbox_proofs(user: User) -> Iterator[MailboxProof]:
    """The domain equals a listed one, sign by sign; a group's mailbox proves nothing."""
    primary_only = settings.AFFILIATION_PRIMARY_MAILBOX_ONLY
    narrower = {"primary": True, "email": user.email} if primary_only else {}
    mailboxes = confirmed_mailboxes([user.pk], **narrower)
    return _at_listed_domains(box for box in mailboxes if not is_group_mailbox(box))


def _at_listed_domains(mailboxes: Iterable[str]) -> Iterator[MailboxProof]:
    domains = {mailbox: mailbox_domain(mailbox) for mailbox in mailboxes}
    rows = OrganisationDomain.objects.filter(domain__in=set(domains.values()), removed_at=None)
    listed = {row.domain: row.organisation for row in rows.select_related("organisation")}
    for mailbox, domain in domains.items():
        if domain in listed and not gives_mailboxes_away(domain):
            yield MailboxProof(mailbox, domain, listed[domain])
