"""What is new in the topics, and by the members, that somebody follows."""

from collections.abc import Iterable

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.notifications.kinds import Group, Kind, Told, register
from community.markup import plain_text
from community.models import Following, Question, TopicFollowing
from community.notices.threads import EXCERPT_LENGTH, answers_told, followings


def _asked(ids: Iterable[int], viewer: User) -> dict[int, Told]:
    """What everybody may read, as in every mail; who no longer follows wants no mail."""
    readable = Question.objects.visible_to(AnonymousUser()).with_speaker()
    muted = Following.objects.of(viewer).filter(question=OuterRef("pk"), muted_at__isnull=False)
    readable = readable.annotate(is_muted=Exists(muted), is_followed=_is_followed(viewer))
    return {
        question.pk: Told(
            sentence=_("New question"),
            title=question.title,
            url=question.get_absolute_url(),
            post=question,
            excerpt=plain_text(question.body_html)[:EXCERPT_LENGTH],
            thread=f"question-{question.pk}",
            is_muted=question.is_muted or not question.is_followed,
        )
        for question in readable.filter(pk__in=ids)
    }


def _is_followed(viewer: User) -> Exists:
    mine = TopicFollowing.objects.of(viewer)
    about = Q(tag__uses__content_object=OuterRef("pk")) | Q(member=OuterRef("author"))
    about |= Q(product=OuterRef("product")) | Q(product=OuterRef("product__parent"))
    return Exists(mine.filter(about))


def _answered(ids: Iterable[int], viewer: User) -> dict[int, Told]:
    follows = TopicFollowing.objects.of(viewer).filter(member=OuterRef("author"))
    muted = followings(viewer).exclude(muted_at=None)
    return answers_told(
        ids, viewer, _("New answer by somebody you follow"), muted=Exists(muted) | ~Exists(follows)
    )


register(
    Kind(
        "asked-in-topic",
        _asked,
        label=gettext_lazy("Somebody asks about a tag or product that you follow"),
        group=Group.TOPICS,
        icon="message",
    )
)
register(
    Kind(
        "member-answered",
        _answered,
        label=gettext_lazy("A member that you follow answers a question"),
        group=Group.TOPICS,
        icon="user",
    )
)
