"""Lists that somebody comes back to."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from community.models import SavedFilter

MOST_SAVED = 20


class CannotSave(Exception):
    """The message belongs beside the name."""


@transaction.atomic
def save_filter(*, by: User, name: str, query: str) -> SavedFilter:
    """Keep the list behind `query` under `name`; a name that is there gets the new list.

    Raises CannotSave for who has 20 already.
    """
    _lock(by)
    mine = SavedFilter.objects.of(by)
    saved = mine.filter(name=name).first()
    if saved is not None:
        saved.query = query
        saved.save(update_fields=["query"])
        return saved
    if mine.count() >= MOST_SAVED:
        raise CannotSave(_("You have saved 20 lists. Please delete one that you no longer need."))
    return SavedFilter.objects.create(person=by, name=name, query=query)


@transaction.atomic
def rename_filter(*, saved: SavedFilter, by: User, name: str) -> None:
    """Raises CannotSave where another of his lists has the name."""
    _lock(by)
    mine = SavedFilter.objects.of(by)
    if mine.filter(name=name).exclude(pk=saved.pk).exists():
        raise CannotSave(_("Another of your lists has this name."))
    mine.filter(pk=saved.pk).update(name=name)


@transaction.atomic
def delete_filter(*, saved: SavedFilter, by: User) -> None:
    SavedFilter.objects.of(by).filter(pk=saved.pk).delete()


def _lock(person: User) -> None:
    """One at a time: what he has is counted and compared."""
    User.objects.select_for_update(no_key=True).get(pk=person.pk)
