"""Medals for helping in the conversation: each with a sentence and a query."""

from django.utils.translation import gettext_lazy as _

from accounts.medals import Level, Medal, register, register_counts, register_movers
from community.medals import counting, earning

BRONZE, SILVER, GOLD = Level.BRONZE, Level.SILVER, Level.GOLD

register(
    Medal(
        "first-useful",
        BRONZE,
        _("A first hand"),
        _("Somebody found an answer of yours useful."),
        earning.useful(1),
    ),
    Medal(
        "first-solution",
        BRONZE,
        _("First solution"),
        _("An answer of yours solved somebody's problem."),
        earning.solutions(1),
    ),
    Medal(
        "quick-first",
        BRONZE,
        _("First aid"),
        _("You gave the first answer within 15 minutes, and it helped."),
        earning.quick_first,
    ),
    Medal(
        "solved-soon",
        BRONZE,
        _("Solved within the hour"),
        _("An hour after the question was asked, your answer had solved it."),
        earning.solved_soon,
    ),
    Medal(
        "useful-to-ten",
        BRONZE,
        _("Useful to ten"),
        _("Ten people found one answer of yours useful."),
        earning.useful(10, per="answer"),
    ),
    Medal(
        "said-what-solved",
        BRONZE,
        _("Said what solved it"),
        _("For three of your questions you told everybody which answer solved it."),
        earning.said_what_solved(3),
        goal=3,
    ),
    Medal(
        "early-sign",
        BRONZE,
        _("Early sign"),
        _("You were among the first three to say “I have this too” about what ten people had."),
        earning.early_sign,
    ),
    Medal(
        "back-again",
        BRONZE,
        _("Good to have you back"),
        _("After half a year away you answered again, and it helped."),
        earning.back_again,
    ),
    Medal(
        "ten-in-a-tag",
        BRONZE,
        _("At home in a tag"),
        _("Ten of your answers solved questions with the same tag."),
        earning.solutions(10, per="question__question_tags__tag"),
    ),
    Medal(
        "ten-solutions",
        SILVER,
        _("Ten solutions"),
        _("Ten of your answers solved somebody's problem."),
        earning.solutions(10),
        goal=10,
    ),
    Medal(
        "ten-in-a-product",
        SILVER,
        _("Knows it inside out"),
        _("Ten of your answers solved questions about the same product."),
        earning.solutions(10, per="question__product"),
    ),
    Medal(
        "useful-to-twenty-five",
        SILVER,
        _("Useful to twenty-five"),
        _("25 people found one answer of yours useful."),
        earning.useful(25, per="answer"),
    ),
    Medal(
        "twenty-five-askers",
        SILVER,
        _("Helped twenty-five people"),
        _("You solved questions of 25 different people."),
        earning.solutions_counted(askers=25),
        goal=25,
    ),
    Medal(
        "five-products",
        SILVER,
        _("Many-sided"),
        _("You solved questions about five different products."),
        earning.solutions_counted(products=5),
        goal=5,
    ),
    Medal(
        "two-languages",
        SILVER,
        _("At home in two languages"),
        _("You solved three questions in German and three in English."),
        earning.solutions_counted(german=3, english=3),
        goal=3,
    ),
    Medal(
        "after-long-wait",
        SILVER,
        _("Worth the wait"),
        _("A question had waited a month for its first answer. Yours helped."),
        earning.after_long_wait,
    ),
    Medal(
        "always-said-what-solved",
        SILVER,
        _("Thinks of the next one"),
        _("For fifteen of your questions you told everybody which answer solved it."),
        earning.said_what_solved(15),
        goal=15,
    ),
    Medal(
        "fifty-solutions",
        GOLD,
        _("Fifty solutions"),
        _("Fifty of your answers solved somebody's problem."),
        earning.solutions(50),
        goal=50,
    ),
    Medal(
        "many-solutions",
        GOLD,
        _("A pillar of the community"),
        _("250 of your answers solved somebody's problem."),
        earning.solutions(250),
        goal=250,
    ),
    Medal(
        "useful-to-a-hundred",
        GOLD,
        _("Useful to a hundred"),
        _("A hundred people found one answer of yours useful."),
        earning.useful(100, per="answer"),
    ),
    Medal(
        "year-of-answers",
        GOLD,
        _("A year of answers"),
        _("You answered others in twelve different months."),
        earning.year_of_answers,
        goal=12,
    ),
)
register_counts(counting.counts_of)
register_movers(counting.moved_since)
