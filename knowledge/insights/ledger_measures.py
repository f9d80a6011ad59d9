"""What the ledger counts (docs/adr/0035-what-the-ledger-can-know.md)."""

from django.utils.translation import gettext_lazy as _

from knowledge.insights.measure import Measure, Rows, Unit

CONFIRMED = Measure(
    "confirmed",
    _("Questions that were not sent"),
    Unit.CASES,
    _(
        "Somebody was asking here or writing to us, opened an article or a solved question beside"
        " the form, said “This solved it”, and sent nothing."
    ),
    _(
        "One form is one case. It counts after 72 hours, unless the form was sent after all or the"
        " member came back. Each report that the same article did not help, within 30 days, takes"
        " one case off."
    ),
    Rows.CASES,
    _(
        "Too high by those who came back without an account and said nothing of it; too low by"
        " those who were helped and did not say so, and by those who are taken off twice."
    ),
)
CUSTOMERS = Measure(
    "customers",
    _("Solved by customers"),
    Unit.CASES,
    _(
        "A customer asked, another customer answered, and the asker accepted the answer."
        " Complaints, and what employees asked or answered, are not counted."
    ),
    _(
        "One question is one case. It counts 72 hours after the acceptance, unless the asker asked"
        " another question meanwhile, or the acceptance was withdrawn."
    ),
    Rows.CASES,
    _("Too high by those who called or wrote to us nevertheless."),
)
IMPLICIT = Measure(
    "implicit",
    _("Left without asking"),
    Unit.CASES,
    _(
        "Somebody opened an article or a solved question beside the form, sent nothing, and did"
        " not say whether it helped."
    ),
    _("One form is one case. It counts 72 hours after its last day, and is never priced."),
    Rows.CASES,
    _("How many of them were helped, nobody knows."),
)
NOT_FINAL = Measure(
    "not-final",
    _("Not final yet"),
    Unit.CASES,
    _("Cases whose 72 hours are not over. They are in no other figure."),
    _("As the levels themselves."),
    Rows.CASES,
)
CAME_BACK = Measure(
    "came-back",
    _("Came back within 72 hours"),
    Unit.CASES,
    _("It was said to be solved, and the same member asked or wrote again within 72 hours."),
    _("By the account, which is forgotten afterwards. Taken off the figures."),
    Rows.CASES,
    _("Who has no account cannot be recognised when he comes back."),
)
REPORTED = Measure(
    "reported",
    _("Taken off by reports"),
    Unit.CASES,
    _("A case of an article that was reported, within 30 days, as not having helped."),
    _(
        "Each report takes one case of the same article off: the oldest one of the 30 days before"
        " it. Who is behind either, nobody knows."
    ),
    Rows.CASES,
    _("Too high where a report came from somebody who never said that it was solved."),
)
RETURNS = Measure(
    "returns",
    _("Reported as not having helped"),
    Unit.REPORTS,
    _(
        "Somebody reached us although he had read the article or thread: by a later form (“I tried"
        " this before”), by telephone, at the desk, by mail or by chat."
    ),
    _("Each report is one; employees enter what is said on the telephone or at the desk."),
    Rows.RETURNS,
    _("Too low by all who do not say what they had read."),
)
SURVEY_ANSWERS = Measure(
    "survey-answers",
    _("Readers who answered the survey"),
    Unit.ANSWERS,
    _(
        "Every n-th view of an article or thread asks “Did this solve it?” and what the reader"
        " would have done without the page."
    ),
    _("Each answer is one. Shares are shown from 100 answers on, with their interval (95 %)."),
    Rows.SURVEY,
    _("Who answers may be another kind of reader than who does not."),
)
SURVEY_SOLVED = Measure(
    "survey-solved",
    _("Readers who said that it solved it"),
    Unit.ANSWERS,
    _("Those of them who answered “Yes”. Nothing is added for readers who were not asked."),
    _("Each answer is one; by what they would have done without the page."),
    Rows.SURVEY,
    _(
        "One of them may be counted under “Questions that were not sent” too, if he said so there"
        " as well: they are added at the upper end of a range only."
    ),
)
FORMS_BEGUN = Measure(
    "forms-begun",
    _("Began to ask or to write"),
    Unit.FORMS,
    _("Forms into which somebody typed a title."),
    _("Each form is one, sent or not; without robots, staff and who asked not to be counted."),
    Rows.FORMS,
    _("Who begins twice is counted twice."),
)
FORMS_OPENED = Measure(
    "forms-opened",
    _("Opened a suggestion"),
    Unit.FORMS,
    _("Forms beside which an article or a solved question was opened in place."),
    _("Each form is one, however many were opened."),
    Rows.FORMS,
)
FORMS_SENT = Measure(
    "forms-sent",
    _("Asked or wrote"),
    Unit.FORMS,
    _("Forms that were sent."),
    _("Each form is one. What became of it is not known: nothing leads from it to who sent it."),
    Rows.FORMS,
)
VIEWS = Measure(
    "views",
    _("Views of articles and threads"),
    Unit.VIEWS,
    _("How often somebody read one."),
    _("Each view is one; without robots, staff and who asked not to be counted."),
    Rows.VIEWS,
    _("Two visits of one reader are two."),
)
SAVED = Measure(
    "saved",
    _("Saved"),
    Unit.MONEY,
    _(
        "Cases × share of readers who would have contacted us × cost of a contact on that channel,"
        " less the running cost."
    ),
    _(
        "Low end: what was said in forms and solved by customers, with the low ends of the shares."
        " High end: with those of the survey who said that it solved it, and the high ends. The"
        " shares are those of readers whom it helped, of at least 100 answers of the same time."
        " Left without asking is never priced."
    ),
    Rows.COSTS,
    _("Readers of pages are taken to be like those who ask; nobody can check it."),
)
LEDGER = (
    *(CONFIRMED, CUSTOMERS, SURVEY_ANSWERS, SURVEY_SOLVED, IMPLICIT, SAVED),
    *(NOT_FINAL, CAME_BACK, REPORTED, RETURNS),
    *(FORMS_BEGUN, FORMS_OPENED, FORMS_SENT, VIEWS),
)
