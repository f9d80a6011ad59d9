"""A-AZ-01: every URL name, for everybody, with its thing in every state; see `access_matrix`."""

from copy import deepcopy

import pytest
from django.db import transaction
from django.test import Client

from tests.architecture.access_matrix import MATRIX, MEMBERS, OUTSIDE
from tests.architecture.doors import addresses, doors
from tests.architecture.world import World, people

ROLES = sorted(MEMBERS | OUTSIDE)
# These meet all states; the others, who differ from one of them in few doors, the telling ones.
IN_ALL_STATES = {"visitor", "member", "author", "moderator"}
TELLING = {"", "shown", "closed", "hidden", "merged", "published", "draft"}
SAME_ORIGIN = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def world(db, settings) -> World:
    settings.LIMITS_FACTOR = 100_000
    world = World()
    world.complete()
    return world


def outcome(browser: Client, method: str, path: str) -> str:
    """What comes of it, and nothing stays of it; each look is signed in as the first was."""
    cookies = deepcopy(browser.cookies)
    with transaction.atomic():
        response = getattr(browser, method)(path, headers=SAME_ORIGIN)
        transaction.set_rollback(True)
    browser.cookies = cookies
    if response.status_code in {301, 302} and "/account/login/" in response["Location"]:
        return "login"
    shut = {403: "refused", 404: "missing", 405: "no method"}
    if response.status_code < 400 or response.status_code in {400, 422, 503}:
        return "in"
    return shut.get(response.status_code, str(response.status_code))


def test_every_address_has_a_row_and_every_row_an_address():
    """A-AZ-01: add what the new one is to `access_matrix`."""
    assert {name for name, _path in doors()} ^ set(MATRIX) == set()


@pytest.mark.parametrize("role", ROLES)
def test_everybody_gets_in_where_he_should_and_nowhere_else(world, role):
    """A-AZ-01, A-AZ-04: the gate comes before the right, so a hidden thing is never told."""
    browser = Client(raise_request_exception=False)
    person = people(world)[role]
    if person is not None:
        browser.force_login(person)
    surprises = []

    for name, path in doors():
        for state, address in addresses(path, world):
            if role not in IN_ALL_STATES and state.split(" ")[0] not in TELLING:
                continue
            for method in ("get", "post"):
                found = outcome(browser, method, address)
                if found not in MATRIX[name].expected(method, role, state):
                    surprises.append((name, method, state, found))

    assert surprises == []
