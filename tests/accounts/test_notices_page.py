import pytest
from django.urls import reverse

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

    assert "New answer: Router blinks red" in page
    assert answered.get_absolute_url() in page


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
