"""Names of people who come with an import: theirs, as far as it can be shown."""

import pytest
from django.utils import timezone

from accounts.actions.imported_people import Newcomer, create_imported_people
from accounts.models import User
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def named(*names: str) -> list[str]:
    newcomers = [
        Newcomer(name=name, number=str(number), language="en", joined_at=timezone.now())
        for number, name in enumerate(names, start=123)
    ]
    return [user.display_name for user in create_imported_people(newcomers)]


def test_name_that_is_free_is_kept():
    assert named("Anna K.", "user_a0deb839") == ["Anna K.", "user_a0deb839"]


def test_taken_name_gets_a_number():
    make_user(display_name="Anna")

    assert named("Anna", "ANNA", "Ánna") == ["Anna 2", "ANNA 3", "Ánna 4"]


def test_number_that_is_taken_too_is_passed_over():
    make_user(display_name="Anna 2")

    assert named("Anna", "Anna") == ["Anna", "Anna 3"]


def test_hundreds_of_one_name_all_get_one_of_their_own():
    names = named(*["Anna"] * 200)

    assert len({*names}) == User.objects.values("name_key").distinct().count() == 200


@pytest.mark.parametrize("name", ["", " ", "\u200b\u202e", "X", "12345", "★", "\x00"])
def test_name_without_anything_to_read_becomes_neutral(name):
    assert named(name) == ["Member 123"]


@pytest.mark.parametrize("name", ["admin", "Аdmin", "Moderator Max", "Fjordnet Support", "Team"])
def test_nobody_poses_as_staff(name):
    """A-UP-07"""
    assert named(name) == ["Member 123"]


def test_mail_address_is_not_shown():
    assert named("anna@example.org") == ["Member 123"]


def test_signs_that_a_name_may_not_have_are_left_out():
    assert named("Anna (Kiel) ★", "<b>Bert</b>") == ["Anna Kiel", "b Bert b"]


def test_long_name_is_cut():
    [name] = named("Anna " * 100)

    assert len(name) <= 32


def test_widest_letters_fit_into_the_key():
    [name] = named("ﷺ" * 32)

    assert name


def test_nobody_can_sign_in():
    named("Anna")

    anna = User.objects.get()
    assert anna.email is None
    assert not anna.has_usable_password()
    assert anna.roles == ""
