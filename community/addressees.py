"""Whom somebody can speak to by name while he writes."""

from dataclasses import dataclass

from django.db.models import Prefetch, Q, QuerySet

from accounts.models import Affiliation, Organisation, User
from accounts.names import LONGEST, name_key
from community.models import Answer, Comment, Question

MOST_OFFERED = 8


@dataclass(frozen=True)
class Addressee:
    """By the name under which everybody knows him, and for whom he speaks, if for anybody."""

    name: str
    affiliation: Affiliation | None


def addressees(typed: str, *, question_id: int | None, viewer: User) -> list[Addressee]:
    """Whose names begin with what was `typed`: people of the thread first, then other members.

    With nothing typed only those of the thread, if `viewer` may see it. At most eight.
    """
    key = name_key(typed[: 2 * LONGEST])
    beginning = _named(key).exclude(pk=viewer.pk)
    here = list(beginning.filter(_of_thread(question_id, viewer))[:MOST_OFFERED])
    found = [_addressee(person) for person in here]
    if key and len(here) < MOST_OFFERED:
        others = beginning.exclude(pk__in=[person.pk for person in here])
        elsewhere = map(_addressee, others[: MOST_OFFERED - len(here)])
        found += [each for each in elsewhere if _is_known_everywhere(each)]
    return found


def _named(key: str) -> QuerySet[User]:
    speaking = Affiliation.objects.active()
    shown = Prefetch("affiliations", speaking.select_related("organisation"), to_attr="in_force")
    members = User.objects.listed().prefetch_related(shown)
    if key:
        members = members.filter(Q(name_key__startswith=key) | Q(pk__in=_speakers(key)))
    return members.order_by("name_key", "pk")


def _speakers(key: str) -> list[int]:
    """Whose shown name begins so: of a last name that is not published no letter is confirmed."""
    speaking = Affiliation.objects.active().filter(name_key__startswith=key)
    return [
        speaker.user_id
        for speaker in speaking.select_related("organisation")
        if name_key(speaker.shown_name).startswith(key)
    ]


def _of_thread(question_id: int | None, viewer: User) -> Q:
    asked = Question.objects.visible_to(viewer).filter(pk=question_id)
    wrote_here = Q(pk__in=asked.values("author"))
    for posts in Answer.objects, Comment.objects:
        readable = posts.visible_to(viewer).filter(question=question_id)  # type: ignore[attr-defined]
        wrote_here |= Q(pk__in=readable.values("author"))
    return wrote_here


def _addressee(person: User) -> Addressee:
    affiliation = next(iter(person.in_force), None)  # type: ignore[attr-defined]
    return Addressee(affiliation.shown_name if affiliation else person.display_name, affiliation)


def _is_known_everywhere(someone: Addressee) -> bool:
    """A first name with an initial says who is meant only among people of one thread."""
    affiliation = someone.affiliation
    if affiliation is None:
        return True
    return affiliation.organisation.name_form == Organisation.NameForm.FULL
