from datetime import UTC, datetime

import pytest
from django.urls import reverse

from accounts.notifications.actions import mark_all_read
from accounts.notifications.models import Notice
from tests.factories import hide, make_answer, make_question

NOTICES = reverse("accounts:notices")


@pytest.fixture
def answered(asker, helper, deliver_events):
    answer = make_answer(
        question=make_question(author=asker, title="Router blinks red"), author=helper
    )
    deliver_events()
    return answer


def test_member_is_told_and_led_to_the_answer(client, asker, answered):
    client.force_login(asker)

    page = client.get(NOTICES).text

    assert "New answer" in page
    assert "Router blinks red" in page
    assert f"#answer-{answered.pk}" in page


def test_notices_of_others_are_not_shown(client, stranger, answered):
    """A-AZ-05"""
    client.force_login(stranger)

    assert "Router blinks red" not in client.get(NOTICES).text


def test_notice_about_a_hidden_post_is_gone(client, asker, answered):
    """A-AZ-07"""
    hide(answered)
    client.force_login(asker)

    assert "Router blinks red" not in client.get(NOTICES).text


def test_every_page_shows_how_many_are_unread(client, asker, answered):
    client.force_login(asker)

    assert '<span class="count">1 ' in client.get("/en/questions/").text


def test_reading_alone_marks_nothing(client, asker, answered):
    """A GET changes nothing."""
    client.force_login(asker)
    client.get(NOTICES)
    client.head(NOTICES)

    asker.refresh_from_db()
    assert asker.unread_count == 1


def test_member_marks_all_as_read(client, asker, answered):
    client.force_login(asker)

    response = client.post(reverse("accounts:notices-read"))

    assert response["Location"] == NOTICES
    asker.refresh_from_db()
    assert asker.unread_count == 0


def test_member_marks_one_as_read(client, asker, answered, deliver_events):
    make_answer(question=answered.question)
    deliver_events()
    older = Notice.objects.earliest("id")
    client.force_login(asker)

    response = client.post(reverse("accounts:notice-read", args=[older.pk]), {"show": "unread"})

    assert response["Location"] == f"{NOTICES}?show=unread"
    asker.refresh_from_db()
    assert asker.unread_count == Notice.objects.unread().count() == 1


def test_nobody_marks_the_notices_of_others(client, asker, stranger, answered):
    """A-AZ-05"""
    client.force_login(stranger)
    client.post(reverse("accounts:notice-read", args=[Notice.objects.get().pk]))

    asker.refresh_from_db()
    assert asker.unread_count == 1
    assert Notice.objects.get().read_at is None


def test_only_unread_ones_are_shown_on_demand(client, asker, answered, deliver_events):
    mark_all_read(user=asker)
    make_answer(question=make_question(author=asker, title="Router has no light"))
    deliver_events()
    client.force_login(asker)

    page = client.get(NOTICES, {"show": "unread"}).text

    assert "Router has no light" in page
    assert "Router blinks red" not in page


def test_notices_stand_under_their_days(client, asker, answered):
    Notice.objects.update(created_at=datetime(2026, 3, 5, 23, 30, tzinfo=UTC))
    client.force_login(asker)

    assert 'id="day-2026-03-06"' in client.get(NOTICES).text


def test_employees_name_stands_with_his_mark(client, asker, employee, deliver_events):
    """L-UW-01"""
    make_answer(question=make_question(author=asker), author=employee)
    deliver_events()
    client.force_login(asker)

    assert "Verified employee" in client.get(NOTICES).text


def test_list_without_notices_says_what_it_is_for(client, stranger):
    client.force_login(stranger)

    assert "No news" in client.get(NOTICES).text
    assert "Nothing unread" in client.get(NOTICES, {"show": "unread"}).text


@pytest.mark.parametrize(("method", "name"), [("get", "notices"), ("post", "notices-read")])
def test_visitor_is_led_to_the_sign_in(client, db, method, name):
    response = getattr(client, method)(reverse(f"accounts:{name}"))

    assert response["Location"].startswith(reverse("account_login"))


def test_page_costs_the_same_with_one_notice_and_with_ten(
    client, asker, deliver_events, count_queries
):
    """A-DO-10"""
    question = make_question(author=asker)
    client.force_login(asker)

    def tell(times: int) -> int:
        for _ in range(times):
            make_answer(question=question)
        deliver_events()
        return count_queries(lambda: client.get(NOTICES))

    with_one = tell(1)
    assert tell(9) == with_one <= 8
