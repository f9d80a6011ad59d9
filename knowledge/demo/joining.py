"""How the people of the demo join, are recognised and get their roles."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import partial

from allauth.account.models import EmailAddress

from accounts.actions.affiliations import grant_affiliation
from accounts.actions.members import create_member, grant_role
from accounts.models import User
from knowledge.demo.content import Affiliation, Person
from knowledge.demo.world import Act, World


def joinings(people: Iterable[Person], *, start: datetime) -> Iterator[Act]:
    for person in people:
        yield Act(start - person.joined, partial(_join, person))


def _join(person: Person, world: World, at: datetime) -> None:
    user = create_member(
        display_name=person.display_name,
        email=person.email,
        language=person.language,
        created_at=at,
    )
    EmailAddress.objects.create(user=user, email=person.email, verified=True, primary=True)
    by = world.holder_of(User.Role.ADMINISTRATOR)
    if person.affiliation:
        _recognise(user, person.affiliation, by, world, at)
    for role in person.roles:
        grant_role(user=user, role=role, by=by, reason="Part of the work")
    user.refresh_from_db()
    world.people[person.key] = user


def _recognise(
    user: User, affiliation: Affiliation, by: User | None, world: World, at: datetime
) -> None:
    grant_affiliation(
        user=user,
        kind=affiliation.kind,
        organisation=world.organisations[affiliation.organisation],
        role_title=affiliation.role_title,
        full_name=affiliation.full_name,
        evidence="Contract seen",
        by=by,
        now=at,
    )
