"""What rules and buttons write down as their reason."""

from accounts.actions import affiliation_life, affiliation_upkeep
from accounts.actions.affiliations import LEFT
from accounts.actions.forgetting import ERASED
from accounts.actions.identity_proofs import GROUP_MISSING
from accounts.actions.organisations import DOMAIN_REMOVED
from config.audit.reasons import register_sentences

register_sentences(
    ERASED,
    LEFT,
    GROUP_MISSING,
    DOMAIN_REMOVED,
    affiliation_life.MAILBOX_LOST,
    affiliation_life.MAILBOX_BOUNCED,
    affiliation_upkeep.NOT_PROVED_AGAIN,
    affiliation_upkeep.CONTRACT_ENDED,
    affiliation_upkeep.REMINDER_SENT,
    affiliation_upkeep.NAME_KEPT_LONG_ENOUGH,
)
