"""When it comes out later for whom somebody spoke, his posts say so, and what they moved goes back.

L-UW-02: with a record; it cannot be switched off.
"""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.actions.affiliations import end_affiliation
from accounts.models import Affiliation, AffiliationChange, ReputationEntry, User
from community.actions.hiding import hide_post, restore_post
from community.actions.marking import CannotMark, mark_posts, unmarked_posts
from community.actions.solutions import accept_answer
from community.actions.votes import vote_answer
from community.models import Answer, Question, Vote
from config.audit.recording import pseudonym_of
from config.events.models import Event
from config.recount import registered
from tests.factories import (
    hide,
    make_affiliation,
    make_answer,
    make_comment,
    make_organisation,
    make_question,
    make_user,
)

NOW = timezone.now()
MONTH_AGO = NOW - timedelta(days=30)
YEAR_AGO = NOW - timedelta(days=365)


@pytest.fixture
def hidden(db) -> User:
    """Somebody who works for the company and has not said so."""
    return make_user(display_name="Quiet Q.", created_at=YEAR_AGO)


def found_out(user: User, **values):
    return make_affiliation(user=user, full_name="Quentin Quast", **values)


def mark(affiliation, by, since=MONTH_AGO):
    return mark_posts(affiliation=affiliation, since=since, by=by, because="Found in the payroll.")


def points_of(user: User) -> int:
    return User.objects.values_list("points", flat=True).get(pk=user.pk)


def assert_counters_are_true() -> None:
    """Those that marking moves."""
    moved = {"points", "score", "has_staff_answer"}
    counted = [recount for recount in registered() if recount.field in moved]
    assert len(counted) == len(moved)
    assert [str(found) for recount in counted for found in recount.differences()] == []


def test_posts_written_since_then_say_so(hidden, administrator):
    question, answer = make_question(author=hidden), make_answer(author=hidden)
    affiliation = found_out(hidden)

    counts = mark(affiliation, administrator)

    for post in question, answer:
        post.refresh_from_db()
        assert post.affiliation == affiliation
        assert post.marked_at is not None
    assert counts == {"questions": 1, "answers": 1, "comments": 0, "votes": 0, "acceptances": 0}
    assert_counters_are_true()


def test_posts_from_before_stay_a_customers(hidden, administrator):
    old = make_answer(author=hidden, now=MONTH_AGO - timedelta(days=1))

    mark(found_out(hidden), administrator)

    old.refresh_from_db()
    assert (old.affiliation, old.marked_at) == (None, None)


def test_posts_from_after_the_end_stay_a_customers(hidden, administrator):
    affiliation = found_out(hidden)
    end_affiliation(affiliation=affiliation, by=None, because="left")
    affiliation.refresh_from_db()
    later = make_answer(author=make_user())
    Answer.objects.filter(pk=later.pk).update(
        author=hidden, created_at=affiliation.ended_at + timedelta(hours=1)
    )

    assert mark(affiliation, administrator)["answers"] == 0


def test_post_that_says_for_whom_it_spoke_keeps_its_word(hidden, administrator):
    """A-BG-08: what was true when it was written is never re-written."""
    former = make_affiliation(user=hidden, kind="partner")
    answer = make_answer(author=hidden)
    end_affiliation(affiliation=former, by=None, because="contract over")

    mark(found_out(hidden), administrator)

    answer.refresh_from_db()
    assert (answer.affiliation, answer.marked_at) == (former, None)


def test_posts_of_others_stay_as_they_are(hidden, administrator, helper):
    other = make_answer(author=helper)

    mark(found_out(hidden), administrator)

    other.refresh_from_db()
    assert other.affiliation is None


