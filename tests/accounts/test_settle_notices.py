"""What may no longer be seen is not counted as unread for ever."""

import pytest

from accounts.notifications.models import Notice
from accounts.notifications.settling import settle_unseeable
from tests.factories import hide, make_answer, make_question


@pytest.fixture
def answered(asker, deliver_events):
    answers = [make_answer(question=make_question(author=asker)) for _ in range(3)]
    deliver_events()
    return answers


def unread(user) -> int:
    user.refresh_from_db(fields=["unread_count"])
    return user.unread_count


def test_notice_of_a_hidden_post_counts_no_longer(answered, asker):
    hide(answered[0])

    assert settle_unseeable() == 1
    assert unread(asker) == Notice.objects.unread().count() == 2


def test_what_can_be_seen_stays_unread(answered, asker):
    assert settle_unseeable() == 0
    assert unread(asker) == 3


def test_notice_of_a_kind_that_is_gone_counts_no_longer(answered, asker):
    Notice.objects.update(kind="no-longer-known")
    settle_unseeable()

    assert unread(asker) == 0


def test_it_goes_round_and_round_in_small_steps(answered, asker):
    for answer in answered:
        hide(answer)

    assert [settle_unseeable(limit=2), settle_unseeable(limit=2)] == [2, 1]
    assert unread(asker) == 0
    assert settle_unseeable(limit=2) == 0


def test_notice_of_a_moderator_is_closed_too(moderator, deliver_events):
    """A-AZ-16: notices and mails say what everybody may read; moderators have their queue."""
    answer = make_answer(question=make_question(author=moderator))
    deliver_events()
    hide(answer)

    assert settle_unseeable() == 1
    assert unread(moderator) == 0
