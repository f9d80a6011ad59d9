"""The conversation's notices in words, as far as their reader may see the post."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.notifications.kinds import Kind, Told, register
from community.markup import plain_text
from community.models import Answer

EXCERPT_LENGTH = 600


def _answers(ids: Iterable[int], viewer: User, sentence: str) -> dict[int, Told]:
    readable = Answer.objects.visible_to(viewer).for_page().select_related("question")
    return {
        answer.pk: Told(
            sentence=sentence,
            title=answer.question.title,
            url=answer.get_absolute_url(),
            post=answer,
            excerpt=plain_text(answer.body_html)[:EXCERPT_LENGTH],
            thread=f"question-{answer.question_id}",
        )
        for answer in readable.filter(pk__in=ids)
    }


def _answered(ids: Iterable[int], viewer: User) -> dict[int, Told]:
    return _answers(ids, viewer, _("New answer"))


def _accepted(ids: Iterable[int], viewer: User) -> dict[int, Told]:
    return _answers(ids, viewer, _("Your answer solved it"))


register(Kind("answered", _answered))
register(Kind("accepted", _accepted))
