from dataclasses import dataclass


@dataclass(frozen=True)
class MemberJoined:
    user_id: int


@dataclass(frozen=True)
class RoleGranted:
    user_id: int
    role: str


@dataclass(frozen=True)
class RoleRevoked:
    user_id: int
    role: str


@dataclass(frozen=True)
class OrganisationAdded:
    organisation_id: int


@dataclass(frozen=True)
class NameFormChosen:
    """How an organisation's people are named from now on, above earlier posts too."""

    organisation_id: int
    name_form: str


@dataclass(frozen=True)
class DomainListed:
    organisation_id: int
    domain_id: int


@dataclass(frozen=True)
class DomainRemoved:
    organisation_id: int
    domain_id: int


@dataclass(frozen=True)
class AffiliationRequested:
    user_id: int
    request_id: int


@dataclass(frozen=True)
class AffiliationRefused:
    user_id: int
    request_id: int


@dataclass(frozen=True)
class AffiliationRequestWithdrawn:
    user_id: int
    request_id: int


@dataclass(frozen=True)
class AffiliationGranted:
    user_id: int
    affiliation_id: int


@dataclass(frozen=True)
class AffiliationChanged:
    """The role title or the name was corrected."""

    user_id: int
    affiliation_id: int


@dataclass(frozen=True)
class RenewalDue:
    """Its last day comes near."""

    user_id: int
    affiliation_id: int


@dataclass(frozen=True)
class RenewalLinkAsked:
    """Its holder wants the link mailed that proves it again."""

    user_id: int
    affiliation_id: int


@dataclass(frozen=True)
class AffiliationRenewed:
    user_id: int
    affiliation_id: int


@dataclass(frozen=True)
class AffiliationSuspended:
    user_id: int
    affiliation_id: int


@dataclass(frozen=True)
class AffiliationResumed:
    user_id: int
    affiliation_id: int


@dataclass(frozen=True)
class AffiliationEnded:
    """It expired or was revoked; posts keep it as what was true when they were written."""

    user_id: int
    affiliation_id: int


@dataclass(frozen=True)
class NameShrunk:
    """Initials are left of the name of somebody who no longer speaks for anybody."""

    user_id: int
    affiliation_id: int


@dataclass(frozen=True)
class SigningRightProposed:
    affiliation_id: int
    right_id: int


@dataclass(frozen=True)
class SigningRightGranted:
    affiliation_id: int
    right_id: int


@dataclass(frozen=True)
class SigningRightRevoked:
    affiliation_id: int
    right_id: int


@dataclass(frozen=True)
class DeclarationMade:
    """Somebody said whether he speaks for, or profits from, the company."""

    user_id: int
    declaration_id: int


@dataclass(frozen=True)
class DeclarationDecided:
    """An administrator decided what a disputed “no” is worth."""

    user_id: int
    declaration_id: int


@dataclass(frozen=True)
class MemberErased:
    """The account was closed for good and is anonymous; each app lets go of what is its own."""

    user_id: int


@dataclass(frozen=True)
class PrivilegeReached:
    """A balance moved past what `privilege` takes; it may have done so before."""

    user_id: int
    privilege: str


@dataclass(frozen=True)
class MedalEarned:
    """Somebody earned a medal by what happened lately; old merits found later are no news."""

    award_id: int
    user_id: int


@dataclass(frozen=True)
class LeaderboardsJoined:
    """A member agreed to be listed among those who helped most."""

    user_id: int


@dataclass(frozen=True)
class LeaderboardsLeft:
    user_id: int


@dataclass(frozen=True)
class SessionsEnded:
    user_id: int


@dataclass(frozen=True)
class SecondFactorForgotten:
    """All of it was removed by somebody else, for a person who had lost it."""

    user_id: int


@dataclass(frozen=True)
class MemberDeactivated:
    user_id: int


@dataclass(frozen=True)
class MemberReactivated:
    user_id: int


@dataclass(frozen=True)
class MemberRenamed:
    user_id: int


@dataclass(frozen=True)
class AvatarChanged:
    """A picture was set, replaced or taken away."""

    user_id: int


@dataclass(frozen=True)
class MailChoicesChanged:
    """A member chose what he wants to hear by mail, or stopped it."""

    user_id: int


@dataclass(frozen=True)
class AddressPaused:
    """Mails to the member's address came back; nothing more is sent there."""

    user_id: int
