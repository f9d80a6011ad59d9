"""Which group of which identity provider proves what: the operator's setting, read strictly."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured


@dataclass(frozen=True, kw_only=True)
class ProviderRule:
    issuer: str
    tenant: str
    group: str
    organisation: str
    kind: str
    tenant_claim: str = "tid"
    groups_claim: str = "groups"
    name_claim: str = "name"
    role_claim: str = "title"

    def __post_init__(self) -> None:
        if self.kind not in {"employee", "perk"} or not (self.issuer and self.group):
            raise ImproperlyConfigured(
                "Each entry of AFFILIATION_PROVIDERS names an issuer and a group; its kind is"
                " employee or perk, since agencies and partners have contracts."
            )


@dataclass(frozen=True, kw_only=True)
class Claimed:
    """What a verified identity token says, as far as anything here may look at it."""

    issuer: str
    tenant: str
    subject: str
    groups: tuple[str, ...]
    full_name: str = ""
    role_title: str = ""


def rules() -> Iterator[ProviderRule]:
    return (ProviderRule(**entry) for entry in settings.AFFILIATION_PROVIDERS)


def rules_of(*, issuer: str, tenant: str) -> list[ProviderRule]:
    return [rule for rule in rules() if (rule.issuer, rule.tenant) == (issuer, tenant)]


def proving_rule(*, issuer: str, tenant: str, groups: Collection[str]) -> ProviderRule | None:
    """The first rule whose issuer, tenant and group are exactly these."""
    known = rules_of(issuer=issuer, tenant=tenant)
    return next((rule for rule in known if rule.group in set(groups)), None)


def read_claims(claims: Mapping[str, object]) -> Claimed | None:
    """What the claims of a verified identity token say; None for an issuer without a rule.

    An `email` or `upn` among them is never looked at: who runs a tenant can write there what he
    likes (A-BG-05).
    """
    issuer = _text(claims, "iss")
    rule = next((rule for rule in rules() if rule.issuer == issuer), None)
    if rule is None:
        return None
    groups = claims.get(rule.groups_claim)
    return Claimed(
        issuer=issuer,
        tenant=_text(claims, rule.tenant_claim),
        subject=_text(claims, "sub"),
        groups=tuple(map(str, groups)) if isinstance(groups, list | tuple) else (),
        full_name=_text(claims, rule.name_claim),
        role_title=_text(claims, rule.role_claim),
    )


def _text(claims: Mapping[str, object], name: str) -> str:
    value = claims.get(name)
    return value if isinstance(value, str) else ""
