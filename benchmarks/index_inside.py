"""What index_faults.py does with the product's own code, in processes of its own:

python -m benchmarks.index_inside write        writes the index like `pulse`, until it is killed
python -m benchmarks.index_inside build        builds it afresh like `jobs`, again and again
python -m benchmarks.index_inside KILLS        does all the rest, and prints what went wrong
"""

import json
import random
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.contrib.auth.models import AnonymousUser  # noqa: E402
from django.utils import translation  # noqa: E402

from benchmarks.index_faulting import FAULTS, contents_of, full_disk  # noqa: E402
from benchmarks.storm_crowd import Crowd, gather  # noqa: E402
from community.actions.answers import answer_question  # noqa: E402
from community.actions.hiding import hide_post, restore_post  # noqa: E402
from community.actions.questions import ask_question  # noqa: E402
from community.actions.solutions import accept_answer  # noqa: E402
from community.models import Question  # noqa: E402
from community.models.reasons import HiddenFor  # noqa: E402
from config.events import relay  # noqa: E402
from knowledge.models import IndexJob  # noqa: E402
from knowledge.search import index  # noqa: E402
from knowledge.search.circles import CircledEngine  # noqa: E402
from knowledge.search.documents import all_documents, documents_of  # noqa: E402
from knowledge.search.engine import IndexBusy, IndexUnavailable  # noqa: E402
from knowledge.search.finding import find  # noqa: E402

QUESTIONS = 120
ACTS_BETWEEN_KILLS = 6
# What everybody searches for: it is in every question.
WORD = "flackert"
LIVES_FOR = (0.0, 0.6)


class Site:
    """Who acts on it, who reads it, and what he found that should not have been there."""

    def __init__(self, crowd: Crowd, dice: random.Random) -> None:
        self.problems: list[str] = []
        self.readings = 0
        self.without_index = 0
        self._crowd = crowd
        self._dice = dice

    def act(self) -> None:
        acts = (self.ask, self._answer, self._answer, self._accept, self._hide, self._restore)
        self._dice.choice(acts)()

    def ask(self) -> None:
        person = self._dice.choice(self._crowd.people)
        title = f"Router {self._dice.randrange(10**6)} {WORD}"
        ask_question(by=person, title=title, body="Seit gestern.", language="de")

    def _answer(self) -> None:
        question = self._any(Question.objects.filter(hidden_at=None))
        person = self._dice.choice(self._crowd.people)
        answer_question(question=question, by=person, body=f"Knopf {self._dice.randrange(10**6)}.")

    def _accept(self) -> None:
        waiting = Question.objects.filter(hidden_at=None, accepted_answer=None, answer_count__gt=0)
        if question := self._any(waiting):
            answer = question.answers.filter(affiliation=None).exclude(author=question.author)
            if found := answer.first():
                accept_answer(answer=found, by=question.author)

    def _hide(self) -> None:
        question = self._any(Question.objects.filter(hidden_at=None))
        moderator = self._crowd.moderators[0]
        hide_post(post=question, by=moderator, reason=HiddenFor.ADVERTISING, explanation="No.")

    def _restore(self) -> None:
        if question := self._any(Question.objects.exclude(hidden_at=None)):
            restore_post(post=question, by=self._crowd.moderators[0], explanation="Doch nicht.")

    def _any(self, questions) -> Question | None:
        found = list(questions.order_by("id"))
        return self._dice.choice(found) if found else None

    def read(self) -> None:
        """As a visitor: never an error, never what is hidden."""
        hidden = set(Question.objects.exclude(hidden_at=None).values_list("pk", flat=True))
        finds = find(WORD, viewer=AnonymousUser(), language="de")
        self.readings += 1
        self.without_index += not finds.is_available
        if hidden & {each.row.pk for each in finds.items}:
            self.problems.append("a hidden question was found")


def main(command: str) -> None:
    with translation.override("en"):
        if command == "write":
            _write()
        elif command == "build":
            _build()
        else:
            sys.stdout.write(json.dumps(_all(int(command))))


def _write() -> None:
    _say_ready()
    while True:
        relay.deliver_pending()
        index.update_all(stays_open=True)
        time.sleep(0.01)


def _build() -> None:
    _say_ready()
    while True:
        with suppress(IndexBusy):
            index.rebuild()


def _say_ready() -> None:
    sys.stdout.write("ready\n")
    sys.stdout.flush()


def _all(kills: int) -> dict:
    dice = random.Random(3)  # noqa: S311
    site = Site(gather(), dice)
    for _ in range(QUESTIONS):
        site.ask()
    _settle()
    site.read()
    for number in range(kills):
        _kill_one("build" if number % 3 == 0 else "write", site, dice)
    _check("writer killed", site)
    for name, damage in FAULTS.items():
        _suffer(name, damage, site)
    _fill_the_disk(site)
    return {
        "problems": site.problems,
        "readings": site.readings,
        "without index": site.without_index,
        "documents": index.engine().count(),
    }


def _kill_one(command: str, site: Site, dice: random.Random) -> None:
    """While others post and read."""
    worker = subprocess.Popen(  # noqa: S603
        [sys.executable, "-m", "benchmarks.index_inside", command],
        stdout=subprocess.PIPE,
        text=True,
    )
    with worker:
        worker.stdout.readline()
        dies_at = time.monotonic() + dice.uniform(*LIVES_FOR)
        for _ in range(ACTS_BETWEEN_KILLS):
            site.act()
            site.read()
        while time.monotonic() < dies_at:
            site.read()
        worker.kill()


def _suffer(name: str, damage: Callable[[Path], None], site: Site) -> None:
    damage(Path(settings.SEARCH_DIR))
    for _ in range(ACTS_BETWEEN_KILLS):
        site.act()
        site.read()
    relay.deliver_pending()
    index.update_all()
    site.read()
    if not (index.rebuild_if_due() or index.repair()):
        site.problems.append(f"{name}: nobody noticed")
    _check(name, site)


def _fill_the_disk(site: Site) -> None:
    for _ in range(ACTS_BETWEEN_KILLS):
        site.act()
    _deliver_all()
    with full_disk():
        index.update_all()
        site.read()
        try:
            index.engine().rebuild(all_documents(), fetch=documents_of)
            site.problems.append("disk full: a rebuild did not notice")
        except IndexUnavailable:
            site.read()
    if not IndexJob.objects.exists():
        site.problems.append("disk full: what waits was given up")
    _check("disk full", site)


def _check(name: str, site: Site) -> None:
    """What the running index holds is what a fresh one would."""
    _settle()
    site.read()
    base = Path(settings.SEARCH_DIR)
    with TemporaryDirectory() as elsewhere:
        fresh = Path(elsewhere) / base.name
        CircledEngine(fresh).rebuild(
            all_documents(), fetch=documents_of, learned=index.engine().learned()
        )
        expected, found = contents_of(fresh), contents_of(base)
    differing = [key for key in expected | found if expected.get(key) != found.get(key)]
    if differing:
        site.problems.append(f"{name}: {len(differing)} terms differ, as {differing[:3]}")
    left = [each.name for each in base.iterdir() if each.is_dir()]
    if len(left) != 1:
        site.problems.append(f"{name}: {len(left)} folders are left")


def _settle() -> None:
    _deliver_all()
    index.keep_current()
    index.repair()


def _deliver_all() -> None:
    while relay.deliver_pending():
        pass


if __name__ == "__main__":
    main(sys.argv[1])
