import pytest
from django.db import IntegrityError, transaction

from accounts.actions.members import create_member
from accounts.models import User
from config.events.models import Event
from tests.factories import PASSWORD, make_user


def test_member_joins_and_it_is_recorded(db):
    member = create_member(display_name="Lena B.", email="lena@example.org", password=PASSWORD)

    assert member.check_password(PASSWORD)
    assert member.shown_points == 1
    assert Event.objects.get().name == "accounts.MemberJoined"


def test_member_without_mailbox_cannot_sign_in(db):
    """Imported people are names beside their posts, no accounts."""
    member = create_member(display_name="Lena B.")

    assert member.email is None
    assert not member.has_usable_password()


def test_many_members_may_be_without_mailbox(db):
    create_member(display_name="Lena B.")
    create_member(display_name="Okan Y.")

    assert User.objects.filter(email=None).count() == 2


def test_one_mailbox_is_one_account(asker):
    """A-AU-16"""
    with pytest.raises(IntegrityError), transaction.atomic():
        make_user(email=asker.email)


@pytest.mark.parametrize("name", ["lena b.", "LENA B", "Lena  B.", "Lеna B."])
def test_names_that_look_alike_are_one(asker, name):
    """A-UN-06"""
    with pytest.raises(IntegrityError), transaction.atomic():
        make_user(display_name=name)


@pytest.mark.parametrize("values", [{"email": ""}, {"display_name": ""}])
def test_database_refuses_empty_words(db, values):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_user(**values)


@pytest.mark.parametrize(
    ("name", "initials"),
    [("Lena B.", "LB"), ("Heike", "H"), ("Karl-Heinz Ö", "KÖ"), ("...", "?")],
)
def test_initials_stand_for_the_name(name, initials):
    assert User(display_name=name).initials == initials