def test_votes_stop_counting_and_points_go_back(hidden, administrator, helper):
    """A-BG-16, L-UW-05: the vote is kept, the score and the author's points move."""
    answer = make_answer(author=helper)
    vote_answer(answer=answer, by=hidden, value=1)
    vote_answer(answer=answer, by=make_user(), value=1)
    before = points_of(helper)

    counts = mark(found_out(hidden), administrator)

    answer.refresh_from_db()
    assert (answer.score, counts["votes"]) == (1, 1)
    assert Vote.objects.get(voter=hidden).counts is False
    assert points_of(helper) == before - 5
    assert_counters_are_true()


def test_two_who_disagree_are_one_when_one_of_them_is_found_out(hidden, administrator, helper):
    answer, other = make_answer(author=helper), make_answer(author=helper)
    for voter in hidden, make_user():
        vote_answer(answer=answer, by=voter, value=-1)
    for voter in hidden, make_user(), make_user():
        vote_answer(answer=other, by=voter, value=-1)
    assert points_of(helper) == -4

    mark(found_out(hidden), administrator)

    assert points_of(helper) == -2
    assert Answer.objects.get(pk=answer.pk).score == -1
    assert_counters_are_true()


def test_points_for_those_answers_are_reversed(hidden, administrator, asker):
    """PRODUCT 1, rule 5: employees earn no points."""
    answer = make_answer(author=hidden, question=make_question(author=asker))
    vote_answer(answer=answer, by=make_user(), value=1)
    accept_answer(answer=answer, by=asker)
    assert points_of(hidden) == 30

    mark(found_out(hidden), administrator)

    assert points_of(hidden) == 0
    worths = ReputationEntry.objects.filter(user=hidden).values_list("points", flat=True)
    assert sorted(worths) == [-25, -5, 5, 25]
    assert_counters_are_true()


@pytest.mark.parametrize("what", ["question", "answer"])
def test_points_of_a_hidden_post_do_not_come_back_with_it(
    hidden, administrator, moderator, asker, what
):
    """PRODUCT 1, rule 5: neither before nor after it was shown again."""
    answer = make_answer(author=hidden, question=make_question(author=asker))
    vote_answer(answer=answer, by=make_user(), value=1)
    accept_answer(answer=answer, by=asker)
    post = answer if what == "answer" else answer.question
    hide_post(post=post, by=moderator, reason="other", explanation="See the rules.")

    mark(found_out(hidden), administrator)
    restore_post(post=post, by=moderator, explanation="It is fine.")

    assert points_of(hidden) == 0
    assert_counters_are_true()


def test_solution_that_a_customer_named_stays_one(hidden, administrator, asker):
    """Solved is the asker's word alone."""
    question = make_question(author=asker)
    accept_answer(answer=make_answer(author=hidden, question=question), by=asker)

    mark(found_out(hidden), administrator)

    question.refresh_from_db()
    assert question.is_solved


def test_solution_among_colleagues_is_withdrawn(hidden, administrator, employee):
    """A-BG-16: whichever of the two asked."""
    asked_by_hidden = make_question(author=hidden)
    accept_answer(answer=make_answer(author=employee, question=asked_by_hidden), by=hidden)
    asked_by_colleague = make_question(author=employee)
    accept_answer(answer=make_answer(author=hidden, question=asked_by_colleague), by=employee)
    own = make_question(author=hidden)
    accept_answer(answer=make_answer(author=hidden, question=own), by=hidden)

    counts = mark(found_out(hidden), administrator)

    assert counts["acceptances"] == 3
    assert not Question.objects.filter(accepted_answer__isnull=False).exists()
    assert_counters_are_true()


def test_solution_that_he_named_since_then_is_withdrawn_whenever_he_asked(
    hidden, administrator, employee
):
    """A-BG-16: what he may not say is which answer solved it, however old the question is."""
    old = make_question(author=hidden, now=MONTH_AGO - timedelta(days=1))
    accept_answer(answer=make_answer(author=employee, question=old), by=hidden)
    affiliation = found_out(hidden)

    counts = mark(affiliation, administrator)

    old.refresh_from_db()
    assert (counts["acceptances"], old.is_solved, old.marked_at) == (1, False, None)
    assert_counters_are_true()


