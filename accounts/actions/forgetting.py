"""What is left of a person who was erased: a number, so that threads and records keep their shape.

Each function changes one batch of rows in the caller's transaction; doing it again does no harm.
"""

import re
from datetime import datetime

from django.db import transaction
from django.db.models import F, QuerySet, Sum, Value
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_noop

from accounts.actions.affiliation_history import locked
from accounts.actions.affiliation_upkeep import initials_of
from accounts.actions.affiliations import write_end
from accounts.actions.members import revoke_role
from accounts.actions.sessions import end_all_sessions
from accounts.models import Affiliation, AffiliationChange, RoleGrant, User
from config.personal_data import Leaver

What = AffiliationChange.What
ERASED = gettext_noop("The account was erased.")
REMOVED = "removed when the account was erased"


@transaction.atomic
def close_for_good(*, user: User, now: datetime) -> None:
    """Nobody can sign in to the account or is signed in to it any more, and it names nobody."""
    for grant in RoleGrant.objects.filter(user=user, revoked_at=None):
        revoke_role(user=user, role=grant.role, by=None)
    for affiliation in Affiliation.objects.open().filter(user=user):
        write_end(locked(affiliation), What.REVOKED, by=None, because=ERASED, now=now)
    anonymise(User.objects.filter(pk=user.pk), now=now)
    end_all_sessions(user=user)


def anonymise(rows: QuerySet, leaver: Leaver | None = None, *, now: datetime | None = None) -> None:
    """Make account rows anonymous; the names they get cannot be typed by anybody."""
    at = now or timezone.now()
    for pk in rows.values_list("pk", flat=True):
        nobody = User(pk=pk, display_name=f"Former member #{pk}", language="en")
        nobody.set_unusable_password()
        User.objects.filter(pk=pk).update(
            display_name=nobody.display_name,
            name_key=f"#{pk}",
            email=None,
            password=nobody.password,
            language=nobody.language,
            roles="",
            avatar="",
            is_active=False,
            last_login=None,
            on_leaderboards_since=None,
            erases_at=None,
            erased_at=Coalesce("erased_at", Value(at)),
        )


def forget_ledger(rows: QuerySet, leaver: Leaver) -> None:
    """Delete lines of the ledger together with what they add up to."""
    _lock(leaver)
    points = rows.aggregate(sum=Sum("points"))["sum"] or 0
    User.objects.filter(pk=leaver.pk).update(points=F("points") - points)
    rows.delete()


def forget_notices(rows: QuerySet, leaver: Leaver) -> None:
    """Delete notices, read or not, together with their count."""
    _lock(leaver)
    unread = rows.filter(read_at=None).count()
    User.objects.filter(pk=leaver.pk).update(unread_count=F("unread_count") - unread)
    rows.delete()


def shrink_affiliations(rows: QuerySet, leaver: Leaver) -> None:
    """Who spoke for whom, and when, stays provable; who it was is initials."""
    now = timezone.now()
    for affiliation in rows.exclude(evidence=REMOVED):
        rows.filter(pk=affiliation.pk).update(
            full_name=initials_of(affiliation.full_name),
            name_key=f"#{affiliation.pk}",
            evidence=REMOVED,
            proof_key="",
            suspended_because="",
            ended_because=_unnamed(affiliation.ended_because, leaver),
            shrunk_at=affiliation.shrunk_at or now,
        )


def forget_proofs(rows: QuerySet, leaver: Leaver) -> None:
    """The history of an affiliation keeps who did what and when, not the mailbox it rested on."""
    rows.update(proof="")
    _take_name_out(rows, "why", leaver)


def forget_signing_reasons(rows: QuerySet, leaver: Leaver) -> None:
    """Who might sign, and why, stays provable, unless the reason names him."""
    _take_name_out(rows, "reason", leaver)


def forget_reasons(rows: QuerySet, leaver: Leaver) -> None:
    """Which roles somebody held stays provable, what was written about him goes."""
    rows.update(reason=REMOVED)


def forget_explanations(rows: QuerySet, leaver: Leaver) -> None:
    """What he declared stays, what he wrote to explain it goes."""
    rows.update(explanation="", decided_because="")


def _lock(leaver: Leaver) -> None:
    User.objects.select_for_update(no_key=True).get(pk=leaver.pk)


def _take_name_out(rows: QuerySet, column: str, leaver: Leaver) -> None:
    for pk, words in rows.values_list("pk", column):
        if _unnamed(words, leaver) != words:
            rows.filter(pk=pk).update(**{column: REMOVED})


def _unnamed(words: str, leaver: Leaver) -> str:
    """`words` as they are, unless a name or an address of his stands in them."""
    his = "|".join(map(re.escape, (*leaver.names, *leaver.mailboxes)))
    return REMOVED if his and re.search(rf"(?<!\w)(?:{his})(?!\w)", words, re.IGNORECASE) else words
