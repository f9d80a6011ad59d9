"""The curators' desk."""

import pytest
from django.urls import reverse

from community.actions.solutions import accept_answer
from knowledge.actions.promotion import promote_answer
from tests.factories import hide, make_answer, make_article, make_question, make_user

DESK = reverse("knowledge:curate")


def solve(title: str = "Router blinks red"):
    answer = make_answer(question=make_question(title=title))
    accept_answer(answer=answer, by=answer.question.author)
    return answer


@pytest.fixture
def desk(client, curator, deliver_events):
    """What the curator sees once all events are delivered."""
    client.force_login(curator)

    def look():
        deliver_events()
        return client.get(DESK)

    return look


def test_solutions_and_drafts_wait_there(desk, curator):
    answer = solve("A solution that waits")
    promote_answer(answer=make_answer(question=make_question(title="A draft so far")), by=curator)

    page = desk().text

    assert "A solution that waits" in page
    assert reverse("knowledge:promote", args=[answer.pk]) in page
    assert "A draft so far" in page


def test_promoted_and_hidden_solutions_wait_no_longer(desk, curator):
    """A-AZ-07: nor do they count."""
    promoted, hidden = solve("Promoted already"), solve("Hidden canary")
    page = desk()
    assert page.context["waiting_count"] == 2

    make_article(answer=promoted, by=curator)
    hide(hidden.question)

    page = desk()
    assert page.context["waiting_count"] == 0
    assert "Hidden canary" not in page.text
    assert "Promoted already" not in page.text


@pytest.mark.parametrize("roles", ["", "employee", "moderator"])
def test_desk_is_for_curators(client, db, roles):
    client.force_login(make_user(roles=roles))

    assert client.get(DESK).status_code == 403


def test_visitor_is_led_to_the_sign_in_and_back(client, db):
    assert client.get(DESK)["Location"] == f"{reverse('account_login')}?next={DESK}"


def test_empty_desk_says_what_will_appear(desk):
    assert "Nothing waits" in desk().text


def test_desk_costs_the_same_with_one_row_and_with_ten(desk, client, curator, count_queries):
    """A-DO-10"""

    def add(times: int) -> int:
        for _ in range(times):
            solve()
            promote_answer(answer=make_answer(), by=curator)
        desk()
        return count_queries(lambda: client.get(DESK))

    with_one = add(1)
    assert add(9) == with_one <= 8


def test_only_those_who_may_curate_are_shown_the_way(client, curator, helper):
    client.force_login(helper)
    assert DESK not in client.get("/en/").text
    client.force_login(curator)
    assert DESK in client.get("/en/").text
