"""A confirmed answer, in words for who wrote it and for who asked."""

from collections.abc import Iterable

from django.conf import settings
from django.db.models import Exists
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.notifications.kinds import Group, Kind, Told, register
from community.models import Question
from community.notices.threads import answers_told, followings


def _confirmed(ids: Iterable[int], viewer: User) -> dict[int, Told]:
    said = _("%(company)s confirmed your answer") % {"company": settings.COMMUNITY["company"]}
    return _still_confirmed(ids, viewer, said)


def _asked(ids: Iterable[int], viewer: User) -> dict[int, Told]:
    said = _("%(company)s confirmed an answer to your question. Is it still open? Then say so.")
    return _still_confirmed(ids, viewer, said % {"company": settings.COMMUNITY["company"]})


def _still_confirmed(ids: Iterable[int], viewer: User, sentence: str) -> dict[int, Told]:
    confirmed = Question.objects.filter(confirmed_answer__in=ids)
    true_now = confirmed.values_list("confirmed_answer_id", flat=True)
    muted = Exists(followings(viewer).exclude(muted_at=None))
    return answers_told(list(true_now), viewer, sentence, muted=muted)


register(
    Kind(
        "confirmed",
        _confirmed,
        label=gettext_lazy("Your answer was confirmed by staff"),
        group=Group.POSTS,
        icon="shield",
    )
)
register(
    Kind(
        "asked-confirmed",
        _asked,
        label=gettext_lazy("An answer to your question was confirmed by staff"),
        group=Group.ANSWERS,
        icon="shield",
    )
)
