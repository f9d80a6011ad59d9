"""Who was erased stays erased, whatever a backup brings back."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from accounts.models import User
from accounts.notifications.models import OutgoingMail
from accounts.privacy import tombstones
from accounts.privacy.models import Erasure
from accounts.privacy.tombstones import Tombstone
from community.models import Question
from tests.factories import make_question, make_user


def apply() -> str:
    said = StringIO()
    call_command("apply_tombstones", stdout=said)
    return said.getvalue()


def restore(row: dict) -> User:
    """As a backup from before the erasure leaves the account."""
    User.objects.filter(pk=row["id"]).update(**row)
    Erasure.objects.all().delete()
    return User.objects.get(pk=row["id"])


def values_of(user: User) -> dict:
    return User.objects.filter(pk=user.pk).values().get()


@pytest.mark.parametrize("keeps_texts", [True, False])
def test_restored_person_is_erased_again(lena, erase, keeps_texts):
    """F-22: with the choice that was made, and without another mail."""
    question = make_question(author=lena, body="In my words.")
    before = values_of(lena)
    erase(lena, keeps_texts=keeps_texts)
    restored = restore(before)
    Question.objects.filter(pk=question.pk).update(body="In my words.")
    assert restored.display_name == "Lena B."

    assert apply() == "1 erased people had come back and were erased again.\n"

    restored.refresh_from_db()
    assert restored.erased_at
    assert restored.email is None
    assert (Question.objects.get().body == "In my words.") == keeps_texts
    assert not OutgoingMail.objects.queued().exists()
    assert Erasure.objects.get().done_at


def test_nothing_happens_where_nobody_came_back(lena, erase):
    erase(lena)

    assert apply() == ""


def test_wish_that_came_back_with_the_backup_is_carried_out(lena, erase):
    """The backup lies between the wish and the day."""
    before = values_of(lena)
    erase(lena)
    User.objects.filter(pk=lena.pk).update(**before)
    Erasure.objects.update(done_at=None, closed_at=None)

    apply()

    lena.refresh_from_db()
    assert lena.erased_at
    assert Erasure.objects.get().done_at


def test_newcomer_with_the_number_of_an_erased_person_is_left_alone(lena, erase):
    """F-22: numbers given out after the backup are given out again."""
    erase(lena)
    newcomer = make_user()
    User.objects.filter(pk=lena.pk).update(
        erased_at=None, is_active=True, created_at=newcomer.created_at
    )

    assert apply() == ""

    lena.refresh_from_db()
    assert lena.erased_at is None


def test_torn_line_hurts_no_other(lena, settings):
    """A crash while writing; the erasure it was about begins again and writes its own line."""
    first, second = Tombstone(1, "2026-01-01", True), Tombstone(2, "2026-01-02", False)
    tombstones.set_up(first)
    with Path(settings.TOMBSTONE_FILE).open("a") as file:
        file.write('{"user_id": 3, "crea')

    tombstones.set_up(second)

    assert list(tombstones.read()) == [first, second]


def test_lost_file_is_written_again_from_the_database(lena, erase, settings):
    """F-22: the next backup may be an old one."""
    before = values_of(lena)
    erase(lena)
    Path(settings.TOMBSTONE_FILE).unlink()

    apply()
    apply()

    assert len(list(tombstones.read())) == 1
    restored = restore(before)
    apply()
    restored.refresh_from_db()
    assert restored.erased_at


def test_tombstone_says_nothing_about_the_person(lena, erase, settings):
    erase(lena)

    written = Path(settings.TOMBSTONE_FILE).read_text()
    assert str(lena.pk) in written
    assert "Lena" not in written
    assert "lena@example.org" not in written


def test_start_of_the_site_applies_them(lena, erase):
    """F-22: before going online."""
    before = values_of(lena)
    erase(lena)
    restore(before)

    call_command("prepare", no_static=True, stdout=StringIO())

    lena.refresh_from_db()
    assert lena.erased_at
