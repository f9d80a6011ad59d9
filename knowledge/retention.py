"""How long the tables of the knowledge base are kept."""

from django.utils.translation import gettext_lazy as _

from config.retention import register
from knowledge.models import Article, JourneyEvent, Revision

COMMON_GOOD = _("For good: the community's common text, without your name if you leave.")

register(Article, what=_("Articles you keep or checked"), why=COMMON_GOOD)
register(Revision, what=_("Articles you wrote on"), why=COMMON_GOOD)
register(
    JourneyEvent,
    what=_("That a suggestion was enough"),
    why=_("For good: a step without account, address or words leads to nobody."),
)
