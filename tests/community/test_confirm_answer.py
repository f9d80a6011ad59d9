"""Confirmed is the word of staff, where the asker has said nothing for a week."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Affiliation
from accounts.notifications.models import Notice
from community.actions.confirming import (
    CannotConfirm,
    confirm_answer,
    say_still_open,
    withdraw_confirmation,
)
from community.actions.hiding import hide_post, restore_post
from community.actions.marking import mark_posts
from community.actions.merging import merge_questions
from community.actions.solutions import accept_answer, withdraw_acceptance
from community.models import Question
from config.events.models import Event
from knowledge.models import Candidate
from tests.factories import (
    hide,
    make_affiliation,
    make_answer,
    make_organisation,
    make_question,
    make_user,
)

WEEK_AGO = timezone.now() - timedelta(days=7, minutes=1)


@pytest.fixture
def answer(asker, helper):
    """Given more than a week ago, to a question whose asker has said nothing since."""
    return make_answer(question=make_question(author=asker), author=helper, now=WEEK_AGO)


def points_of(user) -> int:
    user.refresh_from_db(fields=["points"])
    return user.points


def state_of(answer) -> str:
    return Question.objects.get(pk=answer.question_id).state


@pytest.mark.parametrize("who", ["moderator", "employee", "administrator"])
def test_staff_confirm_after_a_week(answer, helper, request, who):
    by = request.getfixturevalue(who)

    question = confirm_answer(answer=answer, by=by)

    question.refresh_from_db()
    assert (question.confirmed_answer, question.confirmed_by) == (answer, by)
    assert question.state == Question.State.CONFIRMED
    assert not question.is_solved
    assert points_of(helper) == 12
    event = Event.objects.get(name="community.AnswerConfirmed")
    assert (event.payload["answer_id"], event.actor) == (answer.pk, by)


@pytest.mark.parametrize("roles", ["", "employee", "curator"])
def test_nobody_else_confirms_or_takes_it_back(answer, moderator, roles):
    """A-AZ-10, A-BG-11: a role on paper is no proof of employment."""
    other = make_user(roles=roles)

    with pytest.raises(CannotConfirm, match="moderators and verified employees"):
        confirm_answer(answer=answer, by=other)
    confirm_answer(answer=answer, by=moderator)
    with pytest.raises(CannotConfirm, match="moderators and verified employees"):
        withdraw_confirmation(question=answer.question, by=other)

    assert state_of(answer) == Question.State.CONFIRMED


@pytest.mark.parametrize("kind", ["agency", "partner", "perk"])
def test_agency_partner_and_perk_receiver_do_not_confirm(answer, kind):
    """A-BG-11"""
    other = make_user()
    make_affiliation(user=other, kind=kind, organisation=make_organisation(name="Nordlicht"))

    with pytest.raises(CannotConfirm):
        confirm_answer(answer=answer, by=other)


def test_suspended_employee_does_not_confirm(answer, employee):
    """A-BG-11"""
    Affiliation.objects.filter(user=employee).update(suspended_at=timezone.now())

    with pytest.raises(CannotConfirm):
        confirm_answer(answer=answer, by=employee)


def test_nobody_confirms_his_own_answer(asker, moderator):
    """A-BG-16, A-VO-07"""
    own = make_answer(question=make_question(author=asker), author=moderator, now=WEEK_AGO)

    with pytest.raises(CannotConfirm, match="your own answer"):
        confirm_answer(answer=own, by=moderator)


def test_nobody_confirms_an_answer_of_his_organisation(asker, employee):
    """A-BG-16"""
    colleague = make_user()
    make_affiliation(user=colleague)
    theirs = make_answer(question=make_question(author=asker), author=colleague, now=WEEK_AGO)

    with pytest.raises(CannotConfirm, match="your organisation"):
        confirm_answer(answer=theirs, by=employee)


def test_nobody_confirms_an_answer_of_who_joined_his_organisation_since(answer, helper, employee):
    """A-BG-16"""
    make_affiliation(user=helper)

    with pytest.raises(CannotConfirm, match="your organisation"):
        confirm_answer(answer=answer, by=employee)


def test_asker_with_a_role_does_not_confirm_for_himself(helper, moderator):
    """A-VO-07: he has another word, “solved”."""
    own = make_answer(question=make_question(author=moderator), author=helper, now=WEEK_AGO)

    with pytest.raises(CannotConfirm, match="You asked this yourself"):
        confirm_answer(answer=own, by=moderator)


def test_asker_has_seven_days_first(asker, helper, moderator, at_noon):
    answer = make_answer(question=make_question(author=asker), author=helper, now=at_noon)
    almost = at_noon + timedelta(days=7) - timedelta(seconds=1)

    with pytest.raises(CannotConfirm, match="seven days"):
        confirm_answer(answer=answer, by=moderator, now=almost)
    confirm_answer(answer=answer, by=moderator, now=at_noon + timedelta(days=7))

    assert state_of(answer) == Question.State.CONFIRMED


def test_solved_question_is_not_confirmed(answer, asker, moderator):
    """A-VO-07: the asker's word stands."""
    other = make_answer(question=answer.question, now=WEEK_AGO)
    accept_answer(answer=answer, by=asker)

    with pytest.raises(CannotConfirm, match="has said what solved it"):
        confirm_answer(answer=other, by=moderator)


