from django.db.models import Case, Exists, OuterRef, Value, When
from django.db.models.functions import Concat, Trim

from accounts.models import ReputationEntry, RoleGrant, User
from accounts.notifications.models import Notice
from config.recount import count_of, register, sum_of


def _held_roles() -> Trim:
    """The open grants' roles in the order of the alphabet, as `accounts.actions.members` has it."""
    held = [
        Case(
            When(
                Exists(RoleGrant.objects.filter(user=OuterRef("pk"), role=role, revoked_at=None)),
                then=Value(f"{role} "),
            ),
            default=Value(""),
        )
        for role in sorted(User.Role.values)
    ]
    return Trim(Concat(*held))


register(User, "points", sum_of(ReputationEntry.objects.all(), "points", per="user"))
register(User, "unread_count", count_of(Notice.objects.filter(read_at=None), per="user"))
register(User, "roles", _held_roles())
