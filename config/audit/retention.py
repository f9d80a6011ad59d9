from django.utils.translation import gettext_lazy as _

from config.audit.models import (
    AuditPerson,
    AuditRecord,
    AuditRoot,
    AuditSeal,
    AuditWords,
    Unsealed,
)
from config.retention import register

WHAT = _("Record of decisions")
WHY = _("Kept for good: it proves who decided what, and names nobody.")

for model in (AuditRecord, AuditSeal, AuditRoot, Unsealed):
    register(model, what=WHAT, why=WHY)
register(
    AuditWords,
    what=_("Reasons in the record of decisions"),
    why=_(
        "Kept for good: a decision without its reason proves little. Those about somebody go when"
        " his account is erased."
    ),
)
register(
    AuditPerson,
    what=_("Who stands behind a pseudonym in the record of decisions"),
    why=_("Kept as long as the account."),
)
