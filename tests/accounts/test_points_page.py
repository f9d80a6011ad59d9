from django.urls import reverse

from accounts.actions.reputation import Award, award
from accounts.actions.reputation import reverse as take_back
from tests.factories import make_user

POINTS = reverse("accounts:points")


def earn(user, key: str) -> None:
    award(Award(user.pk, "answer-voted", 5, key, "answer", 1, make_user().pk))


def test_member_sees_every_row_in_plain_words(client, helper):
    earn(helper, "vote:1")
    earn(helper, "vote:2")
    take_back("vote:2")
    client.force_login(helper)

    page = client.get(POINTS).text

    assert page.count("Your answer was found useful") == 3
    assert "(taken back)" in page
    assert "You have 5 points." in page


def test_nobody_sees_the_rows_of_others(client, helper, stranger):
    """A-AZ-05: also by a parameter."""
    earn(helper, "vote:1")
    client.force_login(stranger)

    for query in ("", f"?user={helper.pk}", f"?user_id={helper.pk}"):
        assert "Your answer was found useful" not in client.get(POINTS + query).text


def test_visitor_is_led_to_the_sign_in_and_back(client, db):
    assert client.get(POINTS)["Location"] == f"{reverse('account_login')}?next={POINTS}"


def test_member_without_points_is_told_how_they_come(client, helper):
    client.force_login(helper)

    assert "No points yet" in client.get(POINTS).text


def test_ledger_is_paged_and_costs_the_same_with_many_rows(client, helper, count_queries):
    """A-DO-10"""
    client.force_login(helper)
    earn(helper, "vote:0")
    with_one = count_queries(lambda: client.get(POINTS))
    for number in range(1, 25):
        earn(helper, f"vote:{number}")

    assert count_queries(lambda: client.get(POINTS)) == with_one <= 8
    older = client.get(POINTS).context["page"].older_url
    assert len(client.get(POINTS + older).context["page"]) == 5


def test_ledger_lists_a_bad_cursor_as_no_page(client, helper):
    """A-DO-05"""
    client.force_login(helper)

    assert client.get(f"{POINTS}?before=abc").status_code == 404
