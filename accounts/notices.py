"""What members are told about their own standing, in words."""

from collections.abc import Callable, Iterable

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import medals
from accounts.models import Affiliation, AffiliationRequest, Declaration, MedalAward, User
from accounts.notifications.kinds import Group, Kind, Told, register
from accounts.privileges import Privilege

Load = Callable[[Iterable[int], User], dict[int, Told]]


def _privileges(ids: Iterable[int], viewer: User) -> dict[int, Told]:
    """A privilege is named by its place among all."""
    opened = dict(enumerate(Privilege))
    return {
        place: Told(
            sentence=_("Your points open something new"),
            title=str(opened[place].label),
            url=reverse("accounts:privileges"),
        )
        for place in ids
        if place in opened
    }


def _medals(ids: Iterable[int], viewer: User) -> dict[int, Told]:
    """One's own, as long as one holds it and it is still declared."""
    held = MedalAward.objects.filter(pk__in=ids, user=viewer)
    declared = [(award, medals.get(award.medal)) for award in held]
    return {
        award.pk: Told(
            sentence=_("You earned a medal"),
            title=str(medal.title),
            url=reverse("accounts:medal", args=[medal.name]),
        )
        for award, medal in declared
        if medal
    }


register(
    Kind(
        "privilege-reached",
        _privileges,
        by_mail=False,
        label=gettext_lazy("Your points open something new"),
        group=Group.STANDING,
        icon="key",
    )
)
register(
    Kind(
        "medal-earned",
        _medals,
        by_mail=False,
        label=gettext_lazy("You earned a medal"),
        group=Group.STANDING,
        icon="star",
    )
)


def _administers(user: User) -> bool:
    return user.is_administrator


def _ever_spoke(user: User) -> bool:
    """Or asked to, or somebody has to decide whether he does."""
    return any(
        of_people.filter(user=user).exists()
        for of_people in (
            Affiliation.objects,
            AffiliationRequest.objects,
            Declaration.objects.filter(stance=Declaration.Stance.DISPUTED),
        )
    )


def _speaking(sentence: str | Promise) -> Load:
    """One's own affiliation, with what a rule or a person said about it."""

    def load(ids: Iterable[int], viewer: User) -> dict[int, Told]:
        mine = Affiliation.objects.filter(pk__in=ids, user=viewer).select_related("organisation")
        return {
            affiliation.pk: Told(
                sentence=str(sentence),
                title=_whom_and_why(affiliation),
                url=reverse("accounts:affiliation"),
            )
            for affiliation in mine
        }

    return load


def _whom_and_why(affiliation: Affiliation) -> str:
    whom = f"{affiliation.organisation.name}, {affiliation.role_title}"
    because = affiliation.ended_because or affiliation.suspended_because
    return f"{whom} ({_(because)})" if because else whom


def _refusals(ids: Iterable[int], viewer: User) -> dict[int, Told]:
    mine = AffiliationRequest.objects.filter(pk__in=ids, user=viewer)
    return {
        asked.pk: Told(
            sentence=_("Your request to be marked was refused"),
            title=asked.decided_because,
            url=reverse("accounts:affiliation"),
        )
        for asked in mine
    }


def _requests(ids: Iterable[int], viewer: User) -> dict[int, Told]:
    """For administrators, as long as somebody has to decide."""
    if not viewer.is_administrator:
        return {}
    waiting = AffiliationRequest.objects.open().filter(pk__in=ids)
    return {
        asked.pk: Told(
            sentence=_("Somebody asks to speak for"),
            title=asked.organisation.name,
            url=reverse("accounts:affiliation-decide", args=[asked.pk]),
        )
        for asked in waiting.exclude(user=viewer).select_related("organisation")
    }


def _disputes(ids: Iterable[int], viewer: User) -> dict[int, Told]:
    """For administrators, as long as somebody has to decide."""
    if not viewer.is_administrator:
        return {}
    waiting = Declaration.objects.disputed().filter(pk__in=ids).exclude(user=viewer)
    return {
        declared.pk: Told(
            sentence=_("Somebody says no, but the signs say yes"),
            title=declared.user.display_name,
            url=reverse("accounts:declaration-decide", args=[declared.pk]),
        )
        for declared in waiting.select_related("user")
    }


def _decisions(ids: Iterable[int], viewer: User) -> dict[int, Told]:
    """What an administrator made of one's own “no”."""
    may_post = _("You can post now")
    asks = _("Please ask for a mark before you post")
    mine = Declaration.objects.filter(pk__in=ids, user=viewer, decided_at__isnull=False)
    return {
        declared.pk: Told(
            sentence=may_post if declared.is_independent else asks,
            title=declared.decided_because,
            url=reverse("accounts:declare"),
        )
        for declared in mine
    }


for _name, _sentence, _by_mail in (
    ("affiliation-granted", gettext_lazy("Your mark is granted"), True),
    ("affiliation-suspended", gettext_lazy("Your mark is suspended"), True),
    ("affiliation-resumed", gettext_lazy("Your mark holds again"), True),
    ("affiliation-ended", gettext_lazy("Your mark has ended"), True),
    # Its mail goes to the mailbox that proves it, and holds the link.
    ("affiliation-renewal", gettext_lazy("Please prove again for whom you speak"), False),
):
    register(
        Kind(
            _name,
            _speaking(_sentence),
            by_mail=_by_mail,
            label=_sentence,
            group=Group.ACCOUNT,
            icon="user",
            concerns=_ever_spoke,
        )
    )
register(
    Kind(
        "affiliation-refused",
        _refusals,
        label=gettext_lazy("Your request to be marked was refused"),
        group=Group.ACCOUNT,
        icon="user",
        concerns=_ever_spoke,
    )
)
register(
    Kind(
        "affiliation-requested",
        _requests,
        label=gettext_lazy("Somebody asks to be marked"),
        group=Group.ACCOUNT,
        icon="user",
        concerns=_administers,
    )
)
register(
    Kind(
        "declaration-disputed",
        _disputes,
        label=gettext_lazy("Somebody's declaration has to be decided"),
        group=Group.ACCOUNT,
        icon="user",
        concerns=_administers,
    )
)
register(
    Kind(
        "declaration-decided",
        _decisions,
        label=gettext_lazy("What you declared was decided"),
        group=Group.ACCOUNT,
        icon="user",
        concerns=_ever_spoke,
    )
)
