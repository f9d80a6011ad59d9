"""Who acts in a storm, and on what."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from accounts.actions.affiliations import grant_affiliation
from accounts.actions.declarations import declare_independent
from accounts.actions.members import create_member, grant_role
from accounts.models import Affiliation, Organisation, User
from community.models import Product

PEOPLE = 24
# All meet at the newest posts, so that the same rows are wanted by many.
HOT = 40

Act = Callable[["Crowd", random.Random], None]


@dataclass(frozen=True)
class Crowd:
    people: list[User]
    curator: User
    second_curator: User
    moderators: list[User]
    products: list[Product]


def gather() -> Crowd:
    """Customers, one of whom receives perks, two who speak for the company, and the staff."""
    people = [_member(number) for number in range(PEOPLE)]
    organisation = Organisation.objects.create(name="Storm GmbH")
    for person, kind in zip(people[-3:], ("perk", "employee", "employee"), strict=True):
        _recognise(person, kind, organisation)
    curators = [_staff(PEOPLE + number, User.Role.CURATOR) for number in (0, 3)]
    moderators = [_staff(PEOPLE + number, User.Role.MODERATOR) for number in (1, 2)]
    products = [
        Product.objects.create(slug=f"storm-{number}", name_de="Kiste", name_en="Box")
        for number in range(3)
    ]
    return Crowd(people, *curators, moderators, products)


def _member(number: int) -> User:
    name = f"Sturm {number}"
    user = create_member(display_name=name, email=f"storm{number}@example.invalid")
    declare_independent(user=user)
    return user


def _staff(number: int, role: User.Role) -> User:
    user = _member(number)
    grant_role(user=user, role=role, by=None, reason="storm")
    user.refresh_from_db()
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


def hot(rows: Any, dice: random.Random, of: int = HOT) -> Any:
    """One of the newest; None where there is none, or it has just ceased to be one of `rows`."""
    newest = list(rows.order_by("-pk").values_list("pk", flat=True)[:of])
    return rows.filter(pk=dice.choice(newest)).first() if newest else None
