"""Changing many rows in small transactions."""

import pytest
from django.db import IntegrityError, connection

from community.models import Tag
from config.personal_data import BATCH, in_batches


@pytest.fixture
def tags(db):
    Tag.objects.bulk_create(Tag(name=f"t{each}", slug=f"t{each}") for each in range(2 * BATCH + 1))
    return Tag.objects.all()


def test_every_row_is_seen_once_in_batches(tags):
    seen = []

    def note(rows) -> None:
        assert connection.in_atomic_block
        seen.append(list(rows.values_list("pk", flat=True)))

    assert in_batches(tags, note) == 2 * BATCH + 1
    assert [len(batch) for batch in seen] == [BATCH, BATCH, 1]
    assert len({pk for batch in seen for pk in batch}) == 2 * BATCH + 1


def test_rows_that_leave_the_set_do_not_hide_others(tags):
    assert in_batches(tags, lambda rows: rows.delete() and None) == 2 * BATCH + 1

    assert not Tag.objects.exists()


def test_what_was_done_stays_done_when_a_later_batch_fails(tags):
    """F-31: begun again, it goes on."""
    left = BATCH + 1

    def fail_in_the_end(rows) -> None:
        if rows.count() < BATCH:
            raise IntegrityError
        rows.delete()

    with pytest.raises(IntegrityError):
        in_batches(tags, fail_in_the_end)

    assert Tag.objects.count() == left - BATCH


def test_nothing_to_do_costs_one_query(db, count_queries):
    assert count_queries(lambda: in_batches(Tag.objects.all(), lambda rows: None)) == 1
