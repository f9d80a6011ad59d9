"""What reports know about those who sent them and those who decided."""

from django.utils.translation import gettext_lazy as _

from community.moderation.models import Report
from config.personal_data import Erase, by_mailbox, declare

KEPT_REPORT = _("The report stays, without your name and address: somebody decided because of it.")

declare(
    Report,
    field="reporter",
    what=_("Reports you sent"),
    export=(
        *("id", "kind", "path", "reason", "explanation", "name", "email", "created_at", "state"),
        *("decided_at", "note"),
    ),
    erase=Erase.CLEAR,
    why=KEPT_REPORT,
)
for _field in ("email", "name"):
    declare(
        Report,
        field=_field,
        what=_("Reports you sent"),
        erase=Erase.CLEAR,
        why=KEPT_REPORT,
        find=by_mailbox("email"),
    )
declare(
    Report,
    field="decided_by",
    what=_("Reports you decided on"),
    export=("id", "state", "decided_at"),
    erase=Erase.KEEP,
    why=_("Kept for good: who decided about the posts of others must stay provable."),
)
declare(
    Report,
    field="object_id",
    what=_("Reports about your profile"),
    erase=Erase.KEEP,
    why=_("The number of an empty account, so that what was decided stays comprehensible."),
)
