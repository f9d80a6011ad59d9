"""One person, one word on one answer; the score is what the votes that count add up to."""

import pytest
from django.db import IntegrityError, transaction
from django.db.models import Sum
from django.urls import reverse

from accounts.privileges import PrivilegeMissing
from community.actions.votes import CannotVote, vote_answer
from community.models import Vote
from tests.factories import hide, make_affiliation, make_answer, make_user

HTMX = {"HX-Request": "true"}


def address(answer) -> str:
    return reverse("community:answer-vote", args=[answer.pk])


def score(answer) -> int:
    """The kept score, after proving that it is the sum of the votes that count."""
    answer.refresh_from_db(fields=["score"])
    counted = Vote.objects.filter(answer=answer, counts=True).aggregate(sum=Sum("value"))["sum"]
    assert answer.score == (counted or 0)
    return answer.score


def points_of(user) -> int:
    user.refresh_from_db(fields=["points"])
    return user.points


def test_useful_answer_rises_and_its_author_earns(stranger):
    answer = make_answer()

    voted = vote_answer(answer=answer, by=stranger, value=1)

    assert voted.score == score(answer) == 1
    assert points_of(answer.author) == 5


def test_not_useful_answer_falls_and_costs_nothing(stranger):
    answer = make_answer()

    vote_answer(answer=answer, by=stranger, value=-1)

    assert score(answer) == -1
    assert points_of(answer.author) == 0


def test_two_people_who_agree_that_it_is_not_useful_cost_two_points_once(stranger):
    answer = make_answer()
    for voter in (stranger, make_user(), make_user()):
        vote_answer(answer=answer, by=voter, value=-1)

    assert score(answer) == -3
    assert points_of(answer.author) == -2
    assert answer.author.reputation.get().reason == "not-useful"


def test_agreement_that_is_gone_gives_the_points_back(stranger):
    """A-VO-03"""
    answer, other = make_answer(), make_user()
    for voter in (stranger, other):
        vote_answer(answer=answer, by=voter, value=-1)

    vote_answer(answer=answer, by=stranger, value=1)
    assert points_of(answer.author) == 5
    vote_answer(answer=answer, by=stranger, value=-1)
    assert points_of(answer.author) == -2
    vote_answer(answer=answer, by=other, value=0)
    assert points_of(answer.author) == 0


def test_company_does_not_agree_against_a_customer(stranger, employee):
    """A-BG-16"""
    answer = make_answer()
    for voter in (stranger, employee):
        vote_answer(answer=answer, by=voter, value=-1)

    assert points_of(answer.author) == 0


def test_same_vote_twice_counts_once(stranger):
    answer = make_answer()
    for _ in range(2):
        vote_answer(answer=answer, by=stranger, value=1)

    assert score(answer) == 1
    assert Vote.objects.count() == 1


@pytest.mark.parametrize(
    ("values", "expected_score", "expected_points"),
    [
        ([1, 0], 0, 0),
        ([1, -1], -1, 0),
        ([-1, 1], 1, 5),
        ([1, -1, 1, 0, -1, 1], 1, 5),
        ([0], 0, 0),
        ([-1, 0, 0], 0, 0),
    ],
)
def test_changing_ones_mind_leaves_no_trace(stranger, values, expected_score, expected_points):
    """A-VO-03"""
    answer = make_answer()
    for value in values:
        vote_answer(answer=answer, by=stranger, value=value)

    assert score(answer) == expected_score
    assert points_of(answer.author) == expected_points


def test_votes_for_one_answer_earn_fifty_at_most(helper):
    """A-VO-04, A-VO-05"""
    answer = make_answer(author=helper)
    for _ in range(12):
        vote_answer(answer=answer, by=make_user(), value=1)

    assert score(answer) == 12
    assert points_of(helper) == 50


