"""A writer of an index to be killed by tests: puts and removes documents for ever.

python benchmarks/index_writer.py FOLDER   says "ready" when it begins
"""

import sys
from itertools import count
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from knowledge.search.circles import CircledEngine
from knowledge.search.engine import CIRCLES, Document, Kind

DOCUMENTS = 60


def document(number: int, turn: int) -> Document:
    """What the document says, and who may find it, changes with each turn."""
    return Document(
        kind=Kind.ARTICLE,
        object_id=number,
        language="de",
        title=f"Router {number} im Zustand {turn}",
        body="Er flackert seit gestern.",
        circle=("", *CIRCLES)[(number + turn) % 3],
    )


def main(folder: Path) -> None:
    engine = CircledEngine(folder, stays_open=True)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    for turn in count(1):
        numbers = [number for number in range(DOCUMENTS) if (number + turn) % 5]
        engine.put(document(number, turn) for number in numbers)
        engine.remove(f"{Kind.ARTICLE}-{number}" for number in range(turn % 5, DOCUMENTS, 5))
        if turn % 3 == 0:
            engine.rebuild((document(number, turn) for number in numbers), fetch=lambda keys: [])


if __name__ == "__main__":
    main(Path(sys.argv[1]))
