import re
from pathlib import Path

from accounts.models import AffiliationChange
from config.audit import acts

ROOT = Path(acts.__file__).resolve().parent.parent.parent
# `remember` and `announce_decision` make these of the kinds of their own lines.
COMPOSED = re.compile(r"(affiliation|signing)-")


def test_every_act_on_the_list_is_recorded_somewhere():
    """L-AU-03: a list that promises more than is written down would be no proof."""
    source = "".join(
        path.read_text()
        for app in ("accounts", "community", "knowledge")
        for path in (ROOT / app).rglob("*.py")
        if "migrations" not in path.parts
    )

    unused = [act for act in acts.ACTS if f'"{act}"' not in source and not COMPOSED.match(act)]

    assert unused == []


def test_every_line_of_an_affiliation_is_an_act():
    """L-AU-03."""
    kinds = set(AffiliationChange.What.values)

    assert {
        kind if kind.startswith("signing") else f"affiliation-{kind}" for kind in kinds
    } <= acts.ACTS.keys()
