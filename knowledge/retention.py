"""How long the tables of the knowledge base are kept."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from config.retention import delete, register
from knowledge.actions import gaps, journeys, page_views, searches
from knowledge.models import (
    Article,
    ArticleFeedback,
    Candidate,
    Claim,
    Doubt,
    ForeignSource,
    Gap,
    JourneyEvent,
    JourneyWatch,
    PageViews,
    PendingRevision,
    Revision,
    SearchedWords,
)

_CLAIMS_KEPT = timedelta(days=2)
COMMON_GOOD = _("For good: the community's common text, without your name if you leave.")

register(Article, what=_("Articles you keep or checked"), why=COMMON_GOOD)
register(Revision, what=_("Articles you wrote on"), why=COMMON_GOOD)
register(PendingRevision, what=_("Changes of articles that wait"), why=COMMON_GOOD)
register(
    Doubt,
    what=_("What you doubted about articles"),
    why=_("For good: why an article was looked at again belongs to its history."),
)
register(
    Candidate,
    what=_("What you decided about articles"),
    why=_("For good: so that nobody has to decide it twice; without your name if you leave."),
)
register(
    ForeignSource,
    what=_("Where imported articles come from"),
    why=_("For good: whose credit it is, as long as the article; without your name if you leave."),
)
register(
    ArticleFeedback,
    what=_("Whether an article helped"),
    why=_("For good: nothing in it leads to who said it."),
)
register(
    Claim,
    what=_("What you were working on as a curator"),
    why=_("It is over after half an hour."),
    period=_CLAIMS_KEPT,
    job=lambda now: delete(Claim.objects.filter(until__lt=now - _CLAIMS_KEPT)),
)
register(
    JourneyEvent,
    what=_("Whether suggestions were opened, and were enough"),
    why=_("For good: a step without account, address or words leads to nobody."),
)
register(
    JourneyWatch,
    what=_("That something solved it for you lately"),
    why=_("So that it does not count if you have to ask all the same."),
    period=journeys.WATCHED,
    job=lambda now: journeys.settle_watches(now=now),
)
register(
    PageViews,
    what=_("How often a page was read"),
    why=_("A number a day: nothing in it leads to who read."),
    period=page_views.KEPT,
    job=lambda now: page_views.sweep(now=now),
)
register(
    SearchedWords,
    what=_("Words that were searched for"),
    why=_("Masked words and how often: nothing in it leads to who searched."),
    period=searches.KEPT,
    job=lambda now: searches.sweep(now=now),
)
register(
    Gap,
    what=_("Words that were searched for in vain"),
    why=_(
        "Masked words and how often: nothing in it leads to who searched. Kept longer only once"
        " a curator has decided about it."
    ),
    period=gaps.KEPT,
    job=lambda now: gaps.sweep(now=now),
)
