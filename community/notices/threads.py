"""The conversation's notices in words, as far as their reader may see the post."""

from collections.abc import Iterable

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, Q
from django.db.models.expressions import Combinable
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.notifications.kinds import Group, Kind, Threads, Told, register, register_threads
from community.actions.following import mute_question
from community.markup import plain_text
from community.models import Answer, Following, Question
from community.models.following import FollowingQuerySet

EXCERPT_LENGTH = 600


def answers_told(
    ids: Iterable[int], viewer: User, sentence: str, *, muted: Combinable | Q
) -> dict[int, Told]:
    """What everybody may read: a mail is opened without a second factor, whoever gets it."""
    readable = Answer.objects.visible_to(AnonymousUser()).for_page().select_related("question")
    readable = readable.annotate(is_muted=muted)
    return {
        answer.pk: Told(
            sentence=sentence,
            title=answer.question.title,
            url=_url(answer, viewer),
            post=answer,
            excerpt=plain_text(answer.body_html)[:EXCERPT_LENGTH],
            thread=f"question-{answer.question_id}",
            is_muted=answer.is_muted,
        )
        for answer in readable.filter(pk__in=ids)
    }


def _url(answer: Answer, viewer: User) -> str:
    """Who asked is led to the place where he is asked whether it is solved."""
    question = answer.question
    if question.is_solved or question.author_id != viewer.pk:
        return answer.get_absolute_url()
    return f"{question.get_absolute_url()}?answered={answer.pk}#answer-{answer.pk}"


def _answered(ids: Iterable[int], viewer: User) -> dict[int, Told]:
    """Whoever follows the question no longer wants no mail either."""
    listens = Exists(followings(viewer).listening())
    return answers_told(ids, viewer, _("New answer"), muted=~listens)


def _accepted(ids: Iterable[int], viewer: User) -> dict[int, Told]:
    muted = Exists(followings(viewer).exclude(muted_at=None))
    return answers_told(ids, viewer, _("Your answer solved it"), muted=muted)


def followings(viewer: User) -> FollowingQuerySet:
    return Following.objects.of(viewer).filter(question=OuterRef("question"))


def _mute(question_id: int, reader: User) -> None:
    """Also while it is hidden: it may come back."""
    question = Question.objects.filter(pk=question_id).first()
    if question is not None:
        mute_question(question=question, by=reader)


register(
    Kind(
        "answered",
        _answered,
        label=gettext_lazy("Somebody answers a question that you asked or follow"),
        group=Group.ANSWERS,
        icon="message",
    )
)
register(
    Kind(
        "accepted",
        _accepted,
        label=gettext_lazy("Your answer solved a question"),
        group=Group.POSTS,
        icon="check",
    )
)
register_threads(Threads("question", _mute))
