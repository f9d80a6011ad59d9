"""Why accounts are erased, as the record calls it."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.privacy.models import Erasure
from config.audit.reasons import register

_CALLED: dict[str, str | Promise] = {
    Erasure.Because.WISH: _("By own wish"),
    Erasure.Because.INACTIVE: _("Not used for a long time"),
}

register("erasure-asked", _CALLED)
register("account-erased", _CALLED)
