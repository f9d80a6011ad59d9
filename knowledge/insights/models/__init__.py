from knowledge.insights.models.case import Case
from knowledge.insights.models.cost import ContactCost, RunningCost
from knowledge.insights.models.day_figure import DayFigure
from knowledge.insights.models.ledger_mark import LedgerMark
from knowledge.insights.models.month_figure import MonthFigure
from knowledge.insights.models.reported_return import ReportedReturn
from knowledge.insights.models.stale_day import StaleDay
from knowledge.insights.models.survey_answer import SurveyAnswer
from knowledge.insights.models.target import Target

__all__ = [
    "Case",
    "ContactCost",
    "DayFigure",
    "LedgerMark",
    "MonthFigure",
    "ReportedReturn",
    "RunningCost",
    "StaleDay",
    "SurveyAnswer",
    "Target",
]
