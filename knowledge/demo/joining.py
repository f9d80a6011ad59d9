"""How the people of the demo join, say for whom they speak, and get their roles."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import partial

from allauth.account.models import EmailAddress
from django.utils import translation

from accounts.actions.declarations import declare_independent
from accounts.actions.members import create_member, grant_role
from knowledge.demo.cast import Person
from knowledge.demo.speaking import recognise
from knowledge.demo.world import Act, World


def joinings(people: Iterable[Person], *, start: datetime) -> Iterator[Act]:
    for person in people:
        yield Act(start - person.joined, partial(_join, person, start))


def _join(person: Person, start: datetime, world: World, at: datetime) -> None:
    user = create_member(
        display_name=person.display_name,
        email=person.email,
        language=person.language,
        created_at=at,
        confirmed_at=at,
    )
    EmailAddress.objects.create(user=user, email=person.email, verified=True, primary=True)
    world.people[person.key] = user
    spoken = person.affiliation
    if spoken is None or spoken.granted:
        with translation.override(person.language):
            declare_independent(user=user, explanation=person.explains, now=at)
    elif spoken.requested is None:
        recognise(person.key, spoken, world, at, start=start)
    by = next(iter(world.administrators), None)
    for role in person.roles:
        grant_role(user=user, role=role, by=by, reason="Part of the work")
    user.refresh_from_db()
