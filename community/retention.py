"""How long the tables of the conversation are kept."""

from django.utils.translation import gettext_lazy as _

from community.actions import pending
from community.models import (
    Affected,
    Answer,
    Expertise,
    Following,
    ImportedRecord,
    PendingQuestion,
    Question,
    Vote,
)
from config.retention import register

COMMON_GOOD = _("For good, because others build on it; without your name if you leave.")
AS_LONG_AS_THE_ACCOUNT = _("As long as you have an account: it is a part of it.")

register(Question, what=_("Questions you asked"), why=COMMON_GOOD)
register(Answer, what=_("Answers you gave"), why=COMMON_GOOD)
register(Vote, what=_("Votes you gave"), why=COMMON_GOOD)
register(Affected, what=_("Questions of others that you have too"), why=COMMON_GOOD)
register(
    Expertise,
    what=_("What you are listed as an expert for"),
    why=_("Made anew every hour from the last twelve months."),
)
register(Following, what=_("Questions you follow"), why=AS_LONG_AS_THE_ACCOUNT)
register(
    PendingQuestion,
    what=_("Questions that wait to be published"),
    why=_("Their link has stopped working."),
    period=pending.KEPT,
    job=lambda now: pending.sweep(now=now),
)
register(
    ImportedRecord,
    what=_("Where your account was brought along from"),
    why=_("For good: so that a later import adds nothing twice."),
)
