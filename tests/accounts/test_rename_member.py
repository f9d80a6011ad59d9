"""Another name: free, not too often, and the old one cannot be put on by somebody else."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.actions.affiliations import end_affiliation
from accounts.actions.imported_people import Newcomer, create_imported_people
from accounts.actions.profiles import CannotRename, rename_member
from accounts.models import Affiliation, FormerName, User, is_name_taken
from accounts.names import name_key
from config.events.models import Event
from tests.factories import make_affiliation, make_answer, make_user


def rename(user: User, name: str, *, by: User | None = None, **values) -> User:
    return rename_member(user=user, display_name=name, by=by or user, **values)


def test_member_gets_another_name_and_it_is_recorded(helper):
    renamed = rename(helper, "Heike Rabe")

    assert (renamed.display_name, renamed.name_key) == ("Heike Rabe", name_key("Heike Rabe"))
    assert FormerName.objects.get().display_name == "Heike R."
    event = Event.objects.get(name="accounts.MemberRenamed")
    assert (event.payload, event.actor) == ({"user_id": helper.pk}, helper)


def test_address_and_posts_stay_the_same(helper):
    """A-AU-19: everything points to the id."""
    answer, address = make_answer(author=helper), helper.get_absolute_url()

    renamed = rename(helper, "Heike Rabe")

    answer.refresh_from_db()
    assert answer.author == renamed
    assert renamed.get_absolute_url() == address


def test_old_name_is_kept_from_others_for_twelve_months(helper, stranger, monkeypatch):
    """A-AU-19"""
    now = timezone.now()
    rename(helper, "Heike Rabe", now=now)

    with pytest.raises(CannotRename, match="already has this name"):
        rename(stranger, "HEIKE R")
    monkeypatch.setattr(timezone, "now", lambda: now + timedelta(days=366))
    assert rename(stranger, "Heike R.").display_name == "Heike R."


def test_old_name_may_be_taken_back_by_who_bore_it(helper):
    rename(helper, "Heike Rabe")

    assert rename(helper, "Heike R.").display_name == "Heike R."


def test_name_that_somebody_else_bore_last_is_not_ones_own(helper, stranger, monkeypatch):
    """A-AU-19: who bore it before that may not slip into the last bearer's clothes."""
    now = timezone.now()
    rename(helper, "Heike Rabe", now=now)
    monkeypatch.setattr(timezone, "now", lambda: now + timedelta(days=366))
    rename(stranger, "Heike R.")
    rename(stranger, "Somebody Else")

    with pytest.raises(CannotRename):
        rename(helper, "Heike R.")


def test_third_change_in_thirty_days_is_refused_with_the_day_of_the_next(helper):
    now = timezone.now()
    rename(helper, "Heike One", now=now - timedelta(days=20))
    rename(helper, "Heike Two", now=now - timedelta(days=1))

    with pytest.raises(CannotRename, match="twice lately") as refusal:
        rename(helper, "Heike Three", now=now)

    next_year = str((timezone.localtime(now) + timedelta(days=10)).year)
    assert next_year in str(refusal.value)
    assert rename(helper, "Heike Three", now=now + timedelta(days=11))


def test_going_back_and_forth_counts_too(helper):
    rename(helper, "Heike Rabe")
    rename(helper, "Heike R.")

    with pytest.raises(CannotRename):
        rename(helper, "Heike Rabe")


def test_same_name_again_is_no_change(helper):
    for _ in range(3):
        rename(helper, " Heike  R. ")

    assert not FormerName.objects.exists()
    assert not Event.objects.filter(name="accounts.MemberRenamed").exists()


def test_other_spelling_of_ones_own_name_is_free(helper):
    assert rename(helper, "HEIKE R").display_name == "HEIKE R"


@pytest.mark.parametrize("taken", ["Okan Y.", "okan y", "0kan Y.", "Ökan Y."])
def test_name_that_looks_like_somebody_elses_is_refused(helper, stranger, taken):
    """A-AU-19"""
    with pytest.raises(CannotRename, match="already has this name"):
        rename(helper, taken)

    helper.refresh_from_db()
    assert helper.display_name == "Heike R."
    assert not FormerName.objects.exists()


@pytest.mark.parametrize(
    "name", ["", "x", "a@example.org", "Admin", "Fjordnet Team", "<b>", "x" * 500]
)
def test_name_that_is_no_name_is_refused(helper, name):
    with pytest.raises(CannotRename):
        rename(helper, name)


def test_name_of_a_former_employee_is_taken_for_good(helper, employee, administrator):
    """A-AU-19, A-BG-08"""
    spoken = Affiliation.objects.get(user=employee)
    end_affiliation(affiliation=spoken, by=administrator, because="left the company")

    with pytest.raises(CannotRename):
        rename(helper, "Miriam Vogt")


def test_own_name_as_an_employee_is_ones_own(employee):
    assert rename(employee, "Miriam Vogt").display_name == "Miriam Vogt"


def test_stranger_may_not_rename_somebody(helper, stranger):
    with pytest.raises(PermissionDenied):
        rename(helper, "Silly Goose", by=stranger)


def test_moderator_may_as_often_as_it_takes(helper, moderator):
    for number in ("One", "Two", "Three"):
        rename(helper, f"Heike {number}", by=moderator)

    assert User.objects.get(pk=helper.pk).display_name == "Heike Three"


def test_imported_person_can_be_renamed_by_a_moderator(moderator, db):
    newcomer = Newcomer(name="Rude W.", number="7", language="en", joined_at=timezone.now())
    (imported,) = create_imported_people([newcomer])

    assert rename(imported, "Member 7", by=moderator).display_name == "Member 7"


def test_closed_account_keeps_its_name(helper):
    User.objects.filter(pk=helper.pk).update(is_active=False)
    helper.refresh_from_db()

    with pytest.raises(PermissionDenied):
        rename(helper, "Heike Rabe")


def test_database_knows_one_bearer_of_a_look(helper, stranger):
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.filter(pk=helper.pk).update(name_key=stranger.name_key)


def test_reserved_name_is_taken_for_newcomers_too(helper):
    rename(helper, "Heike Rabe")

    assert is_name_taken("Heike R.")
    assert not is_name_taken("Heike R.", for_user=helper)
    make_affiliation(user=make_user(), full_name="Otto Berg")
    assert is_name_taken("Otto Berg", for_user=helper)