def test_solution_that_he_named_before_stays(hidden, administrator, employee):
    then = MONTH_AGO - timedelta(days=1)
    old = make_question(author=hidden, now=then)
    accept_answer(answer=make_answer(author=employee, question=old), by=hidden, now=then)

    assert mark(found_out(hidden), administrator)["acceptances"] == 0


def test_solution_of_another_organisation_stays(hidden, administrator):
    partner = make_user()
    elsewhere = make_organisation(name="Hafen Elektro", relation="partner")
    make_affiliation(user=partner, kind="partner", organisation=elsewhere)
    question = make_question(author=hidden)
    accept_answer(answer=make_answer(author=partner, question=question), by=hidden)

    assert mark(found_out(hidden), administrator)["acceptances"] == 0


def test_who_receives_perks_is_marked_and_keeps_points_and_votes(hidden, administrator, asker):
    """PRODUCT 1, rule 5: perk receivers earn points, are marked and counted apart."""
    answer = make_answer(author=hidden, question=make_question(author=asker))
    accept_answer(answer=answer, by=asker)
    other = make_answer()
    vote_answer(answer=other, by=hidden, value=1)

    counts = mark(found_out(hidden, kind="perk"), administrator)

    assert counts == {"questions": 0, "answers": 1, "comments": 0, "votes": 0, "acceptances": 0}
    assert points_of(hidden) == 25
    other.refresh_from_db()
    assert other.score == 1
    assert_counters_are_true()


def test_hidden_posts_are_marked_too(hidden, administrator):
    answer = make_answer(author=hidden)
    hide(answer)

    mark(found_out(hidden), administrator)

    answer.refresh_from_db()
    assert answer.marked_at is not None
    assert_counters_are_true()


def test_marking_is_recorded(hidden, administrator):
    """L-UW-02: who, when, why, and how much."""
    make_answer(author=hidden)
    affiliation = found_out(hidden)

    mark(affiliation, administrator)

    line = affiliation.changes.get(what=AffiliationChange.What.MARKED)
    assert line.by == administrator
    assert line.why.startswith("Found in the payroll. (")
    assert "answers: 1" in line.why
    event = Event.objects.get(name="community.PostsMarked")
    assert event.payload == {"user_id": hidden.pk, "affiliation_id": affiliation.pk}


def test_marking_costs_the_same_queries_however_much_it_is(
    hidden, administrator, helper, count_queries
):
    """Years of votes are one request."""

    def take_part(person: User, number: int) -> Affiliation:
        for _each in range(number):
            vote_answer(answer=make_answer(author=helper), by=person, value=1)
            vote_answer(answer=make_answer(author=person), by=helper, value=1)
        return found_out(person)

    little, much = take_part(hidden, 2), take_part(make_user(created_at=YEAR_AGO), 20)

    pseudonym_of(administrator)  # the first act of somebody names him in the record

    few = count_queries(lambda: mark(little, administrator))

    assert count_queries(lambda: mark(much, administrator)) == few


def test_marking_twice_changes_nothing_more(hidden, administrator):
    answer = make_answer(author=hidden)
    affiliation = found_out(hidden)
    mark(affiliation, administrator)
    answer.refresh_from_db()
    first = answer.marked_at

    counts = mark(affiliation, administrator)

    answer.refresh_from_db()
    assert answer.marked_at == first
    assert set(counts.values()) == {0}


@pytest.mark.parametrize("roles", ["", "employee", "curator", "moderator"])
def test_only_an_administrator_marks(hidden, roles):
    """A-BG-11"""
    answer = make_answer(author=hidden)
    affiliation = found_out(hidden)

    with pytest.raises(CannotMark):
        mark(affiliation, make_user(roles=roles))

    answer.refresh_from_db()
    assert answer.affiliation is None


def test_nobody_marks_his_own(administrator):
    affiliation = found_out(administrator)

    with pytest.raises(CannotMark):
        mark(affiliation, administrator)


