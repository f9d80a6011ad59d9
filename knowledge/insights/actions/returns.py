"""“He had read it, and called nevertheless”: entered by whoever talks to customers."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from config.audit.recording import record_act
from knowledge.insights import policies
from knowledge.insights.actions.counting import count_days
from knowledge.insights.actions.settling import Touched, subtract
from knowledge.insights.clock import day_of
from knowledge.insights.models import ReportedReturn
from knowledge.insights.reports import REACH

# A wrong entry is noticed soon; older figures are not moved by one click.
WITHDRAWN_WITHIN = timedelta(days=7)


class CannotReport(Exception):
    """The message is meant for the employee who tried."""


@transaction.atomic
def report_return(
    *, document: str, channel: str, day: date, by: User, now: datetime | None = None
) -> ReportedReturn:
    """Enter that somebody reached us although he had read `document`, such as "article-3".

    It takes one case of that document off, whoever's it was. Raises CannotReport.
    """
    at = now or timezone.now()
    _require(by)
    if not day_of(at) - REACH <= day <= day_of(at):
        raise CannotReport(_("Enter a day of the last 30 days."))
    reported = ReportedReturn.objects.create(
        document=document, channel=channel, day=day, created_at=at
    )
    _count(reported, now=at)
    record_act("return-reported", by=by, subject=document, why=channel)
    return reported


@transaction.atomic
def withdraw_return(*, reported: ReportedReturn, by: User, now: datetime | None = None) -> None:
    """It was entered by mistake, within the last week. Raises CannotReport."""
    _require(by)
    found = ReportedReturn.objects.select_for_update(no_key=True).filter(pk=reported.pk).first()
    if found is None:
        return
    at = now or timezone.now()
    if not can_be_withdrawn(found, now=at):
        raise CannotReport(_("It was entered more than a week ago and stays."))
    found.delete()
    _count(found, now=at)
    record_act("return-withdrawn", by=by, subject=found.document, why=found.channel)


def _count(reported: ReportedReturn, *, now: datetime) -> None:
    """At once, since it may be about cases that the worker looks at once a day."""
    touched = Touched(days={reported.day})
    subtract([reported.document], now=now, touched=touched)
    count_days(touched.days, now=now)


def can_be_withdrawn(reported: ReportedReturn, *, now: datetime) -> bool:
    return reported.created_at >= now - WITHDRAWN_WITHIN


def _require(by: User) -> None:
    if not policies.can_report_returns(by):
        raise CannotReport(_("Only staff can do this."))
