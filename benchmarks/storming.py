"""Everybody does everything at once, for a while; then whatever is derived is compared with its
facts. It works on the database of the process that calls it."""

import random
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

from django.db import connections
from django.utils import timezone

from accounts.actions.affiliations import grant_affiliation
from accounts.actions.declarations import declare_independent
from accounts.actions.medals import all_changes_due, award_medals, people_due
from accounts.actions.members import create_member, grant_role
from accounts.models import Affiliation, Organisation, User
from accounts.notifications.actions import mark_all_read
from accounts.notifications.sending import send_due
from community.actions.answers import answer_question
from community.actions.comments import post_comment
from community.actions.experts import find_experts
from community.actions.feedback import (
    CannotGiveFeedback,
    say_did_not_help,
    say_solved_too,
)
from community.actions.posting import CannotPost
from community.actions.questions import ask_question, join_affected, leave_affected
from community.actions.solutions import CannotAccept, accept_answer, withdraw_acceptance
from community.actions.votes import CannotVote, vote_answer
from community.models import Answer, Product, Question
from config.events import relay
from config.events.models import Delivery
from config.recount import compared
from knowledge.actions.promotion import promote_answer
from knowledge.actions.publishing import CannotPublish, publish_article, unpublish_article
from knowledge.models import Article

# What people may be told; anything else is an error.
REFUSALS = (CannotPost, CannotAccept, CannotVote, CannotGiveFeedback, CannotPublish)
PEOPLE = 24
# All meet at the newest posts, so that the same rows are wanted by many.
HOT = 40
TAGS = ("wifi", "dns", "esim", "tv")

Act = Callable[["Crowd", random.Random], None]


@dataclass
class Storm:
    """What happened: acts by kind, refusals, errors in words, and what does not add up."""

    seconds: float
    acts: Counter[str] = field(default_factory=Counter)
    refused: int = 0
    errors: list[str] = field(default_factory=list)
    differences: list[str] = field(default_factory=list)

    @property
    def rate(self) -> float:
        return sum(self.acts.values()) / self.seconds

    @property
    def is_clean(self) -> bool:
        return not (self.errors or self.differences)


@dataclass(frozen=True)
class Crowd:
    people: list[User]
    curator: User
    products: list[Product]


def storm(*, seconds: float, threads: int = 16, seed: int = 7) -> Storm:
    """Let `threads` act for so long on a database without people, then settle and compare."""
    crowd = _gather()
    first = random.Random(seed)  # noqa: S311
    for _ in range(4):
        _ask(crowd, first)
        _answer(crowd, first)
    started = time.perf_counter()
    with ThreadPoolExecutor(threads) as pool:
        until = started + seconds
        seeds = range(seed, seed + threads)
        parts = list(pool.map(lambda each: _live(crowd, each, until), seeds))
    whole = Storm(time.perf_counter() - started)
    for part in parts:
        whole.acts += part.acts
        whole.refused += part.refused
        whole.errors += part.errors
    whole.errors += _settle()
    whole.differences = list(_differences())
    return whole


def _gather() -> Crowd:
    """Customers, one of whom receives perks, two who speak for the company, and a curator."""
    people = [_member(number) for number in range(PEOPLE)]
    organisation = Organisation.objects.create(name="Storm GmbH")
    for person, kind in zip(people[-3:], ("perk", "employee", "employee"), strict=True):
        _recognise(person, kind, organisation)
    curator = _member(PEOPLE)
    grant_role(user=curator, role=User.Role.CURATOR, by=None, reason="storm")
    curator.refresh_from_db()
    products = [
        Product.objects.create(slug=f"storm-{number}", name_de="Kiste", name_en="Box")
        for number in range(3)
    ]
    return Crowd(people, curator, products)


def _member(number: int) -> User:
    name = f"Sturm {number}"
    user = create_member(display_name=name, email=f"storm{number}@example.invalid")
    declare_independent(user=user)
    return user


def _recognise(user: User, kind: str, organisation: Organisation) -> Affiliation:
    return grant_affiliation(
        user=user,
        kind=kind,
        organisation=organisation,
        role_title="Care",
        full_name=f"Storm {user.pk}",
        evidence="storm",
        by=None,
    )


def _live(crowd: Crowd, seed: int, until: float) -> Storm:
    dice, part = random.Random(seed), Storm(0)  # noqa: S311
    try:
        while time.perf_counter() < until:
            _do_something(crowd, dice, part)
    finally:
        connections.close_all()
    return part