@pytest.mark.parametrize("what", ["answer", "question"])
def test_hidden_post_is_not_confirmed(answer, moderator, what):
    """A-AZ-17"""
    hide(answer if what == "answer" else answer.question)

    with pytest.raises(CannotConfirm, match="hidden"):
        confirm_answer(answer=answer, by=moderator)


def test_confirming_twice_is_worth_the_same_as_once(answer, helper, moderator, employee):
    """C-20"""
    confirm_answer(answer=answer, by=moderator)
    confirm_answer(answer=answer, by=employee)

    assert points_of(helper) == 12
    assert Question.objects.get(pk=answer.question_id).confirmed_by == moderator
    assert Event.objects.filter(name="community.AnswerConfirmed").count() == 1


def test_confirming_another_answer_moves_the_points(answer, helper, stranger, moderator):
    """C-04, A-VO-07: one per question."""
    better = make_answer(question=answer.question, author=stranger, now=WEEK_AGO)
    confirm_answer(answer=answer, by=moderator)

    question = confirm_answer(answer=better, by=moderator)

    assert question.confirmed_answer == better
    assert (points_of(helper), points_of(stranger)) == (0, 12)


def test_answer_written_for_the_company_earns_nothing(asker, employee, moderator):
    """A-BG-16"""
    answer = make_answer(question=make_question(author=asker), author=employee, now=WEEK_AGO)

    confirm_answer(answer=answer, by=moderator)

    assert state_of(answer) == Question.State.CONFIRMED
    assert points_of(employee) == 0


def test_taken_back_the_points_go_back(answer, helper, moderator, employee):
    """A-AZ-10, A-VO-03"""
    confirm_answer(answer=answer, by=moderator)
    withdraw_confirmation(question=answer.question, by=employee)
    withdraw_confirmation(question=answer.question, by=employee)

    assert state_of(answer) == Question.State.ANSWERED
    assert points_of(helper) == 0
    assert Event.objects.filter(name="community.ConfirmationWithdrawn").count() == 1

    confirm_answer(answer=answer, by=moderator)
    assert points_of(helper) == 12


def test_still_open_removes_it_for_good(answer, asker, helper, moderator):
    """A-VO-07: the asker's word outweighs that of staff."""
    confirm_answer(answer=answer, by=moderator)

    say_still_open(question=answer.question, by=asker)
    say_still_open(question=answer.question, by=asker)

    assert state_of(answer) == Question.State.ANSWERED
    assert points_of(helper) == 0
    with pytest.raises(CannotConfirm, match="still open"):
        confirm_answer(answer=answer, by=moderator)


def test_still_open_is_the_word_of_the_asker_alone(answer, helper, moderator):
    """A-AZ-10"""
    confirm_answer(answer=answer, by=moderator)

    for other in (helper, moderator):
        with pytest.raises(CannotConfirm, match="who asked"):
            say_still_open(question=answer.question, by=other)

    assert state_of(answer) == Question.State.CONFIRMED


def test_still_open_takes_something_confirmed(answer, asker):
    with pytest.raises(CannotConfirm, match="No answer is confirmed"):
        say_still_open(question=answer.question, by=asker)


def test_asker_who_accepts_replaces_the_confirmation(answer, asker, helper, moderator):
    confirm_answer(answer=answer, by=moderator)

    question = accept_answer(answer=answer, by=asker)

    assert question.state == Question.State.SOLVED
    assert Question.objects.get(pk=question.pk).confirmed_answer is None
    assert points_of(helper) == 25