def test_nobody_votes_for_himself(helper):
    """A-VO-01"""
    answer = make_answer(author=helper)

    with pytest.raises(CannotVote):
        vote_answer(answer=answer, by=helper, value=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Vote.objects.create(voter=helper, answer=answer, answer_author=helper, value=1, counts=True)


@pytest.mark.parametrize("wrong", [{"value": 2}, {"value": 0}])
def test_database_knows_only_up_and_down(stranger, wrong):
    answer = make_answer()

    with pytest.raises(IntegrityError), transaction.atomic():
        Vote.objects.create(
            voter=stranger, answer=answer, answer_author=answer.author, counts=True, **wrong
        )


@pytest.mark.parametrize("kind", ["employee", "agency", "partner"])
def test_vote_of_who_speaks_for_the_company_counts_nowhere(stranger, kind):
    """A-BG-16, L-UW-05"""
    answer = make_answer()
    make_affiliation(user=stranger, kind=kind)

    vote_answer(answer=answer, by=stranger, value=1)

    assert score(answer) == 0
    assert points_of(answer.author) == 0
    assert Vote.objects.get().counts is False


def test_vote_cast_before_joining_the_company_is_taken_back_as_it_was_cast(stranger):
    """A-BG-16: what counted then goes away whole, what does not count stays out."""
    answer = make_answer()
    vote_answer(answer=answer, by=stranger, value=1)
    make_affiliation(user=stranger)

    vote_answer(answer=answer, by=stranger, value=0)
    vote_answer(answer=answer, by=stranger, value=1)

    assert score(answer) == 0
    assert points_of(answer.author) == 0


def test_vote_of_who_receives_perks_counts(stranger):
    answer = make_answer()
    make_affiliation(user=stranger, kind="perk")

    vote_answer(answer=answer, by=stranger, value=1)

    assert score(answer) == 1


@pytest.mark.parametrize("what", ["answer", "question"])
def test_hidden_post_takes_no_votes(stranger, what):
    """A-AZ-17, C-06"""
    answer = make_answer()
    hide(answer if what == "answer" else answer.question)

    with pytest.raises(CannotVote):
        vote_answer(answer=answer, by=stranger, value=1)


def test_member_votes_without_scripts(client, stranger):
    """L-AC-05"""
    answer = make_answer()
    client.force_login(stranger)

    response = client.post(address(answer), {"value": "1"})

    assert response["Location"] == answer.get_absolute_url()
    assert score(answer) == 1


def test_member_votes_and_gets_the_new_score_in_place(client, stranger):
    answer = make_answer()
    client.force_login(stranger)

    response = client.post(address(answer), {"value": "1"}, headers=HTMX)

    assert response.status_code == 200
    assert f'id="votes-{answer.pk}"' in response.text
    assert "<html" not in response.text
    assert 'aria-pressed="true"' in response.text
    assert score(answer) == 1


@pytest.mark.parametrize("value", ["2", "", "x", "1.0", "9" * 50])
def test_word_that_is_none_changes_nothing(client, stranger, value):
    answer = make_answer()
    vote_answer(answer=answer, by=stranger, value=1)
    client.force_login(stranger)

    response = client.post(address(answer), {"value": value})

    assert response.status_code == 400
    assert score(answer) == 1


def test_author_may_not_vote(client, helper):
    """A-VO-01"""
    answer = make_answer(author=helper)
    client.force_login(helper)

    assert client.post(address(answer), {"value": "1"}).status_code == 403


def test_visitor_is_led_to_the_sign_in(client, db):
    answer = make_answer()

    response = client.post(address(answer), {"value": "1"})

    assert response["Location"].startswith(reverse("account_login"))
    assert score(answer) == 0


def test_hidden_answer_is_not_there(client, stranger):
    """A-AZ-02"""
    answer = make_answer()
    hide(answer)
    client.force_login(stranger)

    assert client.post(address(answer), {"value": "1"}).status_code == 404


def test_vote_too_many_leaves_the_buttons_as_they_are(client, stranger, at_noon):
    """A-VO-17: a fragment is not answered with a whole page."""
    client.force_login(stranger)
    for _ in range(50):
        client.post(address(make_answer()), {"value": "1"}, headers=HTMX)

    response = client.post(address(make_answer()), {"value": "1"}, headers=HTMX)

    assert response.status_code == 429
    assert response["Retry-After"]


def test_vote_in_place_after_the_session_is_over_changes_nothing_on_the_page(client, db):
    """A redirect would swap the whole sign-in page into the buttons."""
    answer = make_answer()

    response = client.post(address(answer), {"value": "1"}, headers=HTMX)

    assert (response.status_code, response.content) == (401, b"")
    assert score(answer) == 0


def test_thirty_changes_of_mind_a_day_are_enough(client, stranger, at_noon):
    """A-VO-03, A-VO-17"""
    answer = make_answer()
    client.force_login(stranger)
    client.post(address(answer), {"value": "1"})
    for number in range(30):
        client.post(address(answer), {"value": "-1" if number % 2 == 0 else "1"})
    assert score(answer) == 1

    response = client.post(address(answer), {"value": "-1"}, follow=True)

    assert score(answer) == 1
    assert "voted a lot today" in response.text


def without_mailbox():
    return make_user(email=None)


def test_vote_takes_a_confirmed_mailbox(db):
    """A-VO-05"""
    answer = make_answer()
    for by in (without_mailbox(), make_user(confirmed_at=None)):
        with pytest.raises(PrivilegeMissing, match="confirmed e-mail"):
            vote_answer(answer=answer, by=by, value=1)

    assert score(answer) == 0


def test_vote_is_taken_back_without_a_mailbox(stranger):
    answer = make_answer()
    vote_answer(answer=answer, by=stranger, value=1)
    type(stranger).objects.filter(pk=stranger.pk).update(email=None)
    stranger.refresh_from_db()

    vote_answer(answer=answer, by=stranger, value=0)

    assert score(answer) == 0


def test_member_without_confirmed_mailbox_is_told_what_to_do(client_of):
    answer = make_answer()

    response = client_of(without_mailbox()).post(address(answer), {"value": "1"})

    assert response.status_code == 403
    assert "Votes need a confirmed e-mail address" in response.text
    assert reverse("account_email") in response.text
    assert answer.get_absolute_url() in response.text


def test_member_without_confirmed_mailbox_is_told_in_place(client_of):
    answer = make_answer()

    response = client_of(without_mailbox()).post(address(answer), {"value": "1"}, headers=HTMX)

    assert response.status_code == 422
    assert f'id="votes-{answer.pk}"' in response.text
    assert 'role="alert"' in response.text
    assert "Votes need a confirmed e-mail address" in response.text
    assert score(answer) == 0


def test_refused_vote_leaves_the_own_word_as_it_was(client_of, stranger):
    answer = make_answer()
    vote_answer(answer=answer, by=stranger, value=1)
    type(stranger).objects.filter(pk=stranger.pk).update(email=None)

    response = client_of(stranger).post(address(answer), {"value": "-1"}, headers=HTMX)

    assert response.text.count('aria-pressed="true"') == 1
    assert score(answer) == 1
