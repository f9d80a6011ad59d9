"""What helping has earned the people of the demo: medals, topics, a place in the lists."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from functools import partial

from accounts.actions.leaderboards import join_leaderboards
from accounts.actions.medals import NEWS, award_medals
from community.actions.experts import find_experts
from knowledge.demo.cast import Person
from knowledge.demo.world import Act, World

_JUST_NOW = timedelta(minutes=5)
# What was earned before the first of these is no news any more; the later ones are told.
_LOOKED_AT = (NEWS, timedelta(days=1), _JUST_NOW)


def standing(people: Iterable[Person], *, start: datetime) -> Iterator[Act]:
    for person in people:
        if person.listed:
            yield Act(start - person.listed, partial(_agree_to_be_listed, person))
    for ago in _LOOKED_AT:
        yield Act(start - ago, _award)
    yield Act(start - _JUST_NOW, _find_experts)


def _agree_to_be_listed(person: Person, world: World, at: datetime) -> None:
    join_leaderboards(user=world.people[person.key], now=at)


def _award(_world: World, at: datetime) -> None:
    award_medals(now=at)


def _find_experts(_world: World, at: datetime) -> None:
    find_experts(now=at)
