"""The rows behind a figure: cases and answers one by one, what is only counted by document."""

from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta

from django.db.models import Count, QuerySet, Sum

from knowledge.insights import ledger_measures as measures
from knowledge.insights.clock import begins
from knowledge.insights.measure import Measure
from knowledge.insights.models import Case, ReportedReturn, SurveyAnswer
from knowledge.insights.reports import reported_in_forms
from knowledge.models import JourneyEvent, PageViews

Counts = list[tuple[str, int]]
MOST_DOCUMENTS = 100
_STATES: Mapping[str, str] = {
    measures.NOT_FINAL.slug: Case.State.OPEN,
    measures.CAME_BACK.slug: Case.State.CAME_BACK,
    measures.REPORTED.slug: Case.State.REPORTED,
}


def cases(measure: Measure, first: date, last: date) -> QuerySet[Case]:
    rows = Case.objects.between(first, last)
    if measure.slug in _STATES:
        return rows.filter(state=_STATES[measure.slug])
    return rows.counted().filter(level=measure.slug)


def answers(measure: Measure, first: date, last: date) -> QuerySet[SurveyAnswer]:
    rows = SurveyAnswer.objects.between(first, last)
    return rows.filter(helped=True) if measure.slug == measures.SURVEY_SOLVED.slug else rows


def returns(first: date, last: date) -> Counts:
    """How often each document was reported, on the telephone and in later forms alike."""
    entered = ReportedReturn.objects.between(first, last).values_list("document")
    found = Counter(dict(entered.annotate(Count("pk"))))
    found.update(dict(_opened(reported_in_forms(), first, last)))
    return found.most_common(MOST_DOCUMENTS)


def forms(measure: Measure, first: date, last: date) -> Counts:
    """In how many forms each document was opened; forms that were begun or sent name none."""
    if measure != measures.FORMS_OPENED:
        return []
    steps = JourneyEvent.objects.filter(step=JourneyEvent.Step.OPENED)
    return list(_opened(steps, first, last).order_by("-times", "document")[:MOST_DOCUMENTS])


def views(first: date, last: date) -> Counts:
    rows = PageViews.objects.filter(day__gte=first, day__lte=last).values_list("document")
    return list(rows.annotate(times=Sum("views")).order_by("-times", "document")[:MOST_DOCUMENTS])


def _opened(steps: QuerySet, first: date, last: date) -> QuerySet:
    end = begins(last + timedelta(days=1))
    within = steps.filter(occurred_at__gte=begins(first), occurred_at__lt=end)
    return within.values_list("document").annotate(times=Count("form", distinct=True)).order_by()
