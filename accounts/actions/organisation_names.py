"""Organisations come into being, and choose how their people are named."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.events import NameFormChosen, OrganisationAdded
from accounts.models import Organisation, User
from config.audit.recording import record_act
from config.events.bus import record


class CannotAdd(Exception):
    """The message is meant for the administrator who tried."""


@transaction.atomic
def add_organisation(*, name: str, relation: str, name_form: str, by: User) -> Organisation:
    """Raises CannotAdd for who is no administrator, and for a name that is there already."""
    _require_administrator(by)
    try:
        with transaction.atomic():
            added = Organisation.objects.create(name=name, relation=relation, name_form=name_form)
    except IntegrityError:
        raise CannotAdd(_("There is an organisation of this name already.")) from None
    record_act("organisation-added", by=by, subject=f"organisation-{added.pk}", after=name)
    record(OrganisationAdded(added.pk), actor=by)
    return added


@transaction.atomic
def choose_name_form(*, organisation: Organisation, name_form: str, by: User) -> Organisation:
    """Names are shown in the new form at once, above earlier posts too."""
    _require_administrator(by)
    organisation = Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
    former = organisation.name_form
    if former != name_form:
        organisation.name_form = name_form
        organisation.save(update_fields=["name_form"])
        subject = f"organisation-{organisation.pk}"
        record_act("name-form-chosen", by=by, subject=subject, before=former, after=name_form)
        record(NameFormChosen(organisation.pk, name_form), actor=by)
    return organisation


def _require_administrator(by: User) -> None:
    if not by.is_administrator:
        raise CannotAdd(_("An administrator has to decide this."))
