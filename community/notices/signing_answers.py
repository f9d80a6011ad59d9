"""Official answers, in words for who wrote, asked or signed them; a notice is about one mark."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from django.db.models import Exists
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.notifications.kinds import Group, Kind, Told, register
from community.models import OfficialMark
from community.notices.threads import answers_told, followings
from community.policies.signing_answers import quotes_customer


def _kind_of(words: Callable[[OfficialMark], str], *, while_open: bool) -> Callable:
    """What tells of marks in these `words`, for as long as it is true."""

    def told(ids: Iterable[int], viewer: User) -> dict[int, Told]:
        marks = [mark for mark in _marks(ids) if mark.is_open or not while_open]
        muted = Exists(followings(viewer).exclude(muted_at=None))
        answers = answers_told({mark.answer_id for mark in marks}, viewer, "", muted=muted)
        return {
            mark.pk: replace(answers[mark.answer_id], sentence=words(mark))
            for mark in marks
            if mark.answer_id in answers
        }

    return told


def _marks(ids: Iterable[int]):
    with_people = "answer__affiliation", "affiliation__organisation"
    return OfficialMark.objects.filter(pk__in=ids).select_related(*with_people)


def _signed(mark: OfficialMark) -> str:
    said = {"organisation": mark.affiliation.organisation.name}
    if quotes_customer(mark):
        return _("%(organisation)s confirms your answer. You can decline that.") % said
    return _("Your answer is now the official one of %(organisation)s") % said


def _asked_signed(mark: OfficialMark) -> str:
    said = {"organisation": mark.affiliation.organisation.name}
    return _("Your question has an official answer of %(organisation)s") % said


def _declined(mark: OfficialMark) -> str:
    return _("The author declined your signature beside this answer")


def _ended(mark: OfficialMark) -> str:
    return _("Your answer is no longer official: %(because)s") % {"because": mark.ended_because}


register(
    Kind(
        "signed",
        _kind_of(_signed, while_open=True),
        label=gettext_lazy("The company made your answer an official one"),
        group=Group.POSTS,
        icon="shield",
    )
)
register(
    Kind(
        "asked-signed",
        _kind_of(_asked_signed, while_open=True),
        label=gettext_lazy("An answer to your question became the official one"),
        group=Group.ANSWERS,
        icon="shield",
    )
)
register(
    Kind(
        "signing-ended",
        _kind_of(_ended, while_open=False),
        label=gettext_lazy("Your answer is no longer official"),
        group=Group.POSTS,
        icon="shield",
    )
)
register(
    Kind(
        "signing-declined",
        _kind_of(_declined, while_open=False),
        label=gettext_lazy("An author declined what you signed"),
        group=Group.POSTS,
        icon="shield",
    )
)
