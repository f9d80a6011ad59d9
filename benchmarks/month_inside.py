"""What simulated_month.py does with the product's own code, in a process of its own:

python -m benchmarks.month_inside ADDRESS VISITORS SEED
"""

import json
import sys
from collections import Counter

import django

django.setup()

from django.utils import translation  # noqa: E402

from benchmarks.month_ledger import play  # noqa: E402


def main(address: str, visitors: str, seed: str) -> None:
    with translation.override("en"):
        outcome = play(address, visitors=int(visitors), seed=int(seed))
    kinds = Counter(str(person.kind) for person in outcome.people)
    told = {
        "kinds": kinds,
        "figures": outcome.figures,
        "exact": outcome.truth.exact,
        "helped": outcome.truth.helped,
        "unseen": outcome.truth.unseen,
        "blamed": outcome.truth.blamed,
        "problems": outcome.problems,
    }
    sys.stdout.write(f"{json.dumps(told)}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
