"""Rankings list only who agreed, and nobody who speaks for the company."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.actions.leaderboards import CannotJoin, join_leaderboards, leave_leaderboards
from accounts.actions.reputation import Award, award
from accounts.models import User
from config.events.models import Event
from tests.factories import make_affiliation, make_user

PAGE = reverse("accounts:leaderboard")
CONSENT = reverse("accounts:leaderboard-consent")


def earn(user: User, points: int, *, days_ago: int = 0) -> User:
    key = f"earned:{user.pk}:{points}:{days_ago}"
    wanted = Award(user.pk, "answer-voted", points, key, "answer", 1, None)
    award(wanted, now=timezone.now() - timedelta(days=days_ago))
    return user


def listed(points: int, *, days_ago: int = 0, **values) -> User:
    user = make_user(on_leaderboards_since=timezone.now(), **values)
    return earn(user, points, days_ago=days_ago)


def shown(client, period: str = "month") -> list[tuple[int, User, int]]:
    places = client.get(f"{PAGE}?period={period}").context["places"]
    return [(place.number, place.person, place.earned) for place in places]


def test_those_who_agreed_are_ranked_by_what_they_earned(client, db):
    people = [listed(points) for points in (10, 50, 20, 20, 40)]

    assert shown(client) == [
        (1, people[1], 50),
        (2, people[4], 40),
        (3, people[2], 20),
        (3, people[3], 20),
        (5, people[0], 10),
    ]


def test_nobody_is_listed_without_consent(client, db):
    for points in range(1, 7):
        listed(points)
    silent = earn(make_user(display_name="Silent Sam"), 500)

    assert silent not in [person for _number, person, _earned in shown(client)]
    assert "Silent Sam" not in client.get(PAGE).text


@pytest.mark.parametrize("kind", ["employee", "agency", "partner", "perk"])
def test_affiliated_people_are_never_listed(client, db, kind):
    """A-BG-16: also with points from before, and a consent from before."""
    for points in range(1, 7):
        listed(points)
    joined = listed(500)
    make_affiliation(user=joined, kind=kind)

    assert joined not in [person for _number, person, _earned in shown(client)]


@pytest.mark.parametrize("values", [{"is_active": False}, {"confirmed_at": None}])
def test_closed_and_unconfirmed_accounts_are_not_listed(client, db, values):
    for points in range(1, 7):
        listed(points)
    gone = listed(500)
    User.objects.filter(pk=gone.pk).update(**values)

    assert gone not in [person for _number, person, _earned in shown(client)]


def test_fewer_than_five_are_no_ranking(client, db):
    people = [listed(points) for points in (10, 20, 30, 40)]

    page = client.get(PAGE)

    assert page.context["places"] == []
    assert "Nothing to rank yet" in page.text
    assert not any(person.display_name in page.text for person in people)


def test_period_says_which_points_count(client, db):
    for points in range(1, 6):
        listed(points)
    old = listed(500, days_ago=40)
    older = listed(600, days_ago=400)

    def people(period):
        return [person for _number, person, _earned in shown(client, period)]

    assert old not in people("month")
    assert people("year")[0] == old
    assert people("all")[:2] == [older, old]


def test_unknown_period_is_no_page(client, db):
    assert client.get(f"{PAGE}?period=week").status_code == 404


def test_member_joins_and_leaves(client, stranger):
    client.force_login(stranger)

    joined = client.post(CONSENT, follow=True)
    stranger.refresh_from_db()
    assert stranger.on_leaderboards_since
    assert "You are listed from now on." in joined.text
    assert "Take me off the list" in joined.text

    client.post(CONSENT, {"undo": "1"})
    stranger.refresh_from_db()
    assert stranger.on_leaderboards_since is None


def test_joining_and_leaving_twice_is_recorded_once(stranger):
    for act in (join_leaderboards, leave_leaderboards):
        act(user=stranger)
        act(user=stranger)

    names = Event.objects.filter(name__contains="Leaderboards").values_list("name", flat=True)
    assert sorted(names) == ["accounts.LeaderboardsJoined", "accounts.LeaderboardsLeft"]


def test_employee_is_told_why_he_is_not_listed(client, employee):
    with pytest.raises(CannotJoin):
        join_leaderboards(user=employee)
    client.force_login(employee)

    page = client.post(CONSENT, follow=True)

    assert "Who speaks for the company or receives perks is not listed." in page.text


def test_visitor_can_look_but_not_join(client, db):
    assert client.get(PAGE).status_code == 200
    assert client.get(CONSENT).status_code in {302, 405}
    assert client.post(CONSENT)["Location"].startswith(reverse("account_login"))


def test_list_costs_the_same_with_many(client, stranger, count_queries):
    """A-DO-10"""
    client.force_login(stranger)
    for points in range(1, 6):
        listed(points)
    with_five = count_queries(lambda: client.get(PAGE))
    for points in range(1, 12):
        listed(points)

    assert count_queries(lambda: client.get(PAGE)) == with_five <= 8
