"""What a contact and the community cost: no figure without its source and its date."""

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from config.audit.recording import record_act
from knowledge.insights import policies
from knowledge.insights.clock import day_of
from knowledge.insights.models import ContactCost, RunningCost


class CannotEnterCost(Exception):
    """The message is meant for the administrator who tried."""


@transaction.atomic
def enter_contact_cost(
    *,
    channel: str,
    amount: Decimal,
    source: str,
    as_of: date,
    by: User,
    now: datetime | None = None,
) -> ContactCost:
    """From `as_of` on, a contact on `channel` costs `amount`; a figure of the same day is
    replaced. Raises CannotEnterCost."""
    _require(by, as_of, now)
    values = {"amount": amount, "source": source}
    cost, _is_new = ContactCost.objects.update_or_create(
        channel=channel, as_of=as_of, defaults=values
    )
    record_act("cost-entered", by=by, subject=f"contact-cost-{cost.pk}", why=_line(cost))
    return cost


@transaction.atomic
def enter_running_cost(
    *, name: str, amount: Decimal, source: str, as_of: date, by: User, now: datetime | None = None
) -> RunningCost:
    """From `as_of` on, `name` costs `amount` a month; 0 ends it. Raises CannotEnterCost."""
    _require(by, as_of, now)
    values = {"amount": amount, "source": source}
    cost, _is_new = RunningCost.objects.update_or_create(name=name, as_of=as_of, defaults=values)
    record_act("cost-entered", by=by, subject=f"running-cost-{cost.pk}", why=_line(cost))
    return cost


@transaction.atomic
def remove_cost(*, cost: ContactCost | RunningCost, by: User) -> None:
    """It was entered by mistake; the one before it holds again. Raises CannotEnterCost."""
    _require(by)
    kind = "contact" if isinstance(cost, ContactCost) else "running"
    record_act("cost-removed", by=by, subject=f"{kind}-cost-{cost.pk}", why=_line(cost))
    cost.delete()


def _require(by: User, as_of: date | None = None, now: datetime | None = None) -> None:
    if not policies.can_enter_costs(by):
        raise CannotEnterCost(_("Only administrators can do this."))
    if as_of and as_of > day_of(now or timezone.now()):
        raise CannotEnterCost(_("Enter the day from which it holds, today at the latest."))


def _line(cost: ContactCost | RunningCost) -> str:
    """What the record keeps of it, in words."""
    name = cost.channel if isinstance(cost, ContactCost) else cost.name
    return f"{name}: {cost.amount}, {cost.source}, {cost.as_of}"
