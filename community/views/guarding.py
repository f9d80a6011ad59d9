from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

from community.forms.guarding import GuardedForm


def tell_masked(request: HttpRequest, form: GuardedForm) -> None:
    """Say what the guard has masked in a text that was just stored."""
    if form.masked_names:
        names = ", ".join(form.masked_names)
        messages.info(
            request, _("Masked, because everybody can read it: %(names)s.") % {"names": names}
        )
