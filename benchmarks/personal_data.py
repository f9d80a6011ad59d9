"""What the personal-data guard finds in real threads, how often, how fast.

`python benchmarks/personal_data.py FOLDER` reads the folder's thunderbird, stackexchange, faq_de
and search; `--by-hand 200 --seed 4` prints posts for checking by hand instead.
"""

import argparse
import gzip
import json
import os
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZipFile

import django

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
django.setup()

from community.markup.from_html import markdown_from_html  # noqa: E402
from community.markup.personal import ASKED_ABOUT, Find, Kind, find_personal_data  # noqa: E402

AROUND = 60
# Where a miss could be: an “at” in any spelling, or six digits that belong together.
SUSPICIOUS = re.compile(r"@|\(at\)|\[at\]|(?<!\w)\+?\d(?:[ ./()-]{0,2}\d){5,}")
# What the publisher of a collection has put in the place of a mailbox.
REPLACED = "name@example.org"
KINDS = [kind for kind in Kind if kind is not Kind.CHOSEN]
Found = tuple[str, str, list[Find]]


def main() -> None:
    options = _options()
    corpora = {name: list(texts) for name, texts in _corpora(options.folder)}
    if options.by_hand:
        _print_for_the_eye(corpora, options.by_hand, options.seed)
        return
    heads = " ".join(f"{name:>8}" for name in ("touched", "asked", *KINDS, "replaced", "posts/s"))
    _print(f"{'corpus':24} {'posts':>7} {heads}")
    for name, texts in corpora.items():
        _print_row(name, texts)
    _print_row("all", [text for texts in corpora.values() for text in texts])


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--by-hand", type=int, default=0, metavar="POSTS")
    parser.add_argument("--seed", type=int, default=4)
    return parser.parse_args()


def _print_row(name: str, texts: list[str]) -> None:
    start = time.process_time()
    kinds = [{find.kind for find in find_personal_data(text)} for text in texts]
    rate = len(texts) / (time.process_time() - start)
    count = Counter(kind for each in kinds for kind in each)
    asked = sum(bool(each & ASKED_ABOUT) for each in kinds)
    replaced = sum(REPLACED in text for text in texts)
    figures = [sum(map(bool, kinds)), asked, *(count[kind] for kind in KINDS), replaced]
    shares = " ".join(f"{figure / len(texts):>8.2%}" for figure in figures)
    _print(f"{name:24} {len(texts):>7} {shares} {rate:>8.0f}")


def _print_for_the_eye(corpora: dict[str, list[str]], posts: int, seed: int) -> None:
    """So many posts with finds, each find in its line, and so many without, of which the places
    are shown where a find might have been missed."""
    found = [
        (name, text, find_personal_data(text)) for name, texts in corpora.items() for text in texts
    ]
    order = random.Random(seed)  # noqa: S311  (a sample, no secret)
    for title, chosen in (
        ("with finds", [each for each in found if each[2]]),
        (
            "without, but with an “at” or many digits",
            [each for each in found if _may_be_missed(each)],
        ),
    ):
        _print(f"\n===== {posts} posts {title}, of {len(chosen)}")
        for number, each in enumerate(order.sample(chosen, min(posts, len(chosen))), start=1):
            _print_post(number, each)


def _may_be_missed(found: Found) -> bool:
    return not found[2] and SUSPICIOUS.search(found[1]) is not None


def _print_post(number: int, found: Found) -> None:
    name, text, finds = found
    places = [(find.kind.value, find.start, find.end) for find in finds]
    places = places or [("?", *match.span()) for match in SUSPICIOUS.finditer(text)]
    _print(f"--- {number} {name}, {len(text)} characters")
    for kind, start, end in places:
        before, behind = text[max(0, start - AROUND) : start], text[end : end + AROUND]
        _print(f"    {kind:8} {before!r} >>> {text[start:end]!r} <<< {behind!r}")


def _print(line: str) -> None:
    sys.stdout.write(f"{line}\n")


def _corpora(folder: Path) -> Iterator[tuple[str, Iterator[str]]]:
    yield "thunderbird", _thunderbird(folder / "thunderbird" / "threads.jsonl.gz")
    for path in sorted((folder / "stackexchange").glob("*.zip")):
        yield path.stem, _stack_exchange(path)
    for path in sorted((folder / "faq_de").glob("*.jsonl")):
        yield path.stem, _faq(path)
    for path in sorted((folder / "search").glob("*/corpus.jsonl.gz")):
        yield f"search/{path.parent.name}", _documents(path)


def _thunderbird(path: Path) -> Iterator[str]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            thread = json.loads(line)
            yield f"{thread['title']}\n\n{markdown_from_html(thread['html'])}"
            yield from (markdown_from_html(answer["html"]) for answer in thread["answers"])


def _documents(path: Path) -> Iterator[str]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            document = json.loads(line)
            yield f"{document['title']}\n\n{document['text']}"


def _stack_exchange(path: Path) -> Iterator[str]:
    with ZipFile(path) as archive:
        for member in sorted(archive.namelist()):
            if member.endswith(("Posts.xml", "Comments.xml")):
                for _event, row in ElementTree.iterparse(archive.open(member)):  # noqa: S314
                    yield from _text_of_row(row)
                    row.clear()


def _text_of_row(row: ElementTree.Element) -> Iterator[str]:
    if row.get("Body"):
        yield f"{row.get('Title', '')}\n\n{markdown_from_html(row.get('Body', ''))}".strip()
    elif row.get("Text"):
        yield row.get("Text", "")


def _faq(path: Path) -> Iterator[str]:
    for line in path.read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        yield f"{entry['question']}\n\n{entry['answer']}"


if __name__ == "__main__":
    main()
