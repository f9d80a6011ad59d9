"""How long the tables of the ledger are kept."""

from django.utils.translation import gettext_lazy as _

from config.retention import register
from knowledge.insights.models import (
    Case,
    DayFigure,
    MonthFigure,
    ReportedReturn,
    StaleDay,
    SurveyAnswer,
    Target,
)

_LEADS_TO_NOBODY = _("For good: nothing in it leads to a person.")

register(Case, what=_("That somebody did not have to ask"), why=_LEADS_TO_NOBODY)
register(SurveyAnswer, what=_("What readers said in the survey"), why=_LEADS_TO_NOBODY)
register(ReportedReturn, what=_("That something had not helped"), why=_LEADS_TO_NOBODY)
register(DayFigure, what=_("The figures of each day"), why=_LEADS_TO_NOBODY)
register(MonthFigure, what=_("The figures of each month"), why=_LEADS_TO_NOBODY)
register(StaleDay, what=_("Days that are to be counted again"), why=_LEADS_TO_NOBODY)
register(
    Target,
    what=_("Targets you see to"),
    why=_("Until another one takes its place; without your name if you leave."),
)
