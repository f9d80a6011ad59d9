"""Pointing out duplicates and deciding about them: by role or with experience, never by votes."""

import pytest
from django.urls import reverse

from accounts.models import User
from accounts.notifications.models import Notice
from accounts.privileges import PrivilegeMissing
from community.actions.closing import close_question, reopen_question
from community.actions.deciding import CannotDecide
from community.actions.duplicates import (
    CannotDecideDuplicate,
    CannotPropose,
    decide_duplicate,
    propose_duplicate,
)
from community.forms.deciding import question_id_in
from community.models import DuplicateProposal, Question
from tests.factories import hide, make_question, make_user

pytestmark = pytest.mark.django_db
QUEUE = "/en/questions/duplicates/"


def experienced(points: int = 1000) -> User:
    user = make_user()
    User.objects.filter(pk=user.pk).update(points=points)
    user.refresh_from_db()
    return user


def proposal(**values) -> DuplicateProposal:
    question, original = make_question(**values), make_question(**values)
    return propose_duplicate(question=question, original=original, by=experienced(50))


def page(question: Question) -> str:
    return reverse("community:duplicate-propose", args=[question.pk])


def decide_url(row: DuplicateProposal) -> str:
    return reverse("community:duplicate-decide", args=[row.pk])


def test_proposal_takes_fifty_points(helper):
    question, original = make_question(), make_question()

    with pytest.raises(PrivilegeMissing):
        propose_duplicate(question=question, original=original, by=helper)
    with pytest.raises(PrivilegeMissing):
        propose_duplicate(question=question, original=original, by=experienced(49))
    assert propose_duplicate(question=question, original=original, by=experienced(50))


@pytest.mark.parametrize("cast", ["employee", "curator", "moderator"])
def test_staff_proposes_without_points(request, cast):
    by = request.getfixturevalue(cast)

    assert propose_duplicate(question=make_question(), original=make_question(), by=by)


def test_same_pair_waits_once():
    first = proposal()

    again = propose_duplicate(question=first.question, original=first.original, by=experienced(50))

    assert again == first


def test_declined_pair_is_not_proposed_again(curator):
    row = proposal()
    decide_duplicate(proposal=row, by=curator, is_taken=False)

    with pytest.raises(CannotPropose):
        propose_duplicate(question=row.question, original=row.original, by=experienced(50))


def test_pairs_that_are_none_are_refused(curator):
    """A-AZ-12"""
    question, hidden = make_question(), make_question()
    hide(hidden)

    for one, other in ((question, question), (question, hidden), (hidden, question)):
        with pytest.raises(CannotDecide):
            propose_duplicate(question=one, original=other, by=curator)


def test_proposal_closes_nothing():
    row = proposal()

    row.question.refresh_from_db()
    assert row.question.closed_at is None


def test_taken_proposal_closes_the_question_and_settles_the_others(curator):
    row = proposal()
    other = propose_duplicate(question=row.question, original=make_question(), by=experienced(50))

    decide_duplicate(proposal=row, by=curator, is_taken=True)

    row.question.refresh_from_db()
    other.refresh_from_db()
    assert row.question.duplicate_of == row.original
    assert other.state == "declined"


def test_experience_decides(helper):
    """PRODUCT, section 1: the community's queues take 1,000 points."""
    with pytest.raises(CannotDecide):
        decide_duplicate(proposal=proposal(), by=helper, is_taken=True)
    with pytest.raises(CannotDecide):
        decide_duplicate(proposal=proposal(), by=experienced(999), is_taken=False)
    assert decide_duplicate(proposal=proposal(), by=experienced(), is_taken=True)


def test_nobody_decides_about_his_own_proposal_by_experience():
    by = experienced()
    row = propose_duplicate(question=make_question(), original=make_question(), by=by)

    with pytest.raises(CannotDecideDuplicate):
        decide_duplicate(proposal=row, by=by, is_taken=True)


def test_first_word_counts(curator, moderator):
    row = proposal()
    decide_duplicate(proposal=row, by=curator, is_taken=False)

    with pytest.raises(CannotDecideDuplicate):
        decide_duplicate(proposal=row, by=moderator, is_taken=True)


def test_no_queue_decides_about_a_complaint(curator, moderator, client_of):
    row = proposal(kind="complaint")

    for by in (curator, experienced(5000)):
        with pytest.raises(CannotDecide):
            decide_duplicate(proposal=row, by=by, is_taken=True)
        assert row.question.title not in client_of(by).get(QUEUE).content.decode()
        assert client_of(by).post(decide_url(row), {"verdict": "same"}).status_code == 404
    assert row.question.title in client_of(moderator).get(QUEUE).content.decode()
    decide_duplicate(proposal=row, by=moderator, is_taken=True)


def test_asker_is_led_to_the_original_at_once(deliver_events, asker, client_of):
    question, original = make_question(author=asker), make_question()
    propose_duplicate(question=question, original=original, by=experienced(50))

    deliver_events()

    assert Notice.objects.get(user=asker).kind == "duplicate-proposed"
    assert original.title in client_of(asker).get("/en/notices/", follow=True).content.decode()


