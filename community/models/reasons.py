"""For what moderators hide posts, and why some wait before everybody sees them."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class HiddenFor(TextChoices):
    """The same words as the reasons of a report, seen from the other side."""

    ILLEGAL = "illegal", _("It breaks the law")
    INSULT = "insult", _("It insults or threatens somebody")
    DECEPTION = "deception", _("It deceives: a fake, a fraud, an undisclosed interest")
    ADVERTISING = "advertising", _("It is advertising")
    PERSONAL_DATA = "personal-data", _("It shows personal data")
    DANGEROUS = "dangerous", _("Following it is dangerous")
    OTHER = "other", _("It breaks the house rules in another way")


class HeldFor(TextChoices):
    """What made a post wait; the sentence is for its writer."""

    LINKS = "links", _("It contains links.")
    FIRST_POST = "first-post", _("It is your first post here.")
    WORDS = "words", _("It contains words that a moderator looks at first.")
    ALL = "all", _("A moderator looks at every post before it is published.")
    SPREAD_LINK = "spread-link", _("It contains a link that several new accounts posted.")


# What costs points when a report of it is upheld (PRODUCT, section 1, “Reputation”).
COSTS_POINTS = {HiddenFor.INSULT, HiddenFor.DECEPTION, HiddenFor.ADVERTISING}
