"""The addresses and names that belong to somebody, wherever they stand."""

import re

from allauth.account.models import EmailAddress

from accounts.models import Affiliation, FormerName, User
from accounts.privacy.models import Erasure
from config.personal_data import Leaver, Person


def mailboxes_of(user: User) -> list[str]:
    """Those he has shown to be his: one that was only claimed may be somebody else's."""
    shown = EmailAddress.objects.filter(user=user, verified=True).values_list("email", flat=True)
    return sorted({*shown, *([user.email] if user.email else [])})


def claimed_by(user: User) -> list[str]:
    """Those he has not shown to be his; what waits for them is not his to delete."""
    claimed = EmailAddress.objects.filter(user=user, verified=False)
    return list(claimed.values_list("email", flat=True))


def names_of(user: User) -> list[str]:
    """The one he bears, those he bore and those above his posts, the longest first: a shorter one
    may be its beginning."""
    borne = FormerName.objects.filter(user=user).values_list("display_name", flat=True)
    marks = Affiliation.objects.filter(user=user, shrunk_at=None).select_related("organisation")
    shown = {name for mark in marks for name in (mark.full_name, mark.shown_name)}
    names = [name for name in {user.display_name, *borne, *shown} if re.search(r"[^\W_]", name)]
    return sorted(names, key=lambda name: (-len(name), name))


def person_behind(user: User) -> Person:
    return Person(user.pk, tuple(mailboxes_of(user)))


def leaver_of(erasure: Erasure) -> Leaver:
    """Somebody whose account is closed already."""
    return Leaver(
        pk=erasure.user_id,
        mailboxes=tuple(erasure.former_mailboxes.splitlines()),
        names=tuple(erasure.former_names.splitlines()),
        keeps_texts=erasure.keeps_texts,
    )
