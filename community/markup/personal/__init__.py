"""Numbers and addresses that lead to a person, found in what somebody writes.

`find_personal_data` says where they stand, also where Markdown splits them; `masked` takes those of
some kinds out; `find_unplaced` names those that only the page shows. What the rules
find, and how often they are wrong, is measured by `benchmarks/personal_data.py`.
"""

from collections.abc import Collection

from community.markup.personal.chosen import Chosen
from community.markup.personal.chosen_finds import ChosenFinds
from community.markup.personal.finding import find_personal_data, find_unplaced
from community.markup.personal.kinds import ASKED_ABOUT, MASKED_ALWAYS, Find, Kind
from community.markup.personal.masking import mask_of, without

__all__ = [
    "ASKED_ABOUT",
    "MASKED_ALWAYS",
    "Chosen",
    "ChosenFinds",
    "Find",
    "Kind",
    "find_personal_data",
    "find_unplaced",
    "mask_of",
    "masked",
    "without",
]

# What was apart before may look like one number once a mask stands beside it.
_ROUNDS = 4


def masked(text: str, kinds: Collection[Kind], known: Collection[str] = ()) -> str:
    """`text` with everything of these kinds masked but for the `known` values; never longer than
    it was."""
    for _round in range(_ROUNDS):
        found = (find for find in find_personal_data(text) if find.kind in kinds)
        finds = [find for find in found if find.value not in known]
        if not finds:
            break
        text = without(text, finds)
    return text
