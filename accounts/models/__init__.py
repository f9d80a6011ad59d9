from accounts.models.affiliation import (
    Affiliation,
    Organisation,
    OrganisationDomain,
    open_affiliation,
)
from accounts.models.affiliation_change import AffiliationChange
from accounts.models.declaration import AffiliationRequest, Declaration
from accounts.models.former_name import FormerName
from accounts.models.medal import MedalAward
from accounts.models.reputation import ReputationEntry
from accounts.models.reserved_name import ReservedName, is_name_taken
from accounts.models.role import RoleGrant
from accounts.models.signing_right import SigningRight
from accounts.models.user import User

__all__ = [
    "Affiliation",
    "AffiliationChange",
    "AffiliationRequest",
    "Declaration",
    "FormerName",
    "MedalAward",
    "Organisation",
    "OrganisationDomain",
    "ReputationEntry",
    "ReservedName",
    "RoleGrant",
    "SigningRight",
    "User",
    "is_name_taken",
    "open_affiliation",
]
