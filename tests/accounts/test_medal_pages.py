"""All medals, who holds them, and how far one is oneself."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from accounts import medals
from accounts.actions.medals import award_medals
from accounts.models import MedalAward
from community.actions.votes import vote_answer
from tests.factories import hide, make_affiliation, make_answer, make_question, make_user

MEDALS = reverse("accounts:medals")


def page_of(name: str) -> str:
    return reverse("accounts:medal", args=[name])


def honour(user, name: str = "first-solution", subject: str = "") -> MedalAward:
    return MedalAward.objects.create(user=user, medal=name, subject=subject)


def test_visitors_see_every_medal_and_how_many_hold_it(client, helper, stranger):
    honour(helper)
    honour(stranger)

    page = client.get(MEDALS)

    for medal in medals.all_medals():
        assert escape(str(medal.sentence)) in page.text
    rows = {row.medal.name: row for row in page.context["rows"]}
    assert rows["first-solution"].holders == 2
    assert rows["ten-solutions"].holders == 0
    assert "2 people hold it" in page.text
    assert "You hold" not in page.text


def test_member_sees_his_own_and_how_far_he_is(client, helper):
    question = make_question(now=timezone.now() - timedelta(days=3))
    question.accepted_answer = make_answer(author=helper, question=question)
    question.solved_at = timezone.now()
    question.save()
    award_medals(people=[helper.pk])
    client.force_login(helper)

    page = client.get(MEDALS)

    rows = {row.medal.name: row for row in page.context["rows"]}
    assert rows["first-solution"].mine == 1
    assert (rows["ten-solutions"].so_far, rows["ten-solutions"].medal.goal) == (1, 10)
    assert '<progress max="10"' in page.text
    assert "1 of 10" in page.text


def test_medal_says_who_earned_it_lately_and_for_what(client, helper, stranger):
    question = make_question(title="Router blinks red")
    answer = make_answer(author=helper, question=question)
    honour(helper, "useful-to-ten", f"answer {answer.pk}")
    honour(stranger, "useful-to-ten", "answer 999999")

    page = client.get(page_of("useful-to-ten")).text

    assert helper.display_name in page
    assert stranger.display_name in page
    assert "Router blinks red" in page


def test_hidden_post_is_not_named(client, helper):
    """A-AZ-07"""
    answer = make_answer(author=helper, question=make_question(title="A secret token"))
    honour(helper, "useful-to-ten", f"answer {answer.pk}")
    hide(answer)

    assert "A secret token" not in client.get(page_of("useful-to-ten")).text


@pytest.mark.parametrize("kind", ["employee", "agency", "partner"])
def test_who_speaks_for_the_company_is_not_shown(client, helper, kind):
    """No figures per employee."""
    honour(helper)
    make_affiliation(user=helper, kind=kind)

    page = client.get(page_of("first-solution"))

    assert helper.display_name not in page.text
    assert page.context["people"] == 0


@pytest.mark.parametrize("values", [{"is_active": False}, {"confirmed_at": None}])
def test_closed_and_unconfirmed_accounts_are_not_shown(client, helper, values):
    honour(helper)
    type(helper).objects.filter(pk=helper.pk).update(**values)

    assert helper.display_name not in client.get(page_of("first-solution")).text


def test_medal_nobody_holds_invites(client, db):
    assert "You could be the first." in client.get(page_of("many-solutions")).text


def test_unknown_medal_is_no_page(client, helper):
    honour(helper, "retired-medal")

    assert client.get(page_of("retired-medal")).status_code == 404
    assert client.get(MEDALS).status_code == 200


def test_notice_leads_to_the_medal(client, helper, stranger, deliver_events):
    question = make_question(now=timezone.now() - timedelta(days=3))
    vote_answer(answer=make_answer(author=helper, question=question), by=stranger, value=1)
    award_medals(people=[helper.pk])
    deliver_events()
    client.force_login(helper)

    page = client.get(reverse("accounts:notices")).text

    assert "You earned a medal" in page
    assert "A first hand" in page


def test_pages_cost_the_same_with_many_holders(client, helper, count_queries):
    """A-DO-10"""
    client.force_login(helper)

    def cost() -> tuple[int, int]:
        return (
            count_queries(lambda: client.get(MEDALS)),
            count_queries(lambda: client.get(page_of("useful-to-ten"))),
        )

    honour(make_user(), "useful-to-ten", f"answer {make_answer().pk}")
    with_one = cost()
    for _ in range(25):
        honour(make_user(), "useful-to-ten", f"answer {make_answer().pk}")

    assert cost() == with_one
    assert max(with_one) <= 8


def test_holder_who_receives_perks_says_so(client, helper):
    """L-UW-01, A-BG-14: marked in words wherever the name stands, before what he did."""
    honour(helper)
    make_affiliation(user=helper, kind="perk", full_name="Heike Rasmussen", role_title="Tester")

    page = client.get(page_of("first-solution")).text

    assert "Heike Rasmussen" in page
    assert "Receives perks from Fjordnet · Fjordnet GmbH, Tester" in page


def test_marks_of_holders_cost_the_same_queries(client, helper, count_queries):
    honour(helper)
    make_affiliation(user=helper, kind="perk", full_name="Heike Rasmussen")
    one = count_queries(lambda: client.get(page_of("first-solution")))
    for _number in range(9):
        other = make_user()
        honour(other)
        make_affiliation(user=other, kind="perk")

    assert count_queries(lambda: client.get(page_of("first-solution"))) == one