def test_nothing_is_marked_without_a_reason(hidden, administrator):
    with pytest.raises(CannotMark):
        mark_posts(affiliation=found_out(hidden), since=MONTH_AGO, by=administrator, because=" ")


def test_preview_is_what_happens(hidden, administrator, helper):
    make_question(author=hidden)
    vote_answer(answer=make_answer(author=helper), by=hidden, value=1)
    affiliation = found_out(hidden)

    foreseen = unmarked_posts(affiliation=affiliation, since=MONTH_AGO).counts()

    assert mark(affiliation, administrator) == foreseen


def test_marked_threads_are_indexed_again(hidden, administrator, deliver_events):
    question, answer = make_question(author=hidden), make_answer(author=hidden)
    deliver_events()
    affiliation = found_out(hidden)

    mark(affiliation, administrator)

    touched = Question.objects.marked_for(affiliation.pk)
    assert {found.pk for found in touched} == {question.pk, answer.question_id}
    assert deliver_events() >= 1


def page_of(affiliation) -> str:
    return reverse("community:posts-mark", args=[affiliation.pk])


def test_page_shows_what_would_change_before_it_does(client_of, hidden, administrator):
    answer = make_answer(author=hidden)
    affiliation = found_out(hidden)
    browser = client_of(administrator)
    form = {"since": MONTH_AGO.date().isoformat(), "because": "Found in the payroll."}

    shown = browser.post(page_of(affiliation), form)

    assert "1 answer is marked" in shown.text
    answer.refresh_from_db()
    assert answer.affiliation is None
    done = browser.post(page_of(affiliation), form | {"confirm": form["since"]}, follow=True)
    assert "Marked. The history says what was changed." in done.text
    answer.refresh_from_db()
    assert answer.affiliation == affiliation


def test_page_shows_again_when_the_day_was_changed(client_of, hidden, administrator):
    make_answer(author=hidden)
    affiliation = found_out(hidden)
    form = {"since": MONTH_AGO.date().isoformat(), "because": "x", "confirm": "2020-01-01"}

    shown = client_of(administrator).post(page_of(affiliation), form)

    assert "1 answer is marked" in shown.text
    assert not Answer.objects.filter(marked_at__isnull=False).exists()


@pytest.mark.parametrize("since", ["", "soon", "2999-01-01", "0000-00-00", "99999-01-01"])
def test_page_says_what_is_wrong_with_the_day(client_of, hidden, administrator, since):
    affiliation = found_out(hidden)

    page = client_of(administrator).post(page_of(affiliation), {"since": since, "because": "Why"})

    assert page.status_code == 422
    assert "Why" in page.text


@pytest.mark.parametrize("roles", ["", "employee", "curator", "moderator"])
def test_page_is_for_administrators(client_of, hidden, roles):
    """A-AZ-01"""
    affiliation = found_out(hidden)
    browser = client_of(make_user(roles=roles))

    assert browser.get(page_of(affiliation)).status_code == 403
    assert browser.post(page_of(affiliation), {"since": "2026-01-01"}).status_code == 403


def test_page_of_ones_own_is_for_somebody_else(client_of, administrator):
    """A-BG-11"""
    affiliation = found_out(administrator)

    assert client_of(administrator).get(page_of(affiliation)).status_code == 403


def test_readers_see_that_it_was_marked_later(client, hidden, administrator):
    answer = make_answer(author=hidden)
    mark(found_out(hidden), administrator)

    page = client.get(answer.question.get_absolute_url()).text

    assert "Verified employee (marked later)" in page
    assert "Quentin Quast" in page


def test_comments_say_so_too(hidden, administrator):
    """A-BG-14"""
    comment = make_comment(author=hidden)

    counts = mark(found_out(hidden), administrator)

    comment.refresh_from_db()
    assert counts["comments"] == 1
    assert comment.affiliation.user == hidden
    assert comment.marked_at is not None
