from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from config.audit.forgetting import forget_people
from config.audit.models import AuditPerson, AuditRecord
from config.personal_data import Erase, Person, declare

WHAT = _("Record of what you decided for the community")


def _by(person: Person) -> Q:
    known = AuditPerson.objects.filter(user=person.pk)
    return Q(person__in=known.values("pseudonym"))


declare(
    AuditRecord,
    field="person",
    what=WHAT,
    export=("id", "at", "act", "roles", "subject", "revision", "words__why", "origin"),
    erase=Erase.KEEP,
    why=_(
        "Who decided what must stay provable; you stand there under a pseudonym that leads to"
        " nobody once your account is erased."
    ),
    find=_by,
)
declare(
    AuditPerson,
    field="user",
    what=_("Your pseudonym in the record of decisions"),
    export=("pseudonym",),
    erase=Erase.REWRITE,
    why=_("The pseudonym leads to nobody any more."),
    change=forget_people,
)
