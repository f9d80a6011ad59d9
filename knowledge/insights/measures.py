"""Every measure there is, once: pages, exports and reports take their words from here."""

from collections.abc import Mapping

from knowledge.insights.community_measures import COMMUNITY
from knowledge.insights.ledger_measures import LEDGER
from knowledge.insights.measure import Measure

MEASURES: Mapping[str, Measure] = {measure.slug: measure for measure in (*LEDGER, *COMMUNITY)}
