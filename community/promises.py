"""What a waiting question is told: by when the company answers, in its own business hours."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

from community.models import Question

Kind = Question.Kind
# An idea or a praise waits for nobody's answer.
WAITING_KINDS = {Kind.QUESTION, Kind.COMPLAINT}


@dataclass(frozen=True)
class Promise:
    """`by` is None once that time is over: then the page says so kindly, and blames nobody."""

    by: datetime | None


def promise_to(question: Question, *, now: datetime | None = None) -> Promise | None:
    """The company's promise; None where nothing is promised or nobody waits."""
    within = settings.ANSWER_WITHIN_HOURS
    if not within or not _waits(question):
        return None
    by = after_business_hours(question.created_at, within)
    return Promise(by if by > (now or timezone.now()) else None)


def after_business_hours(start: datetime, hours: int) -> datetime:
    """The end of so many hours of business, counted from `start`, on the company's clock."""
    first, last = settings.BUSINESS_HOURS
    here = start.astimezone(ZoneInfo(settings.TIME_ZONE))
    day, left = here.date(), timedelta(hours=hours)
    while True:
        midnight = datetime.combine(day, time(), tzinfo=here.tzinfo)
        begins = max(midnight + timedelta(hours=first), here)
        open_for = midnight + timedelta(hours=last) - begins
        if day.weekday() in settings.BUSINESS_DAYS and open_for > timedelta():
            if open_for >= left:
                return begins + left
            left -= open_for
        day += timedelta(days=1)


def _waits(question: Question) -> bool:
    """A complaint waits for the company's word, a question for anybody's."""
    if question.kind not in WAITING_KINDS or question.is_hidden or question.is_solved:
        return False
    if question.closed_at or question.locked_at or question.needs_details_at:
        return False
    if question.kind == Kind.COMPLAINT:
        return not question.has_staff_answer
    return not question.answer_count
