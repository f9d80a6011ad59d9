"""What is counted about the conversation itself (docs/adr/0036-months-of-days.md)."""

from django.utils.translation import gettext_lazy as _

from knowledge.insights.measure import Measure, Rows, Unit

_BY_DAY_OF_ASKING = _(
    "Counted by the day on which the question was asked; what happens to it later corrects that"
    " month. What was hidden, and what employees, agencies and partners asked, is not counted."
)
_TWO_DIGITS = _(
    "Each waiting time is kept to two significant digits, so that a median is right to 5 %."
    " Questions that still wait are longer than any. Neither answers of the asker himself nor"
    " answers that came along with a merged question count. By customers and by employees: of"
    " those questions that they answered first; employees only where five or more of them did."
)
_WAITING = _("Holidays are counted as any other day.")
QUESTIONS_ASKED = Measure(
    "questions",
    _("Questions asked"),
    Unit.QUESTIONS,
    _("How many questions customers asked. Complaints, ideas and praise are not among them."),
    _BY_DAY_OF_ASKING,
    Rows.QUESTIONS,
)
COMPLAINTS = Measure(
    "complaints",
    _("Complaints"),
    Unit.QUESTIONS,
    _("How many complaints customers published. They are in no other figure."),
    _BY_DAY_OF_ASKING,
    Rows.QUESTIONS,
)
FIRST_ANSWER = Measure(
    "first-answer",
    _("First answer, median"),
    Unit.MINUTES,
    _("Half of all questions had a first answer within this time, by day and by night."),
    _TWO_DIGITS,
    Rows.QUESTIONS,
)
FIRST_ANSWER_90TH = Measure(
    "first-answer-90th",
    _("First answer, nine of ten"),
    Unit.MINUTES,
    _("Nine of ten questions had a first answer within this time, by day and by night."),
    _TWO_DIGITS,
    Rows.QUESTIONS,
)
FIRST_ANSWER_BUSINESS = Measure(
    "first-answer-business",
    _("First answer in business hours, median"),
    Unit.MINUTES,
    _("Half of all questions had a first answer within this time, nights and weekends left out."),
    _TWO_DIGITS,
    Rows.QUESTIONS,
    _WAITING,
)
FIRST_ANSWER_BUSINESS_90TH = Measure(
    "first-answer-business-90th",
    _("First answer in business hours, nine of ten"),
    Unit.MINUTES,
    _("Nine of ten questions had a first answer within this time, nights and weekends left out."),
    _TWO_DIGITS,
    Rows.QUESTIONS,
    _WAITING,
)
ANSWERED_BY_CUSTOMERS = Measure(
    "answered-by-customers",
    _("Answered by customers"),
    Unit.SHARE,
    _(
        "Of the questions that have an answer: how many had their first one from somebody who"
        " neither works for us nor profits from us."
    ),
    _BY_DAY_OF_ASKING,
    Rows.QUESTIONS,
    _("Too high by those who work for us and have not said so."),
)
SOLVED_IN_A_WEEK = Measure(
    "solved-in-a-week",
    _("Questions with a solution"),
    Unit.SHARE,
    _(
        "Of the questions that were asked more than a week ago: how many of them their askers"
        " called solved within a week."
    ),
    _BY_DAY_OF_ASKING,
    Rows.QUESTIONS,
    _("Too low by those who were helped and did not say so."),
)
CONTRIBUTORS = Measure(
    "contributors",
    _("Customers who answered"),
    Unit.MEMBERS,
    _("How many different customers answered a question of this month."),
    _BY_DAY_OF_ASKING,
    Rows.QUESTIONS,
)
RISING = Measure(
    "rising",
    _("Topics asked about more than usual"),
    Unit.QUESTIONS,
    _(
        "Tags that questions of this month wear more often than in the mean of the three months"
        " before: the ten most surprising ones, from five questions on."
    ),
    _(
        "Surprising is the difference divided by the square root of what was usual plus one, so"
        " that a small tag needs more than chance."
    ),
    Rows.QUESTIONS,
)
COMMUNITY = (
    *(QUESTIONS_ASKED, FIRST_ANSWER, FIRST_ANSWER_90TH, FIRST_ANSWER_BUSINESS),
    *(FIRST_ANSWER_BUSINESS_90TH, ANSWERED_BY_CUSTOMERS, SOLVED_IN_A_WEEK),
    *(CONTRIBUTORS, COMPLAINTS, RISING),
)
