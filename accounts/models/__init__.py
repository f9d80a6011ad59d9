from accounts.models.affiliation import Affiliation, Organisation
from accounts.models.reputation import ReputationEntry
from accounts.models.role import RoleGrant
from accounts.models.user import User

__all__ = ["Affiliation", "Organisation", "ReputationEntry", "RoleGrant", "User"]
