from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from config.events.models import Event
from config.personal_data import Erase, Person, declare

WHY = _(
    "The log must show who did what; it holds numbers instead of names, and the number of an"
    " erased account leads to nobody."
)


def _about(person: Person) -> Q:
    return Q(payload__user_id=person.pk)


declare(
    Event,
    field="actor",
    what=_("Log of what you did and what happened to your account"),
    export=("id", "name", "occurred_at"),
    erase=Erase.KEEP,
    why=WHY,
)
declare(
    Event,
    field="payload",
    what=_("Log of what you did and what happened to your account"),
    export=("id", "name", "occurred_at"),
    erase=Erase.KEEP,
    why=WHY,
    find=_about,
)
