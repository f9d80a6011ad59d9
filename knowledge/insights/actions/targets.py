from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from config.audit.recording import record_act
from knowledge.insights import policies
from knowledge.insights.measure import Unit
from knowledge.insights.measures import MEASURES
from knowledge.insights.models import Target


class CannotSetTarget(Exception):
    """Its text is meant for who tried."""


@transaction.atomic
def set_target(*, measure: str, value: int, due_on: date, owner: User, by: User) -> Target:
    """Say what a measure is to reach, in minutes, per cent or a number, and who sees to it.

    Another target of the same measure is replaced. What was saved is a range, and has none. Raises
    CannotSetTarget.
    """
    _require(by)
    if measure not in MEASURES or MEASURES[measure].unit == Unit.MONEY:
        raise CannotSetTarget(_("There is no such figure."))
    if MEASURES[measure].unit == Unit.SHARE and value > 100:
        raise CannotSetTarget(_("A share is at most 100 %."))
    if not owner.works_here:
        raise CannotSetTarget(_("Only somebody who works here can see to it."))
    target, _is_new = Target.objects.update_or_create(
        measure=measure,
        defaults={
            "value": value,
            "due_on": due_on,
            "owner": owner,
            "set_by": by,
            "set_at": timezone.now(),
        },
    )
    after = f"{measure} {value} {due_on:%Y-%m-%d}"
    record_act("target-set", by=by, subject=f"target-{target.pk}", after=after)
    return target


@transaction.atomic
def drop_target(*, measure: str, by: User) -> None:
    """Aim at nothing any more. Raises CannotSetTarget."""
    _require(by)
    for target in Target.objects.select_for_update(no_key=True).filter(measure=measure):
        record_act("target-dropped", by=by, subject=f"target-{target.pk}", before=measure)
        target.delete()


def _require(person: User) -> None:
    if not policies.can_set_targets(person):
        raise CannotSetTarget(_("Only analysts and administrators set targets."))
