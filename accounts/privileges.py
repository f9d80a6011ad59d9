"""What standing opens, and how far somebody is from it. PRODUCT, section 1, “Privileges”.

Points open rights of the community only. What staff may do comes from roles, never from points,
and who speaks for the company holds nothing that has to be earned.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts import points
from accounts.models import Affiliation, User


class Privilege(TextChoices):
    """In the order in which one gets them. Notices name one by its place: new ones go last."""

    REPORT = "report", gettext_lazy("Report a post")
    VOTE = "vote", gettext_lazy("Vote on answers")
    COMMENT = "comment", gettext_lazy("Comment")
    PROPOSE_EDIT = "propose-edit", gettext_lazy("Propose an edit")
    PROPOSE_DUPLICATE = "propose-duplicate", gettext_lazy("Propose a duplicate")
    EDIT_TAGS = "edit-tags", gettext_lazy("Edit the tags of others")
    EDIT_POSTS = "edit-posts", gettext_lazy("Edit the posts of others")
    QUEUES = "queues", gettext_lazy("Work on the community's queues")


EXPLAINED: Mapping[Privilege, str | Promise] = {
    Privilege.REPORT: gettext_lazy("Tell the moderators about a post. Nobody needs an account."),
    Privilege.VOTE: gettext_lazy("Say whether an answer is useful, so that good ones rise."),
    Privilege.COMMENT: gettext_lazy("Ask back, or add what is missing, below a post."),
    Privilege.PROPOSE_EDIT: gettext_lazy("Suggest a better wording; the author decides."),
    Privilege.PROPOSE_DUPLICATE: gettext_lazy("Point out that a question was asked before."),
    Privilege.EDIT_TAGS: gettext_lazy("Put questions of others where they are found."),
    Privilege.EDIT_POSTS: gettext_lazy(
        "Correct posts of other customers. Authors are told and can undo it."
    ),
    Privilege.QUEUES: gettext_lazy("Decide about duplicates, tags and proposed edits."),
}
_WITHOUT_POINTS = {Privilege.REPORT, Privilege.VOTE}


class PrivilegeMissing(Exception):
    """Its text says what it takes and how far one is; `distance` holds the same as figures."""

    def __init__(self, distance: "Distance") -> None:
        super().__init__(distance.in_words)
        self.distance = distance


@dataclass(frozen=True)
class Distance:
    """How far somebody is from a privilege; `needed` is 0 where it takes no points."""

    privilege: Privilege
    is_held: bool
    needed: int
    points: int
    is_company: bool = False

    @property
    def missing(self) -> int:
        return 0 if self.is_held else max(self.needed - self.points, 0)

    @property
    def reached(self) -> int:
        """As much of `needed` as is there, for a bar."""
        return min(self.points, self.needed)

    @property
    def takes_mailbox(self) -> bool:
        return self.privilege is Privilege.VOTE

    @property
    def explanation(self) -> str:
        return str(EXPLAINED[self.privilege])

    @property
    def in_words(self) -> str:
        """What it takes and how far one is, for a person who is refused."""
        if self.is_company:
            return _("This has to be earned with points. Who speaks for the company earns none.")
        if self.takes_mailbox:
            return _("Votes need a confirmed e-mail address. Please confirm yours first.")
        return ngettext(
            "This takes %(needed)s points. You have %(points)s: %(missing)s more to go.",
            "This takes %(needed)s points. You have %(points)s: %(missing)s more to go.",
            self.missing,
        ) % {
            "needed": number_format(self.needed, force_grouping=True),
            "points": number_format(self.points, force_grouping=True),
            "missing": number_format(self.missing, force_grouping=True),
        }


def holds(user, privilege: Privilege) -> bool:
    """May `user`, who need not be signed in, do this? At most one query."""
    if privilege is Privilege.REPORT:
        return True
    return user.is_authenticated and how_far(user, privilege).is_held


def require_privilege(user: User, privilege: Privilege) -> None:
    """Raises PrivilegeMissing unless `user` holds it."""
    distance = how_far(user, privilege)
    if not distance.is_held:
        raise PrivilegeMissing(distance)


def how_far(user: User, privilege: Privilege) -> Distance:
    needed = _needed(privilege)
    is_company = needed > points.START and speaks_for_company(user)
    return _distance(user, privilege, needed, is_company=is_company)


def all_distances(user) -> list[Distance]:
    """Those of every privilege, with one query; a visitor holds but one."""
    if not user.is_authenticated:
        return [
            Distance(privilege, privilege is Privilege.REPORT, _needed(privilege), 0)
            for privilege in Privilege
        ]
    is_company = speaks_for_company(user)
    needed = {privilege: _needed(privilege) for privilege in Privilege}
    return [
        _distance(user, privilege, figure, is_company=is_company and figure > points.START)
        for privilege, figure in needed.items()
    ]


def reached_between(before: int, after: int) -> list[Privilege]:
    """What opens when a balance moves from `before` to `after`."""
    return [
        privilege
        for privilege in Privilege
        if before < _needed(privilege) <= after and _needed(privilege) > points.START
    ]


def speaks_for_company(user: User) -> bool:
    """Is he employee, agency or partner, be it suspended? Who receives perks is a customer."""
    return Affiliation.objects.paid().filter(user=user).exists()


def _needed(privilege: Privilege) -> int:
    return 0 if privilege in _WITHOUT_POINTS else points.thresholds()[privilege.value]


def _distance(user: User, privilege: Privilege, needed: int, *, is_company: bool) -> Distance:
    earned = user.shown_points >= needed and not is_company
    has_mailbox = bool(user.email and user.confirmed_at)
    is_held = user.is_active and (has_mailbox if privilege is Privilege.VOTE else earned)
    return Distance(privilege, is_held, needed, user.shown_points, is_company)