def test_asker_who_accepts_another_answer_takes_the_points_of_the_confirmed(
    answer, asker, helper, stranger, moderator
):
    """A-VO-07"""
    better = make_answer(question=answer.question, author=stranger)
    confirm_answer(answer=answer, by=moderator)

    accept_answer(answer=better, by=asker)

    assert (points_of(helper), points_of(stranger)) == (0, 25)
    withdraw_acceptance(question=answer.question, by=asker)
    assert state_of(answer) == Question.State.ANSWERED


@pytest.mark.parametrize("found_out", ["who confirmed", "who answered"])
def test_confirmation_among_colleagues_goes_when_that_comes_out(
    answer, asker, helper, moderator, employee, administrator, found_out
):
    """A-BG-16, L-UW-02"""
    theirs = make_answer(question=make_question(author=asker), author=employee, now=WEEK_AGO)
    if found_out == "who confirmed":
        confirm_answer(answer=theirs, by=moderator)
    else:
        confirm_answer(answer=answer, by=employee)
    hidden = moderator if found_out == "who confirmed" else helper
    affiliation = make_affiliation(user=hidden)

    mark_posts(
        affiliation=affiliation,
        since=WEEK_AGO - timedelta(days=1),
        by=administrator,
        because="found in the register",
    )

    assert not Question.objects.filter(confirmed_answer__isnull=False).exists()
    assert points_of(helper) == 0


def test_asker_and_author_are_told_once(answer, asker, helper, moderator, deliver_events):
    """C-20"""
    confirm_answer(answer=answer, by=moderator)
    withdraw_confirmation(question=answer.question, by=moderator)
    confirm_answer(answer=answer, by=moderator)
    deliver_events()

    told = Notice.objects.exclude(kind="answered").values_list("user", "kind")
    assert set(told) == {(helper.pk, "confirmed"), (asker.pk, "asked-confirmed")}
    assert len(told) == 2


def test_notice_says_who_confirmed_as_long_as_it_is_true(
    client_of, answer, helper, moderator, deliver_events
):
    confirm_answer(answer=answer, by=moderator)
    deliver_events()
    notices = "/en/notices/"
    assert "confirmed your answer" in client_of(helper).get(notices).text

    withdraw_confirmation(question=answer.question, by=moderator)

    assert "confirmed your answer" not in client_of(helper).get(notices).text


def test_confirmed_answer_is_a_candidate_until_it_is_taken_back(answer, moderator, deliver_events):
    """C-21"""
    confirm_answer(answer=answer, by=moderator)
    deliver_events()
    assert Candidate.objects.waiting().get().answer == answer

    withdraw_confirmation(question=answer.question, by=moderator)
    deliver_events()
    assert not Candidate.objects.waiting().exists()


def test_answer_that_is_accepted_after_it_was_confirmed_stays_a_candidate(
    answer, asker, moderator, deliver_events
):
    """C-21: both events are delivered after both acts."""
    confirm_answer(answer=answer, by=moderator)
    accept_answer(answer=answer, by=asker)
    deliver_events()

    assert Candidate.objects.waiting().get().answer == answer


def test_confirmed_again_after_each_merge_an_answer_earns_once(answer, helper, moderator):
    """PRODUCT 1, “Reputation”: by however many ways its thread was merged."""
    confirm_answer(answer=answer, by=moderator)
    for _merge in range(2):
        into = make_question()
        answer.refresh_from_db()
        merge_questions(question=answer.question, into=into, by=moderator)
        answer.refresh_from_db()

        confirm_answer(answer=answer, by=moderator)
        assert points_of(helper) == 12

    withdraw_confirmation(question=into, by=moderator)

    assert points_of(helper) == 0
    assert not Question.objects.exclude(confirmed_answer=None).exists()


def test_hidden_answer_is_confirmed_for_no_merged_question_either(answer, helper, moderator):
    confirm_answer(answer=answer, by=moderator)
    merge_questions(question=answer.question, into=make_question(), by=moderator)
    answer.refresh_from_db()

    hide_post(post=answer, by=moderator, reason="other", explanation="See the rules.")
    restore_post(post=answer, by=moderator, explanation="It is fine.")

    assert points_of(helper) == 0
    assert not Question.objects.exclude(confirmed_answer=None).exists()
