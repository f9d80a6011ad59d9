"""What somebody is writing, kept on the server so that no text is lost and any device goes on."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from accounts.models import User
from community.markup.personal import MASKED_ALWAYS, masked
from community.models import Draft
from community.models.draft import DraftQuerySet
from community.models.post import Post

KEPT = timedelta(days=180)
MOST_DRAFTS = 100
# More than any form takes: a text that is too long has still to be kept until it is shortened.
MOST_LETTERS = 90_000

_EDIT = {"version", "reason", "body"}
# The fields of each form, by the first part of its place.
FIELDS = {
    "ask": {"kind", "product", "title", "body", "tried", "tags", "language"},
    "answer": {"body"},
    "comment": {"body"},
    "comment-answer": {"body"},
    "edit-question": _EDIT | {"title", "tags", "product"},
    "edit-answer": _EDIT,
    "edit-comment": _EDIT,
}
# The fields that make a draft; without any of them nothing was written yet.
TEXTS = ("body", "title", "solution")


@dataclass(frozen=True)
class DraftForm:
    """A form of an app above, whose text is kept as well."""

    label: str | Promise
    fields: frozenset[str]
    # The address of its page, by the number in its place.
    page: Callable[[int], str]
    # What the numbers stand for, as far as somebody may open it: {number: its title}.
    titles: Callable[[User, Collection[int]], Mapping[int, str]]


_FROM_ABOVE: dict[str, DraftForm] = {}


class CannotKeepDraft(Exception):
    """The message is meant for the member whose text it is."""


@transaction.atomic
def keep_draft(
    *, person: User, place: str, fields: Mapping[str, str], now: datetime | None = None
) -> Draft | None:
    """Keep the fields of the form at `place`, as far as that form has them; the last one wins.

    What may never be published is masked in a draft as well. A form without a text is no draft:
    what was kept of it goes. Raises CannotKeepDraft for a place that there is not, and for a text
    too long to be kept.
    """
    known = _fields_of(place)
    kept = {name: text.replace("\x00", "") for name, text in fields.items() if name in known}
    if sum(map(len, kept.values())) > MOST_LETTERS:
        raise CannotKeepDraft(_("This text is too long to be kept while you write."))
    if not any(kept.get(name, "").strip() for name in TEXTS):
        discard_draft(person=person, place=place)
        return None
    kept = {name: masked(text, MASKED_ALWAYS) for name, text in kept.items()}
    values = {"fields": kept, "updated_at": now or timezone.now()}
    draft, is_new = Draft.objects.update_or_create(person=person, place=place, defaults=values)
    if is_new:
        _drop_the_oldest(person)
    return draft


def discard_draft(*, person: User, place: str) -> None:
    """It was posted, or is not wanted any more."""
    drafts = Draft.objects.of(person).filter(place=place)
    drafts._raw_delete(drafts.db)  # one statement: nothing hangs on a draft


def drafts_of(posts: Iterable[Post]) -> DraftQuerySet:
    """Whatever anybody is writing to change one of `posts`."""
    places = [f"edit-{post._meta.model_name}:{post.pk}" for post in posts]
    return Draft.objects.filter(place__in=places)


def discard_drafts_of(posts: Iterable[Post]) -> None:
    """Their text was removed: it is not to come back from what others were writing."""
    drafts_of(posts).delete()


def sweep(*, now: datetime) -> int:
    """Delete what nobody has touched for half a year; return how many."""
    deleted, _rows = Draft.objects.filter(updated_at__lte=now - KEPT).delete()
    return deleted


def split_place(place: str) -> tuple[str, int]:
    """The form and the number of what it is about: ("answer", 7), ("ask", 0).

    Raises CannotKeepDraft for a place that there is not.
    """
    if place == "ask":
        return place, 0
    form, _colon, number = place.partition(":")
    if form == "ask" or form not in FIELDS.keys() | _FROM_ABOVE or not _is_number(number):
        raise CannotKeepDraft(_("There is no such form."))
    return form, int(number)


def register_form(name: str, form: DraftForm) -> None:
    """Keep what is typed into `form`, whose places begin with `name`."""
    _FROM_ABOVE[name] = form


def form_from_above(name: str) -> DraftForm | None:
    return _FROM_ABOVE.get(name)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and text[0] != "0" and len(text) < 19


def _fields_of(place: str) -> Collection[str]:
    form, _number = split_place(place)
    return _FROM_ABOVE[form].fields if form in _FROM_ABOVE else FIELDS[form]


def _drop_the_oldest(person: User) -> None:
    newest = Draft.objects.of(person).order_by("-updated_at", "-id").values_list("pk", flat=True)
    Draft.objects.filter(pk__in=list(newest[MOST_DRAFTS:])).delete()
