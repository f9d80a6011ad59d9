"""What moderators decided about somebody's own post, in words, with the reason."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.notifications.kinds import Group, Kind, Told, register
from community.models import Answer, Comment, Decision, Question
from community.models.post import Post
from community.models.reasons import HiddenFor

Act = Decision.Act


def _decided(ids: Iterable[int], viewer: User) -> dict[int, Told]:
    """To the author alone, and only what is still so."""
    rows = Decision.objects.filter(pk__in=ids, act__in=[Act.HIDE, Act.RESTORE])
    about = rows.select_related("question__merged_into", "answer__question", "comment__question")
    return {
        row.pk: Told(
            sentence=_sentence(row),
            title=_title(row.post, viewer),
            url=_url(row),
        )
        for row in about
        if row.post.author_id == viewer.pk and _is_still_so(row)
    }


def _is_still_so(row: Decision) -> bool:
    if row.act == Act.HIDE:
        return row.post.hidden_as == Post.Hidden.BY_MODERATOR
    return is_shown(row.post)


def is_shown(post: Question | Answer | Comment) -> bool:
    """Can everybody read it, be it where it went when it was merged?"""
    if isinstance(post, Question) and post.hidden_as == Post.Hidden.MERGED:
        return post.merged_into is not None and post.merged_into.hidden_at is None
    return post.hidden_at is None and question_of(post).hidden_at is None


def _sentence(row: Decision) -> str:
    if row.act == Act.RESTORE:
        return _("Your post is shown to everybody now")
    return _("A moderator has hidden your post (“%(reason)s”)") % {
        "reason": HiddenFor(row.reason).label
    }


def _title(post: Question | Answer | Comment, viewer: User) -> str:
    """The thread may be hidden itself: then its title is nobody's but its author's."""
    question = question_of(post)
    is_known = question.hidden_at is None or question.author_id == viewer.pk
    return question.title if is_known else _("Your post")


def question_of(post: Question | Answer | Comment) -> Question:
    return post if isinstance(post, Question) else post.question


def _url(row: Decision) -> str:
    if row.act == Act.RESTORE:
        return row.post.get_absolute_url()
    return f"{reverse('community:my-hidden')}?kind={row.post._meta.model_name}"


register(
    Kind(
        "post-decided",
        _decided,
        label=gettext_lazy("A moderator decides about a post of yours"),
        group=Group.ACCOUNT,
        icon="shield",
    )
)