def _do_something(crowd: Crowd, dice: random.Random, part: Storm) -> None:
    (name,) = dice.choices(list(_ACTS), [weight for weight, _act in _ACTS.values()])
    try:
        _ACTS[name][1](crowd, dice)
        part.acts[name] += 1
    except REFUSALS:
        part.refused += 1
    except Exception as problem:  # the storm goes on, and says at the end what broke
        part.errors.append(f"{name}: {type(problem).__name__}: {problem}")


def _ask(crowd: Crowd, dice: random.Random) -> None:
    ask_question(
        by=dice.choice(crowd.people),
        title="Why does it storm?",
        body="It storms.",
        language=dice.choice(["de", "en"]),
        product=dice.choice(crowd.products),
        tags=dice.sample(TAGS, 2),
    )


def _answer(crowd: Crowd, dice: random.Random) -> None:
    question = _hot(Question.objects, dice)
    answer_question(question=question, by=dice.choice(crowd.people), body="Because.")


def _comment(crowd: Crowd, dice: random.Random) -> None:
    answer = _hot(Answer.objects.select_related("question"), dice)
    beneath = {"answer": answer} if dice.random() < 0.5 else {}
    spoken_to = dice.choice(crowd.people).display_name
    post_comment(
        question=answer.question,
        by=dice.choice(crowd.people),
        body=f"@{spoken_to}, why?",
        **beneath,
    )


def _feed_back(crowd: Crowd, dice: random.Random) -> None:
    dice.choice([say_solved_too, say_did_not_help])(answer=_hot(Answer.objects, dice))


def _vote(crowd: Crowd, dice: random.Random) -> None:
    value = dice.choice([1, 1, 0, -1])
    vote_answer(answer=_hot(Answer.objects, dice), by=dice.choice(crowd.people), value=value)


def _solve(crowd: Crowd, dice: random.Random) -> None:
    answer = _hot(Answer.objects.select_related("question__author"), dice)
    accept_answer(answer=answer, by=answer.question.author)


def _revert(crowd: Crowd, dice: random.Random) -> None:
    question = _hot(Question.objects.select_related("author"), dice)
    withdraw_acceptance(question=question, by=question.author)


def _join(crowd: Crowd, dice: random.Random) -> None:
    join_affected(question=_hot(Question.objects, dice), by=dice.choice(crowd.people))


def _leave(crowd: Crowd, dice: random.Random) -> None:
    leave_affected(question=_hot(Question.objects, dice), by=dice.choice(crowd.people))


def _read(crowd: Crowd, dice: random.Random) -> None:
    mark_all_read(user=dice.choice(crowd.people))


def _promote(crowd: Crowd, dice: random.Random) -> None:
    promote_answer(answer=_hot(Answer.objects, dice), by=crowd.curator)


def _publish(crowd: Crowd, dice: random.Random) -> None:
    if Article.objects.exists():
        publish_article(article=_hot(Article.objects, dice), by=crowd.curator)


def _unpublish(crowd: Crowd, dice: random.Random) -> None:
    if Article.objects.exists():
        unpublish_article(article=_hot(Article.objects, dice), by=crowd.curator)


def _deliver(crowd: Crowd, dice: random.Random) -> None:
    relay.deliver_pending(limit=10)


def _mail(crowd: Crowd, dice: random.Random) -> None:
    send_due(limit=5)


def _award(crowd: Crowd, dice: random.Random) -> None:
    """Several at once, as if its task were delivered several times."""
    award_medals(people=people_due(timezone.now()))


def _find(crowd: Crowd, dice: random.Random) -> None:
    find_experts()


# Each with how often it happens among the others.
_ACTS: dict[str, tuple[float, Act]] = {
    "ask": (1, _ask),
    "answer": (3, _answer),
    "comment": (3, _comment),
    "vote": (10, _vote),
    "feedback": (2, _feed_back),
    "solve": (5, _solve),
    "revert": (3, _revert),
    "join": (3, _join),
    "leave": (1, _leave),
    "read": (1, _read),
    "promote": (1, _promote),
    "publish": (1, _publish),
    "unpublish": (1, _unpublish),
    "deliver": (3, _deliver),
    "mail": (1, _mail),
    "medals": (0.2, _award),
    "experts": (0.1, _find),
}


def _hot(rows: Any, dice: random.Random) -> Any:
    """One of the newest."""
    newest = list(rows.order_by("-pk").values_list("pk", flat=True)[:HOT])
    return rows.get(pk=dice.choice(newest))


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
    """Every counter, and the medals of everybody however lately something moved."""
    for comparison in compared():
        yield from map(str, comparison.differences())
    yield from (f"medal due: {change}" for change in all_changes_due())
