"""Everybody does everything at once, for a while; then whatever is derived is compared with its
facts. It works on the database of the process that calls it."""

import random
import time
from collections import Counter
from collections.abc import Collection, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from django.db import connections
from django.utils import timezone

from accounts.actions.medals import all_changes_due, award_medals
from accounts.privileges import PrivilegeMissing
from benchmarks.storm_crowd import Act, Crowd, gather
from benchmarks.storm_curating import CURATING, contradictions
from benchmarks.storm_deciding import DECIDING
from benchmarks.storm_everyday import EVERYDAY, answer, ask, comment
from community.actions.confirming import CannotConfirm
from community.actions.deciding import CannotDecide
from community.actions.deleting import CannotDelete
from community.actions.editing import CannotEdit
from community.actions.feedback import CannotGiveFeedback
from community.actions.hiding import CannotHide, CannotRestore
from community.actions.masking import CannotMask
from community.actions.posting import CannotPost
from community.actions.proposals import CannotDecideProposal
from community.actions.solutions import CannotAccept
from community.actions.votes import CannotVote
from community.moderation.actions.deciding import CannotDecideReport
from config.events import relay
from config.events.models import Delivery
from config.recount import compared
from config.starting_over import TRIES, was_given_up
from knowledge.actions.article_feedback import CannotSay
from knowledge.actions.candidates import CannotDecideCandidate
from knowledge.actions.claiming import CannotClaim
from knowledge.actions.doubting import CannotFlag
from knowledge.actions.editing import CannotEdit as CannotEditArticle
from knowledge.actions.promotion import CannotPromote
from knowledge.actions.publishing import CannotPublish
from knowledge.actions.retiring import CannotRetire
from knowledge.actions.reviewing import CannotReview
from knowledge.actions.sources import CannotName
from knowledge.actions.translating import CannotTranslate
from knowledge.models import Article, Candidate

# What people may be told; anything else is an error.
REFUSALS = (
    *(CannotPost, CannotAccept, CannotVote, CannotGiveFeedback, CannotPublish, CannotEdit),
    *(CannotDecide, CannotHide, CannotRestore, CannotMask, CannotConfirm, CannotDelete),
    *(CannotDecideProposal, CannotDecideReport, CannotPromote, PrivilegeMissing),
    *(CannotSay, CannotDecideCandidate, CannotClaim, CannotFlag, CannotEditArticle, CannotRetire),
    *(CannotReview, CannotName, CannotTranslate),
    # Somebody discarded the draft meanwhile.
    *(Article.DoesNotExist, Candidate.DoesNotExist),
)
Acts = dict[str, tuple[float, Act]]
ACTS: Acts = EVERYDAY | DECIDING | CURATING


@dataclass
class Storm:
    """What happened: acts by kind, those that the database gave up and that were done again, as
    requests do them again (ADR 23), refusals, errors in words, and what does not add up."""

    seconds: float
    acts: Counter[str] = field(default_factory=Counter)
    started_over: Counter[str] = field(default_factory=Counter)
    refused: int = 0
    errors: list[str] = field(default_factory=list)
    differences: list[str] = field(default_factory=list)

    @property
    def rate(self) -> float:
        return sum(self.acts.values()) / self.seconds

    @property
    def is_clean(self) -> bool:
        return not (self.errors or self.differences)


def storm(
    *, seconds: float, threads: int = 16, seed: int = 7, only: Collection[str] = tuple(ACTS)
) -> Storm:
    """Let `threads` act for so long on a database without people, then settle and compare.

    `only` names what they do; by default everything.
    """
    acts = {name: ACTS[name] for name in only}
    crowd = gather()
    first = random.Random(seed)  # noqa: S311
    for _ in range(4):
        ask(crowd, first)
        answer(crowd, first)
        comment(crowd, first)
    started = time.perf_counter()
    with ThreadPoolExecutor(threads) as pool:
        until = started + seconds
        seeds = range(seed, seed + threads)
        parts = list(pool.map(lambda each: _live(crowd, acts, each, until), seeds))
    whole = Storm(time.perf_counter() - started)
    for part in parts:
        whole.acts += part.acts
        whole.started_over += part.started_over
        whole.refused += part.refused
        whole.errors += part.errors
    whole.errors += _settle()
    whole.differences = list(_differences())
    return whole


def _live(crowd: Crowd, acts: Acts, seed: int, until: float) -> Storm:
    dice, part = random.Random(seed), Storm(0)  # noqa: S311
    try:
        while time.perf_counter() < until:
            _do_something(crowd, acts, dice, part)
    finally:
        connections.close_all()
    return part


def _do_something(crowd: Crowd, acts: Acts, dice: random.Random, part: Storm) -> None:
    (name,) = dice.choices(list(acts), [weight for weight, _act in acts.values()])
    for tries_left in reversed(range(TRIES)):
        try:
            acts[name][1](crowd, dice)
            part.acts[name] += 1
        except REFUSALS:
            part.refused += 1
        except Exception as problem:  # the storm goes on, and says at the end what broke
            if tries_left and was_given_up(problem):
                part.started_over[name] += 1
                continue
            part.errors.append(f"{name}: {type(problem).__name__}: {problem}")
        return


def _settle() -> list[str]:
    """Deliver what is open and give the medals that are due; whatever can't be is an error."""
    while Delivery.objects.due(timezone.now()).exists() or _put_forward():
        relay.deliver_pending(limit=1000)
    award_medals()
    dead = Delivery.objects.dead().values_list("handler", "last_error")
    return [f"{handler}: {error}" for handler, error in dead]


def _put_forward() -> int:
    """What waits for its next try waits no longer; how many these are."""
    waiting = Delivery.objects.open().exclude(pk__in=Delivery.objects.dead().values("pk"))
    return waiting.update(not_before=timezone.now())


def _differences() -> Iterator[str]:
    """Every article, every counter, and the medals of everybody however lately something moved."""
    yield from contradictions()
    for comparison in compared():
        yield from map(str, comparison.differences())
    yield from (f"medal due: {change}" for change in all_changes_due())
