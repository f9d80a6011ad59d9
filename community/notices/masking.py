"""Personal data in somebody's own post was masked, in words and without the data."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.notifications.kinds import Group, Kind, Told, register
from community.models import Answer, Comment, Decision, Question
from community.notices.moderation import is_shown


def _masked(ids: Iterable[int], viewer: User) -> dict[int, Told]:
    """To the author alone, while he and everybody else may read the post."""
    rows = Decision.objects.filter(pk__in=ids, act=Decision.Act.MASK)
    about = rows.select_related("question__merged_into", "answer__question", "comment__question")
    return {
        row.pk: Told(
            sentence=_sentence(row),
            title=_question_of(row.post).title,
            url=row.post.get_absolute_url(),
        )
        for row in about
        if row.post.author_id == viewer.pk and is_shown(row.post)
    }


def _sentence(row: Decision) -> str:
    """With the moderator's words, for the list of notices shows nothing else of a decision."""
    sentence = _("A moderator masked personal data in your post")
    return f"{sentence}: {row.explanation}" if row.explanation else sentence


def _question_of(post: Question | Answer | Comment) -> Question:
    return post if isinstance(post, Question) else post.question


register(
    Kind(
        "post-masked",
        _masked,
        label=gettext_lazy("A moderator masks personal data in a post of yours"),
        group=Group.ACCOUNT,
        icon="shield",
    )
)