def test_queue_works_by_buttons(client_of, curator):
    row, other = proposal(), proposal()
    browser = client_of(curator)
    text = browser.get(QUEUE).content.decode()
    assert row.question.title in text
    assert row.original.title in text

    browser.post(decide_url(row), {"verdict": "same"})
    browser.post(decide_url(other), {"verdict": "different"})

    row.refresh_from_db()
    other.refresh_from_db()
    assert (row.state, other.state) == ("taken", "declined")
    assert "Nothing waits here" in browser.get(QUEUE).content.decode()


def test_queue_passes_by_what_was_closed_otherwise_until_it_is_reopened(client_of, moderator):
    row = proposal()
    close_question(question=row.question, by=moderator, reason="outdated")

    assert row.question.title not in client_of(moderator).get(QUEUE).content.decode()

    reopen_question(question=row.question, by=moderator)
    assert row.question.title in client_of(moderator).get(QUEUE).content.decode()


def test_queues_lead_to_each_other_and_hang_in_the_menu_of_who_may_decide(client_of, curator):
    edits = reverse("community:proposals")

    for person in curator, experienced(1000):
        browser = client_of(person)
        assert f'href="{QUEUE}"' in browser.get("/en/").text
        assert f'href="{edits}"' in browser.get(QUEUE).text
        assert f'href="{QUEUE}"' in browser.get(edits).text.partition("<main")[2]


def test_queue_hangs_in_nobody_elses_menu(client, client_of, helper):
    for browser in client, client_of(helper):
        assert QUEUE not in browser.get("/en/").text
    assert QUEUE not in client_of(helper).get(reverse("community:proposals")).text


def test_queue_is_closed_to_others(client, client_of, helper, employee):
    """A-AZ-01"""
    row = proposal()

    assert client.get(QUEUE).status_code == 302
    for by in (helper, employee):
        assert client_of(by).get(QUEUE).status_code == 403
        assert client_of(by).post(decide_url(row), {"verdict": "same"}).status_code == 403
    row.refresh_from_db()
    assert row.state == "open"


@pytest.mark.parametrize("verdict", ["", "perhaps", "\x00"])
def test_verdict_that_is_none_is_refused(client_of, curator, verdict):
    assert client_of(curator).post(decide_url(proposal()), {"verdict": verdict}).status_code == 400


def test_queue_names_nothing_hidden(client_of, curator, moderator):
    """A-AZ-07"""
    row = proposal()
    hide(row.original)

    for by in (curator, moderator):
        assert row.original.title not in client_of(by).get(QUEUE).content.decode()


def test_queue_costs_the_same_for_many(client_of, curator, count_queries):
    browser = client_of(curator)
    proposal()
    browser.get(QUEUE)

    few = count_queries(lambda: browser.get(QUEUE))
    for _ in range(5):
        proposal()

    assert count_queries(lambda: browser.get(QUEUE)) == few <= 8


def test_member_proposes_on_a_page(client_of):
    question, original = make_question(), make_question()
    browser = client_of(experienced(50))
    shown = browser.get(page(question), {"other": original.get_absolute_url()})
    assert original.title in shown.content.decode()

    response = browser.post(page(question), {"other": original.pk})

    assert response.headers["Location"] == question.get_absolute_url()
    assert DuplicateProposal.objects.get().original == original


def test_who_has_not_earned_it_reads_how_far_he_is(client_of, helper):
    response = client_of(helper).get(page(make_question()))

    assert response.status_code == 403
    assert "50" in response.content.decode()


def test_hostile_title_runs_nowhere(client_of, curator):
    """A-XS-07"""
    evil = "<img src=x onerror=alert(1)>"
    row = proposal(title=f"Box {evil}", body=f"Box {evil} blinks.")

    assert evil not in client_of(curator).get(QUEUE).content.decode()
    assert evil not in client_of(curator).get(page(row.question)).content.decode()


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12", 12),
        ("#12", 12),
        ("/en/questions/12/", 12),
        ("/de/questions/12/box-blinks/?answer=3#answer-3", 12),
        ("/questions/12", 12),
        ("https://elsewhere.example/en/questions/12/", None),
        ("//elsewhere.example/questions/12", None),
        ("javascript:/questions/12", 12),
        ("box blinks", None),
        ("/en/knowledge/12/", None),
        ("/en/questions/", None),
        ("9" * 16, None),
        ("٣", None),
        ("http://[", None),
        ("", None),
    ],
)
def test_address_names_its_question(text, number):
    assert question_id_in(text) == number


def test_full_address_of_this_place_is_read(settings):
    settings.BASE_URL = "https://help.fjordnet.example"

    assert question_id_in("https://help.fjordnet.example/en/questions/12/x/") == 12


def test_closing_the_question_otherwise_settles_what_was_proposed(moderator):
    question, original, other = make_question(), make_question(), make_question()
    taken = propose_duplicate(question=question, original=original, by=experienced(50))
    declined = propose_duplicate(question=question, original=other, by=experienced(50))

    close_question(question=question, by=moderator, reason="duplicate", original=original)

    taken.refresh_from_db()
    declined.refresh_from_db()
    assert (taken.state, taken.decided_by) == ("taken", moderator)
    assert (declined.state, declined.decided_by) == ("declined", moderator)
