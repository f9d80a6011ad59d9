"""The ledger's figures of days, as their rows say."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import TruncDate

from knowledge.insights import clock
from knowledge.insights import ledger_measures as measures
from knowledge.insights.models import Case, ReportedReturn, SurveyAnswer
from knowledge.insights.reports import reported_in_forms
from knowledge.models import JourneyEvent, PageViews

# Day, measure and dimension.
Place = tuple[date, str, str]
State = Case.State
Step = JourneyEvent.Step

_BY_STATE = {
    State.OPEN: measures.NOT_FINAL.slug,
    State.CAME_BACK: measures.CAME_BACK.slug,
    State.REPORTED: measures.REPORTED.slug,
}
_BY_STEP = {
    Step.BEGUN: measures.FORMS_BEGUN.slug,
    Step.OPENED: measures.FORMS_OPENED.slug,
    Step.SENT: measures.FORMS_SENT.slug,
}


def figures_of(days: Collection[date]) -> Counter[Place]:
    """What the rows of these days add up to; a figure of 0 is left out."""
    found: Counter[Place] = Counter()
    for part in (_cases, _survey, _returns, _forms, _views):
        for place, value in part(days):
            found[place] += value
    return Counter({place: value for place, value in found.items() if value})


def _cases(days: Collection[date]) -> Iterator[tuple[Place, int]]:
    """Levels by language and channel; what is not counted by its state and level."""
    rows = Case.objects.filter(day__in=days)
    grouped = rows.values_list("day", "level", "state", "language", "channel")
    for day, level, state, language, channel, count in grouped.annotate(count=Count("pk")):
        measure = _BY_STATE.get(state, level)
        named = ["", f"level:{level}"] if state in _BY_STATE else _named(language, channel)
        for dimension in named:
            yield (day, measure, dimension), count


def _named(language: str, channel: str) -> Iterable[str]:
    return ["", f"language:{language}", f"channel:{channel}"]


def _survey(days: Collection[date]) -> Iterator[tuple[Place, int]]:
    grouped = SurveyAnswer.objects.filter(day__in=days).values_list("day", "language", "instead")
    counted = grouped.annotate(count=Count("pk"), solved=Count("pk", filter=Q(helped=True)))
    for day, language, instead, count, solved in counted:
        for dimension in ("", f"language:{language}", f"instead:{instead}"):
            yield (day, measures.SURVEY_ANSWERS.slug, dimension), count
            yield (day, measures.SURVEY_SOLVED.slug, dimension), solved


def _returns(days: Collection[date]) -> Iterator[tuple[Place, int]]:
    slug = measures.RETURNS.slug
    entered = ReportedReturn.objects.filter(day__in=days).values_list("day", "channel")
    for day, channel, count in entered.annotate(count=Count("pk")):
        yield (day, slug, ""), count
        yield (day, slug, f"channel:{channel}"), count
    for day, count in (
        _by_day(reported_in_forms(), days).values_list("on").annotate(count=Count("pk"))
    ):
        yield (day, slug, ""), count
        yield (day, slug, "channel:form"), count


def _forms(days: Collection[date]) -> Iterator[tuple[Place, int]]:
    """Each form once for each step and day."""
    steps = _by_day(JourneyEvent.objects.filter(step__in=_BY_STEP), days)
    grouped = steps.values_list("on", "step", "kind")
    for day, step, kind, count in grouped.annotate(count=Count("form", distinct=True)):
        yield (day, _BY_STEP[step], ""), count
        yield (day, _BY_STEP[step], f"channel:{kind}"), count


def _views(days: Collection[date]) -> Iterator[tuple[Place, int]]:
    rows = PageViews.objects.filter(day__in=days).values_list("day")
    for day, views, searched in rows.annotate(views=Sum("views"), searched=Sum("from_search")):
        yield (day, measures.VIEWS.slug, ""), views
        yield (day, measures.VIEWS.slug, "from:search"), searched


def _by_day(events: QuerySet, days: Collection[date]) -> QuerySet:
    """Those of these days, with the day as `on`."""
    first, last = clock.begins(min(days)), clock.begins(max(days) + timedelta(days=1))
    within = events.filter(occurred_at__gte=first, occurred_at__lt=last)
    on = TruncDate("occurred_at", tzinfo=ZoneInfo(settings.TIME_ZONE))
    return within.annotate(on=on).filter(on__in=days).order_by()
