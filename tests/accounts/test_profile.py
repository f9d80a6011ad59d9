import pytest
from django.urls import reverse

from accounts.actions.reputation import Award, award
from tests.factories import make_affiliation, make_user


def address(user) -> str:
    return reverse("accounts:profile", args=[user.pk])


def test_profile_is_public_and_says_little(client, helper):
    """A-PR-02: no mailbox, no last visit."""
    page = client.get(address(helper)).text

    assert "Heike R." in page
    assert helper.email not in page
    assert "last" not in page[page.index("<main") : page.index("</main")].lower()


def test_profiles_are_not_for_search_engines(client, helper):
    """A-PR-02, L-GD-10"""
    assert 'content="noindex"' in client.get(address(helper)).text


def test_points_are_shown_as_at_least_one(client, helper):
    assert "<b>1</b>" in client.get(address(helper)).text


def test_points_are_shown(client, helper, stranger):
    award(Award(helper.pk, "answer-voted", 25, "vote:1", "answer", 1, stranger.pk))

    assert "<b>25</b>" in client.get(address(helper)).text


def test_employee_has_no_points_to_show(client, employee):
    """A-BG-16"""
    assert "Points" not in client.get(address(employee)).text


def test_who_receives_perks_has_points(client, helper):
    make_affiliation(user=helper, kind="perk")

    assert "Points" in client.get(address(helper)).text


def test_own_profile_leads_to_the_ledger_and_the_account(client, helper, stranger):
    ledger = reverse("accounts:points")

    client.force_login(helper)
    assert ledger in client.get(address(helper)).text
    client.force_login(stranger)
    assert ledger not in client.get(address(helper)).text


def test_closed_account_has_no_profile_except_for_moderators(client, moderator):
    gone = make_user(is_active=False)

    assert client.get(address(gone)).status_code == 404
    client.force_login(moderator)
    assert client.get(address(gone)).status_code == 200


def test_closed_account_is_signed_out_at_once(client, helper):
    """A-AU-09, A-AZ-16"""
    client.force_login(helper)
    type(helper).objects.update(is_active=False)

    response = client.get(reverse("accounts:points"))

    assert response["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize("who", ["visitor", "stranger"])
def test_profile_costs_a_fixed_number_of_queries(client, employee, count_queries, request, who):
    """A-DO-10"""
    if who == "stranger":
        client.force_login(request.getfixturevalue(who))

    assert count_queries(lambda: client.get(address(employee))) <= 12
