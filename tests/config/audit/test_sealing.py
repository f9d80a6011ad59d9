from contextlib import suppress
from datetime import date, timedelta
from itertools import count

import pytest
from django.db import connection, transaction

from config.audit import files, sealing
from config.audit.closing import close_days
from config.audit.models import AuditRecord, AuditRoot, AuditSeal, Unsealed
from config.audit.recording import record_act
from config.audit.sealing import seal_waiting
from config.audit.verifying import verify
from tests.config.audit.days import MONDAY, TUESDAY, WEDNESDAY

pytestmark = pytest.mark.django_db


@transaction.atomic
def act(count: int = 1) -> None:
    for number in range(count):
        record_act("post-hidden", by=None, subject=f"answer-{number}")


def test_each_record_is_sealed_once_in_one_chain():
    act(3)

    assert (seal_waiting(), seal_waiting()) == (3, 0)

    assert list(AuditSeal.objects.order_by("number").values_list("number", flat=True)) == [1, 2, 3]
    assert verify().problems == []


def test_more_than_a_batch_is_sealed_at_once(monkeypatch):
    monkeypatch.setattr(sealing, "BATCH", 2)
    act(5)

    assert seal_waiting() == 5

    assert verify().problems == []


def test_idle_sealer_writes_nothing(count_queries):
    assert count_queries(seal_waiting) == 1


def test_chain_goes_on_over_days():
    for day in (MONDAY, TUESDAY):
        act()
        seal_waiting(now=day)

    assert close_days(now=WEDNESDAY.replace(hour=1)) == 2
    assert [each.name for each in files.kept_roots()] == ["2026-03-02.json", "2026-03-03.json"]
    assert verify(now=WEDNESDAY).problems == []


def test_day_is_not_signed_while_a_batch_of_it_may_be_on_its_way():
    act()
    seal_waiting(now=MONDAY)

    midnight = TUESDAY.replace(hour=0)

    assert close_days(now=midnight + timedelta(minutes=4)) == 0
    assert close_days(now=midnight + timedelta(minutes=6)) == 1
    assert close_days(now=midnight + timedelta(minutes=7)) == 0


def test_clock_that_goes_back_opens_no_signed_day():
    act()
    seal_waiting(now=MONDAY)
    close_days(now=TUESDAY)
    act()

    seal_waiting(now=MONDAY)

    assert AuditSeal.objects.latest("number").day == date(2026, 3, 3)
    assert verify(now=TUESDAY).problems == []


def test_file_that_was_lost_is_written_again():
    act()
    seal_waiting(now=MONDAY)
    close_days(now=TUESDAY)
    (path,) = files.kept_roots()
    content = path.read_text()
    path.unlink()

    close_days(now=TUESDAY)

    assert path.read_text() == content


def test_file_is_never_overwritten():
    """A database that was put back to an earlier state must not take its proof away."""
    act()
    seal_waiting(now=MONDAY)
    close_days(now=TUESDAY)
    (path,) = files.kept_roots()
    path.write_text("as it was kept")

    close_days(now=TUESDAY)

    assert path.read_text() == "as it was kept"


def test_marks_go_when_the_root_says_as_much():
    act()
    seal_waiting(now=MONDAY)
    assert [each.number for each in files.marks()] == [1]

    close_days(now=TUESDAY)

    assert list(files.marks()) == []


def test_torn_mark_says_nothing(settings):
    act()
    seal_waiting(now=MONDAY)
    path = settings.AUDIT_DIR / "2026-03-02.marks"
    path.write_text(path.read_text() + "2 0f3")

    assert verify(now=MONDAY).problems == []


def test_signature_needs_the_secret(settings):
    act()
    seal_waiting(now=MONDAY)
    close_days(now=TUESDAY)

    root = AuditRoot.objects.get()

    assert settings.SECRET_KEY not in root.public_key + root.signature
    assert Unsealed.objects.count() == 0


def test_sealer_that_dies_anywhere_leaves_a_whole_chain():
    """Killed before any of its statements, or before its mark, the next one goes on."""
    act(2)
    seal_waiting(now=MONDAY)
    for deadly in range(12):
        act()
        with suppress(Died), connection.execute_wrapper(dies_at(deadly)):
            seal_waiting(now=MONDAY)
        assert verify(now=MONDAY).problems == []

    seal_waiting(now=MONDAY)

    assert Unsealed.objects.count() == 0
    assert AuditSeal.objects.count() == AuditRecord.objects.count() == 14
    assert verify(now=MONDAY).problems == []


class Died(Exception):
    """In the place of a kill."""


def dies_at(number: int):
    left = count(number, -1)

    def run(execute, *arguments):
        if next(left) == 0:
            raise Died
        return execute(*arguments)

    return run
