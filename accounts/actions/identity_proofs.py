"""A group of the company's identity provider proves, at each sign-in, for whom somebody speaks."""

from collections.abc import Collection
from datetime import datetime

import structlog
from django.db import transaction
from django.utils.translation import gettext_noop

from accounts.actions.affiliation_history import locked
from accounts.actions.affiliation_life import suspend_affiliation
from accounts.actions.affiliation_renewal import prove_again
from accounts.actions.affiliations import CannotGrant, grant_affiliation
from accounts.identity_providers import ProviderRule, proving_rule, rules_of
from accounts.models import Affiliation, AffiliationChange, Organisation, User
from config.text import clean_line, is_blank, truncate

log = structlog.get_logger(__name__)
LONGEST_TEXT, LONGEST_KEY = 100, 400
GROUP_MISSING = gettext_noop("The identity provider no longer names the group that proved it.")


@transaction.atomic
def prove_by_identity_provider(
    *,
    user: User,
    issuer: str,
    tenant: str,
    subject: str,
    groups: Collection[str],
    full_name: str = "",
    role_title: str = "",
    now: datetime | None = None,
) -> Affiliation | None:
    """Grant, renew or suspend by what a verified sign-in says; return what is proved now.

    Only issuer, tenant, group and subject count, exactly as configured, and never an address
    (A-BG-05). A grant needs a name and a role. What a person revoked or suspended, no sign-in
    brings back (A-BG-17). Nothing is raised: signing in goes on.
    """
    key = f"{issuer}|{subject}"
    if is_blank(subject) or len(key) > LONGEST_KEY or not rules_of(issuer=issuer, tenant=tenant):
        return None
    user = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    rule = proving_rule(issuer=issuer, tenant=tenant, groups=groups)
    mine = Affiliation.objects.open().filter(user=user).select_related("organisation").first()
    if mine is None:
        return _grant(user, rule, key, full_name, role_title, now) if rule else None
    if mine.proof != Affiliation.Proof.IDENTITY_PROVIDER or mine.proof_key != key:
        return None
    return _look_again(mine, rule, now)


def _look_again(
    affiliation: Affiliation, rule: ProviderRule | None, now: datetime | None
) -> Affiliation | None:
    if rule is None or not _is_proved_by(affiliation, rule):
        suspend_affiliation(affiliation=affiliation, because=GROUP_MISSING, now=now)
        return None
    affiliation = locked(affiliation)
    if affiliation.suspended_by_person:
        return None
    prove_again(affiliation, by=None, evidence=_evidence(rule), now=now)
    return affiliation


def _grant(
    user: User,
    rule: ProviderRule,
    key: str,
    full_name: str,
    role_title: str,
    now: datetime | None,
) -> Affiliation | None:
    organisation = Organisation.objects.filter(name=rule.organisation).first()
    if organisation is None or is_blank(full_name) or is_blank(role_title):
        log.warning("affiliation.not_granted_by_provider", user=user.pk, issuer=rule.issuer)
        return None
    if _was_revoked(user, organisation):
        return None
    try:
        return grant_affiliation(
            user=user,
            kind=rule.kind,
            organisation=organisation,
            role_title=truncate(clean_line(role_title), LONGEST_TEXT),
            full_name=truncate(clean_line(full_name), LONGEST_TEXT),
            evidence=_evidence(rule),
            by=None,
            proof=Affiliation.Proof.IDENTITY_PROVIDER,
            proof_key=key,
            now=now,
        )
    except CannotGrant as problem:
        log.warning("affiliation.not_granted_by_provider", user=user.pk, why=str(problem))
        return None


def _is_proved_by(affiliation: Affiliation, rule: ProviderRule) -> bool:
    return (affiliation.organisation.name, affiliation.kind) == (rule.organisation, rule.kind)


def _was_revoked(user: User, organisation: Organisation) -> bool:
    return AffiliationChange.objects.filter(
        affiliation__user=user,
        affiliation__organisation=organisation,
        what=AffiliationChange.What.REVOKED,
    ).exists()


def _evidence(rule: ProviderRule) -> str:
    return f"Group {rule.group} of {rule.issuer}"
