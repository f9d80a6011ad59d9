"""Why an answer is not useful: asked after the vote, never a condition of it."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from community.actions.votes import CannotVote, vote_answer
from community.models import Vote
from config.events.models import Event
from tests.factories import hide, make_affiliation, make_answer, make_user

HTMX = {"HX-Request": "true"}
DANGEROUS = Vote.Reason.DANGEROUS


def address(answer) -> str:
    return reverse("community:answer-vote", args=[answer.pk])


def alarms() -> int:
    return Event.objects.filter(name="community.AnswerCalledDangerous").count()


def test_reason_is_kept_with_the_vote(stranger):
    answer = make_answer()

    vote_answer(answer=answer, by=stranger, value=-1, reason=Vote.Reason.OUTDATED)

    vote = Vote.objects.get()
    assert (vote.value, vote.reason) == (-1, "outdated")
    answer.refresh_from_db()
    assert answer.score == -1


def test_reason_can_be_said_and_changed_later(stranger):
    """C-05: the vote itself counts once."""
    answer = make_answer()
    vote_answer(answer=answer, by=stranger, value=-1)

    for reason in (Vote.Reason.DID_NOT_WORK, Vote.Reason.OFF_TOPIC, ""):
        voted = vote_answer(answer=answer, by=stranger, value=-1, reason=reason)

    assert Vote.objects.get().reason == "off-topic"
    assert voted.score == -1


@pytest.mark.parametrize("value", [1, 0])
def test_reason_goes_with_the_vote(stranger, value):
    answer = make_answer()
    vote_answer(answer=answer, by=stranger, value=-1, reason=DANGEROUS)

    vote_answer(answer=answer, by=stranger, value=value)
    vote_answer(answer=answer, by=stranger, value=-1)

    assert Vote.objects.get().reason == ""


def test_database_knows_reasons_for_not_useful_alone(stranger):
    answer = make_answer()
    vote_answer(answer=answer, by=stranger, value=1)

    with pytest.raises(IntegrityError), transaction.atomic():
        Vote.objects.update(reason="outdated")


def test_dangerous_is_said_to_the_moderators_once(stranger):
    answer = make_answer()
    vote_answer(answer=answer, by=stranger, value=-1)

    for _ in range(3):
        vote_answer(answer=answer, by=stranger, value=-1, reason=DANGEROUS)

    event = Event.objects.get(name="community.AnswerCalledDangerous")
    assert event.payload == {"answer_id": answer.pk, "voter_id": stranger.pk}


def test_dangerous_said_with_the_vote_is_told_as_well(stranger):
    vote_answer(answer=make_answer(), by=stranger, value=-1, reason=DANGEROUS)

    assert alarms() == 1


def test_company_may_call_it_dangerous_though_its_vote_counts_nowhere(stranger):
    """A-BG-16"""
    answer = make_answer()
    make_affiliation(user=stranger)

    vote_answer(answer=answer, by=stranger, value=-1, reason=DANGEROUS)

    answer.refresh_from_db()
    assert (answer.score, alarms()) == (0, 1)


def test_hidden_answer_takes_no_reason(stranger):
    """C-06"""
    answer = make_answer()
    vote_answer(answer=answer, by=stranger, value=-1)
    hide(answer)

    with pytest.raises(CannotVote):
        vote_answer(answer=answer, by=stranger, value=-1, reason=DANGEROUS)

    assert alarms() == 0


def test_reason_is_asked_in_place_after_the_vote(client_of, stranger):
    answer = make_answer()

    response = client_of(stranger).post(address(answer), {"value": "-1"}, headers=HTMX)

    assert "<details" in response.text
    assert 'value="dangerous"' in response.text
    assert Vote.objects.get().value == -1


def test_useful_asks_nothing(client_of, stranger):
    response = client_of(stranger).post(address(make_answer()), {"value": "1"}, headers=HTMX)

    assert "<details" not in response.text


def test_reason_is_given_in_place(client_of, stranger):
    answer = make_answer()
    browser = client_of(stranger)
    browser.post(address(answer), {"value": "-1"}, headers=HTMX)

    response = browser.post(address(answer), {"value": "-1", "reason": "outdated"}, headers=HTMX)

    assert Vote.objects.get().reason == "outdated"
    assert "noted" in response.text
    assert " open" not in response.text


def test_reason_is_given_without_scripts(client_of, stranger):
    """L-AC-05"""
    answer = make_answer()
    browser = client_of(stranger)
    page = browser.post(address(answer), {"value": "-1"}, follow=True)
    assert 'value="outdated"' in page.text

    browser.post(address(answer), {"value": "-1", "reason": "outdated"}, follow=True)

    assert Vote.objects.get().reason == "outdated"


@pytest.mark.parametrize("reason", ["x", "DANGEROUS", "dangerous\x00", "9" * 100])
def test_reason_that_is_none_changes_nothing(client_of, stranger, reason):
    answer = make_answer()

    response = client_of(stranger).post(address(answer), {"value": "-1", "reason": reason})

    assert response.status_code == 400
    assert not Vote.objects.exists()


def test_reason_of_a_useful_vote_is_dropped(client_of, stranger):
    answer = make_answer()

    client_of(stranger).post(address(answer), {"value": "1", "reason": "outdated"})

    assert (Vote.objects.get().value, Vote.objects.get().reason) == (1, "")


def test_saying_why_is_no_change_of_mind(client_of, stranger, at_noon):
    """A-VO-17: thirty changes a day are for the vote itself."""
    answer = make_answer()
    browser = client_of(stranger)
    browser.post(address(answer), {"value": "-1"})
    for _ in range(20):
        for reason in ("outdated", "off-topic"):
            browser.post(address(answer), {"value": "-1", "reason": reason})

    browser.post(address(answer), {"value": "1"})

    assert Vote.objects.get().value == 1


def test_vote_is_cheap(client_of, stranger, count_queries):
    """PERFORMANCE: what every vote waits for."""
    answer, browser = make_answer(), client_of(stranger)
    browser.post(address(make_answer()), {"value": "1"}, headers=HTMX)

    up = count_queries(lambda: browser.post(address(answer), {"value": "1"}, headers=HTMX))
    back = count_queries(lambda: browser.post(address(answer), {"value": "0"}, headers=HTMX))
    down = count_queries(lambda: browser.post(address(answer), {"value": "-1"}, headers=HTMX))

    assert up <= 18
    assert back <= 13
    assert down <= 14


def test_queries_of_a_vote_do_not_grow_with_votes(client_of, count_queries, db):
    answer = make_answer()
    counts = []
    for number in range(4):
        browser = client_of(make_user())
        browser.get("/en/")
        counts.append(
            count_queries(lambda browser=browser: browser.post(address(answer), {"value": "1"}))
        )
        if number == 0:
            for _ in range(4):
                vote_answer(answer=answer, by=make_user(), value=1)

    assert len(set(counts)) == 1
