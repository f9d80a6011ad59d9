"""Decisions about a question, in words for who asked it."""

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.notifications.kinds import Group, Kind, Told, register
from community.models import Decision, DuplicateProposal, Question

Act = Decision.Act
SENTENCES: dict[str, str | Promise] = {
    Act.CLOSE: gettext_lazy("Your question was closed"),
    Act.REOPEN: gettext_lazy("Your question is open again"),
    Act.LOCK: gettext_lazy("Your question was locked"),
    Act.UNLOCK: gettext_lazy("Your question was unlocked"),
    Act.ASK_DETAILS: gettext_lazy("Something is missing in your question"),
    Act.MERGE: gettext_lazy("Your question was merged with another one"),
    Act.KIND: gettext_lazy("Your question is now listed as another kind"),
}
REASONS: dict[str, str | Promise] = {
    Question.Closed.DUPLICATE: gettext_lazy("It was asked before; the page leads to the original."),
    Question.Closed.OFF_TOPIC: gettext_lazy("It is about something that has no place here."),
    Question.Closed.PERSONAL_DATA: gettext_lazy(
        "It shows personal data that should not stand in public."
    ),
    Question.Closed.OUTDATED: gettext_lazy(
        "It is about something that no longer exists in this form."
    ),
}


def _decided(ids: Iterable[int], viewer: User) -> dict[int, Told]:
    """As far as everybody may read the question; a merged one is read where it went."""
    decisions = Decision.objects.filter(pk__in=ids, act__in=SENTENCES, question__author=viewer)
    loaded = decisions.select_related("question__merged_into").order_by("id")
    return {row.pk: told for row in loaded if (told := _told(row)) is not None}


def _told(decision: Decision) -> Told | None:
    question = decision.question
    if question is None:
        return None
    shown = question.merged_into or question
    if shown.hidden_at:
        return None
    return Told(
        sentence=str(SENTENCES[decision.act]),
        title=question.title,
        url=shown.get_absolute_url(),
        excerpt=" ".join(filter(None, [_reason(decision), decision.explanation])),
        thread=f"question-{shown.pk}",
    )


def _reason(decision: Decision) -> str:
    if decision.act == Act.KIND:
        return str(Question.Kind(decision.reason).label)
    return str(REASONS.get(decision.reason, ""))


def _proposed(ids: Iterable[int], viewer: User) -> dict[int, Told]:
    """While nobody has decided; the link leads to the original, which may help at once."""
    waiting = DuplicateProposal.objects.open().visible_to(viewer).filter(pk__in=ids)
    return {
        row.pk: Told(
            sentence=_("Was your question asked before? Somebody thinks it was"),
            title=row.original.title,
            url=row.original.get_absolute_url(),
            thread=f"question-{row.question_id}",
        )
        for row in waiting.for_listing().filter(question__author=viewer)
    }


register(
    Kind(
        "decided",
        _decided,
        label=gettext_lazy("Somebody decides about your question"),
        group=Group.ANSWERS,
        icon="info",
    )
)
register(
    Kind(
        "duplicate-proposed",
        _proposed,
        label=gettext_lazy("Somebody thinks that your question was asked before"),
        group=Group.ANSWERS,
        icon="merge",
    )
)
