"""What standing opens: PRODUCT, section 1, “Privileges”."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ImproperlyConfigured
from django.urls import reverse

from accounts.models import Affiliation, User
from accounts.points import thresholds
from accounts.privileges import Privilege, PrivilegeMissing, holds, how_far, require_privilege
from tests.factories import make_affiliation, make_user

PAGE = reverse("accounts:privileges")
EARNED = [Privilege.PROPOSE_DUPLICATE, Privilege.EDIT_TAGS, Privilege.EDIT_POSTS, Privilege.QUEUES]


def with_points(points: int, **values) -> User:
    return make_user(points=points, **values)


def test_thresholds_are_those_of_the_product():
    assert thresholds() == {
        "comment": 1,
        "propose-edit": 1,
        "propose-duplicate": 50,
        "edit-tags": 250,
        "edit-posts": 500,
        "queues": 1000,
    }


def test_grown_community_asks_for_more(settings):
    young = thresholds()
    settings.REPUTATION_PRESET = "grown"

    grown = thresholds()

    assert grown.keys() == young.keys()
    assert all(grown[name] >= young[name] for name in young)
    assert grown["queues"] > young["queues"]


def test_operator_sets_single_figures(settings):
    settings.PRIVILEGES = ["edit-posts=300", " queues = 800 "]

    assert (thresholds()["edit-posts"], thresholds()["queues"]) == (300, 800)
    assert thresholds()["edit-tags"] == 250


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("REPUTATION_PRESET", "huge", "REPUTATION_PRESET is “huge”; choose young, grown."),
        ("PRIVILEGES", ["fly=3"], "PRIVILEGES names “fly”; there are comment,"),
        ("PRIVILEGES", ["vote=3"], "PRIVILEGES names “vote”"),
        ("PRIVILEGES", ["queues"], "gives queues the figure “”"),
        ("PRIVILEGES", ["queues=many"], "write queues=300"),
        ("PRIVILEGES", ["queues=-5"], "write queues=300"),
        ("PRIVILEGES", ["queues=0"], "write queues=300"),
        ("PRIVILEGES", ["queues=²"], "write queues=300"),
    ],
)
def test_what_makes_no_sense_is_refused_with_a_sentence(settings, name, value, says):
    setattr(settings, name, value)

    with pytest.raises(ImproperlyConfigured) as refusal:
        thresholds()
    assert says in str(refusal.value)


@pytest.mark.parametrize("privilege", EARNED)
def test_privilege_opens_at_its_threshold(db, privilege):
    needed = thresholds()[privilege.value]

    assert not holds(with_points(needed - 1), privilege)
    assert holds(with_points(needed), privilege)


@pytest.mark.parametrize("privilege", [Privilege.COMMENT, Privilege.PROPOSE_EDIT])
def test_everybody_begins_with_what_one_point_opens(db, privilege):
    """Also whom a penalty cost more than he had."""
    assert holds(with_points(0), privilege)
    assert holds(with_points(-50), privilege)
    assert not holds(AnonymousUser(), privilege)


def test_reporting_takes_no_account():
    assert holds(AnonymousUser(), Privilege.REPORT)


def test_voting_takes_a_confirmed_mailbox_and_no_points(db):
    assert holds(with_points(0), Privilege.VOTE)
    assert not holds(with_points(5000, confirmed_at=None), Privilege.VOTE)
    assert not holds(with_points(5000, email=None), Privilege.VOTE)


@pytest.mark.parametrize("kind", ["employee", "agency", "partner"])
def test_who_speaks_for_the_company_holds_nothing_that_is_earned(db, kind):
    """Staff rights come from roles, never from points."""
    rich = with_points(5000)
    make_affiliation(user=rich, kind=kind)

    assert not any(holds(rich, privilege) for privilege in EARNED)
    assert holds(rich, Privilege.COMMENT)


def test_who_receives_perks_holds_what_he_earned(db):
    rich = with_points(5000)
    make_affiliation(user=rich, kind=Affiliation.Kind.PERK)

    assert all(holds(rich, privilege) for privilege in Privilege)


def test_roles_give_no_privilege_of_points(curator):
    assert not holds(curator, Privilege.EDIT_POSTS)


def test_closed_account_holds_nothing_but_what_visitors_may(db):
    closed = with_points(5000, is_active=False)

    assert [each for each in Privilege if holds(closed, each)] == [Privilege.REPORT]


def test_missing_privilege_says_what_it_takes_and_how_far_one_is(db):
    with pytest.raises(PrivilegeMissing) as refusal:
        require_privilege(with_points(20), Privilege.PROPOSE_DUPLICATE)

    assert str(refusal.value) == "This takes 50 points. You have 20: 30 more to go."
    assert refusal.value.distance.missing == 30
    assert how_far(with_points(0), Privilege.QUEUES).in_words.startswith("This takes 1,000 points.")
    require_privilege(with_points(50), Privilege.PROPOSE_DUPLICATE)


def test_company_is_told_why_no_points_will_help(employee):
    distance = how_far(employee, Privilege.QUEUES)

    assert "Who speaks for the company earns none." in distance.in_words


def test_asking_costs_one_query_at_most(db, count_queries):
    member = with_points(20)

    for privilege in Privilege:
        assert count_queries(lambda each=privilege: holds(member, each)) <= 1


def test_page_shows_all_prices_and_thresholds_to_visitors(client, db):
    page = client.get(PAGE)

    assert page.status_code == 200
    for words in ("+25", "+30", "−50", "1,000 points", "confirmed e-mail", "everybody"):
        assert words in page.text
    assert "<progress" not in page.text


def test_page_shows_members_the_next_step_and_how_far_it_is(client, db):
    client.force_login(with_points(260))

    page = client.get(PAGE).text

    assert "Next: Edit the posts of others" in page
    assert "260 of 500, 240 more to go" in page
    assert '<progress max="500"' in page
    assert "260 of 1,000, 740 more to go" in page


def test_page_of_somebody_who_holds_all_has_no_next_step(client, db):
    client.force_login(with_points(1000))

    assert "Next:" not in client.get(PAGE).text


def test_page_costs_few_queries(client, db, count_queries):
    client.force_login(with_points(20))

    assert count_queries(lambda: client.get(PAGE)) <= 8
