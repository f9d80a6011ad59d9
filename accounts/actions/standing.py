"""For whom somebody may write at this moment: for himself, for an organisation, or not yet."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Any

from allauth.account.models import EmailAddress
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from accounts.mailbox import abuse_key
from accounts.models import Affiliation, AffiliationRequest, Declaration, User
from accounts.proofs import has_listed_domain
from config.prepared_rows import PreparedRows

Stance = Declaration.Stance


class MustDeclare(Exception):
    """He can read but not post: its text says why, its `standing` what is missing."""

    def __init__(self, standing: "Standing") -> None:
        super().__init__(str(_REASONS[standing]))
        self.standing = standing


class Standing(Enum):
    MAY_POST = "may-post"
    UNDECLARED = "undeclared"
    DISPUTED = "disputed"
    REQUESTED = "requested"
    # He said yes, or was told so, but no request is open.
    UNREQUESTED = "unrequested"
    # His affiliation is open but not in force: suspended, or not proved again in time.
    SUSPENDED = "suspended"


_REASONS = {
    Standing.UNDECLARED: _("Before your first post, please answer one question."),
    Standing.DISPUTED: _("Somebody here still has to look at what you declared."),
    Standing.REQUESTED: _("Your request to be marked waits for an administrator."),
    Standing.UNREQUESTED: _("Please tell us for whom you speak before you post."),
    Standing.SUSPENDED: _("Your mark is suspended; until it holds again you can read."),
}


@dataclass(frozen=True)
class Position:
    """Where somebody stands; `affiliation` is what his posts are written under, if he may post."""

    standing: Standing
    affiliation: Affiliation | None = None


def require_declared(user: User) -> Affiliation | None:
    """What a post of `user` is written under; raises MustDeclare while he may not post.

    PRODUCT, section 1, rule 4: nobody who speaks for the company posts as if he did not.
    """
    position = position_of(user)
    if position.standing is not Standing.MAY_POST:
        raise MustDeclare(position.standing)
    return position.affiliation


def may_post(user: User) -> bool:
    return position_of(user).standing is Standing.MAY_POST


def position_of(user: User) -> Position:
    """At most four queries, since every post passes here."""
    facts = _facts(user)
    if facts.open_affiliation:
        return _affiliated(facts.open_affiliation)
    if facts.has_open_request:
        return Position(Standing.REQUESTED)
    return Position(_declared(user, facts))


def speaks_as_customer(user: User) -> bool:
    """Does what he finds useful count? Not while he, or a mailbox of his, says that he speaks for
    the company (L-UW-05); who has said nothing yet is a customer until then."""
    position = position_of(user)
    if position.affiliation is not None:
        return position.affiliation.earns_points
    if position.standing is Standing.UNDECLARED:
        return not is_contradicted(user)
    return position.standing is Standing.MAY_POST


def is_contradicted(user: User) -> bool:
    """Does something known speak against a “no” of his?"""
    mine, of_speakers = _known_mailboxes(user)
    return has_listed_domain(mine) or not _persons(mine).isdisjoint(_persons(of_speakers))


def latest_declaration(user: User) -> Declaration | None:
    """What he said last, as long as it counts: leaving an organisation ends it."""
    left_at = _ended(user.pk).values_list("ended_at", flat=True).first()
    declared = Declaration.objects.filter(user=user).order_by("-id").first()
    is_over = declared and left_at and declared.declared_at <= left_at
    return None if is_over else declared


def _facts(user: User) -> Any:
    """The account, with what is known of his word and of whom he spoke for."""
    found = _with_facts(user_id=user.pk)
    if not found:
        raise User.DoesNotExist
    return found[0]


@PreparedRows
def _with_facts(*, user_id: int):
    declared = Declaration.objects.filter(user=OuterRef("pk")).order_by("-id")
    mine = Affiliation.objects.open().filter(user=OuterRef("pk"))
    asked = AffiliationRequest.objects.open().filter(user=OuterRef("pk"))
    return (
        User.objects.filter(pk=user_id)
        .only("pk")
        .annotate(
            open_affiliation=Subquery(mine.values("pk")[:1]),
            has_open_request=Exists(asked),
            left_at=Subquery(_ended(OuterRef("pk")).values("ended_at")[:1]),
            stance=Subquery(declared.values("stance")[:1]),
            declared_at=Subquery(declared.values("declared_at")[:1]),
            decided_at=Subquery(declared.values("decided_at")[:1]),
        )
    )


def _ended(user: int | OuterRef) -> QuerySet[Affiliation]:
    return Affiliation.objects.filter(user=user, ended_at__isnull=False).order_by("-ended_at")


def _affiliated(affiliation_id: int) -> Position:
    affiliation = Affiliation.objects.select_related("organisation").get(pk=affiliation_id)
    if affiliation.is_active:
        return Position(Standing.MAY_POST, affiliation)
    return Position(Standing.SUSPENDED)


def _declared(user: User, facts: Any) -> Standing:
    is_over = facts.left_at and facts.declared_at and facts.declared_at <= facts.left_at
    if facts.stance is None or is_over:
        return Standing.UNDECLARED
    if facts.stance == Stance.DISPUTED:
        return Standing.DISPUTED
    if facts.stance == Stance.AFFILIATED:
        return Standing.UNREQUESTED
    # What speaks against the “no” may have come after it: then the question is asked again.
    if facts.decided_at is None and is_contradicted(user):
        return Standing.UNDECLARED
    return Standing.MAY_POST


def _known_mailboxes(user: User) -> tuple[list[str], list[str]]:
    """His own, and those of people who speak for an organisation: one person must not write marked
    here and unmarked there (A-BG-13)."""
    rows = _mailbox_rows(user_id=user.pk)
    mine = [row.email for row in rows if row.user_id == user.pk]
    return mine, [row.email for row in rows if row.user_id != user.pk] if mine else []


def _persons(mailboxes: Iterable[str]) -> set[str]:
    return set(map(abuse_key, mailboxes))


@PreparedRows
def _mailbox_rows(*, user_id: int):
    """Those of `user_id`, and of all who speak for an organisation or have asked to."""
    speaking = Affiliation.objects.open().values("user")
    asking = AffiliationRequest.objects.open().values("user")
    known = Q(user=user_id) | Q(user__in=speaking) | Q(user__in=asking)
    return EmailAddress.objects.filter(known, verified=True).only("user_id", "email")
