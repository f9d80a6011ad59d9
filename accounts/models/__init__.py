from accounts.models.affiliation import Affiliation, Organisation
from accounts.models.reputation import ReputationEntry
from accounts.models.reserved_name import ReservedName, is_name_taken
from accounts.models.role import RoleGrant
from accounts.models.user import User

__all__ = [
    "Affiliation",
    "Organisation",
    "ReputationEntry",
    "ReservedName",
    "RoleGrant",
    "User",
    "is_name_taken",
]
