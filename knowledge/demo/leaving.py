"""Who took his data along, and who is gone."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from functools import partial

from accounts.privacy.actions import TIME_TO_THINK, request_download, request_erasure
from accounts.privacy.downloads import make_due
from accounts.privacy.erasing import carry_out
from accounts.privacy.models import Erasure
from knowledge.demo.cast import Person
from knowledge.demo.world import Act, World


def leaving(people: Iterable[Person], *, start: datetime) -> Iterator[Act]:
    for person in people:
        if person.downloaded:
            yield Act(start - person.downloaded, partial(_download, person))
        if person.erased:
            erased_at = start - person.erased
            yield Act(erased_at - TIME_TO_THINK, partial(_ask_to_be_erased, person))
            yield Act(erased_at, partial(_erase, person))


def _download(person: Person, world: World, at: datetime) -> None:
    request_download(user=world.people[person.key], now=at)
    make_due(now=at)


def _ask_to_be_erased(person: Person, world: World, at: datetime) -> None:
    request_erasure(user=world.people[person.key], keeps_texts=True, now=at)


def _erase(person: Person, world: World, at: datetime) -> None:
    """In one step: nothing of the demo's past is still on its way."""
    asked = Erasure.objects.open().get(user=world.people[person.key])
    carry_out(asked, now=at, settling=timedelta(0), tell=False)
