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
class AffiliationGranted:
    user_id: int
    affiliation_id: int


@dataclass(frozen=True)
class AffiliationEnded:
    user_id: int
    affiliation_id: int
