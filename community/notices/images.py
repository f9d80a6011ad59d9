"""A moderator removed an image, in words for who added it, with the reason."""

from collections.abc import Iterable

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.notifications.kinds import Group, Kind, Told, register
from community.models import Decision, ImageUse
from community.models.reasons import HiddenFor
from community.notices.moderation import is_shown, question_of


def _removed(ids: Iterable[int], viewer: User) -> dict[int, Told]:
    """To who added it alone; of a post that is hidden, only that it was there."""
    theirs = ImageUse.objects.filter(image__owner=viewer, image__removed_at__isnull=False)
    shown = Q()
    for kind in ("question", "answer", "comment"):
        shown |= Q(**{f"{kind}__in": theirs.filter(**{f"{kind}__isnull": False}).values(kind)})
    rows = Decision.objects.filter(shown, pk__in=ids, act=Decision.Act.REMOVE_IMAGE)
    about = rows.select_related("question__merged_into", "answer__question", "comment__question")
    return {row.pk: _told(row) for row in about}


def _told(row: Decision) -> Told:
    sentence = _("A moderator has removed an image of yours (“%(reason)s”)") % {
        "reason": HiddenFor(row.reason).label
    }
    is_read = is_shown(row.post)
    return Told(
        sentence=f"{sentence}: {row.explanation}",
        title=question_of(row.post).title if is_read else _("Your image"),
        url=row.post.get_absolute_url() if is_read else reverse("community:my-hidden"),
    )


register(
    Kind(
        "image-removed",
        _removed,
        label=gettext_lazy("A moderator removes an image of yours"),
        group=Group.ACCOUNT,
        icon="shield",
    )
)
