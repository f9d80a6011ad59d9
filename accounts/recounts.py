from collections.abc import Iterator

from django.db.models import Case, Exists, OuterRef, Value, When
from django.db.models.functions import Concat, Trim
from django.utils import timezone

from accounts import medals
from accounts.actions.medals import MOVED_WITHIN, Change, all_changes_due, award_medals
from accounts.models import ReputationEntry, RoleGrant, User
from accounts.notifications.models import Notice
from config.recount import Difference, count_of, register, register_comparison, sum_of


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


class MedalsHeld:
    """Medals against what they are earned by. The worker settles them every ten minutes, so who
    did something within the hour is left out."""

    def differences(self) -> Iterator[Difference]:
        lately = medals.moved_since(timezone.now() - MOVED_WITHIN)
        return (_told(change) for change in all_changes_due() if change.user_id not in lately)

    def repair(self) -> Iterator[Difference]:
        found = list(self.differences())
        award_medals(people={difference.object_id for difference in found})
        yield from found


def _told(change: Change) -> Difference:
    name = f"medal {change.medal} {change.subject}".strip()
    label = User._meta.label
    if change.earned_at is None:
        return Difference(label, change.user_id, name, "held", "not earned")
    return Difference(label, change.user_id, name, "not held", "earned")


register_comparison(MedalsHeld())
