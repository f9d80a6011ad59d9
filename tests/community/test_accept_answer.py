"""Solved is the asker's word alone."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.actions.imported_points import Credit, credit_imported
from accounts.models import ReputationEntry
from community.actions.solutions import CannotAccept, accept_answer, withdraw_acceptance
from community.models import Question
from config.events.models import Event
from knowledge.models import Candidate
from tests.factories import hide, make_affiliation, make_answer, make_question, make_user


def accept(answer):
    return accept_answer(answer=answer, by=answer.question.author)


def points_of(user) -> int:
    user.refresh_from_db(fields=["points"])
    return user.points


def test_asker_accepts_and_both_are_rewarded(asker, helper):
    answer = make_answer(question=make_question(author=asker), author=helper)

    question = accept(answer)

    question.refresh_from_db()
    assert question.accepted_answer == answer
    assert question.is_solved
    assert question.solved_at is not None
    assert (points_of(helper), points_of(asker)) == (25, 2)
    event = Event.objects.get(name="community.AnswerAccepted")
    assert (event.payload["answer_id"], event.actor) == (answer.pk, asker)


def test_accepting_twice_rewards_once(asker, helper, deliver_events):
    """C-20, A-VO-07"""
    answer = make_answer(question=make_question(author=asker), author=helper)
    accept(answer)
    accept(answer)
    deliver_events()

    assert points_of(helper) == 25
    assert Candidate.objects.filter(answer=answer).count() == 1


def test_choosing_another_answer_moves_the_points(asker, helper, stranger):
    """A-VO-07: one per question, changeable, reputation moves with it."""
    question = make_question(author=asker)
    first = make_answer(question=question, author=helper)
    second = make_answer(question=question, author=stranger)
    accept(first)

    accept(second)

    question.refresh_from_db()
    assert question.accepted_answer == second
    assert (points_of(helper), points_of(stranger), points_of(asker)) == (0, 25, 2)


def test_withdrawing_opens_the_question_and_takes_the_points_back(asker, helper):
    answer = make_answer(question=make_question(author=asker), author=helper)
    accept(answer)

    question = withdraw_acceptance(question=answer.question, by=asker)

    question.refresh_from_db()
    assert question.state == Question.State.ANSWERED
    assert question.solved_at is None
    assert (points_of(helper), points_of(asker)) == (0, 0)


def test_accept_withdraw_accept_is_worth_the_same_as_accept(asker, helper):
    """A-VO-03"""
    answer = make_answer(question=make_question(author=asker), author=helper)
    for _ in range(3):
        accept(answer)
        withdraw_acceptance(question=answer.question, by=asker)
    accept(answer)

    assert (points_of(helper), points_of(asker)) == (25, 2)


def test_withdrawing_what_was_never_accepted_does_nothing(asker):
    question = make_question(author=asker)

    withdraw_acceptance(question=question, by=asker)

    assert not Event.objects.filter(name="community.AcceptanceWithdrawn").exists()


@pytest.mark.parametrize("roles", ["", "employee", "moderator", "administrator"])
def test_nobody_else_says_what_solved_it(db, roles):
    """A-VO-07"""
    answer = make_answer()
    other = make_user(roles=roles)

    with pytest.raises(CannotAccept):
        accept_answer(answer=answer, by=other)
    accept(answer)
    with pytest.raises(CannotAccept):
        withdraw_acceptance(question=answer.question, by=other)


@pytest.mark.parametrize("what", ["answer", "question"])
def test_hidden_post_cannot_be_accepted(db, what):
    """C-09, A-AZ-17"""
    answer = make_answer()
    hide(answer if what == "answer" else answer.question)

    with pytest.raises(CannotAccept):
        accept(answer)


def test_own_answer_may_solve_it_but_earns_nothing(asker):
    """A-VO-01"""
    answer = make_answer(question=make_question(author=asker), author=asker)

    accept(answer)

    assert points_of(asker) == 0


def test_employee_cannot_accept_an_answer_of_the_own_company(employee):
    """A-BG-16"""
    colleague = make_user()
    make_affiliation(user=colleague)
    answer = make_answer(question=make_question(author=employee), author=colleague)

    with pytest.raises(CannotAccept):
        accept(answer)


def test_answer_of_an_employee_solves_but_earns_the_employee_nothing(asker, employee):
    """A-BG-16"""
    accept(make_answer(question=make_question(author=asker), author=employee))

    assert points_of(employee) == 0
    assert points_of(asker) == 2


def test_same_two_people_earn_three_times_in_thirty_days(asker, helper):
    for _ in range(4):
        accept(make_answer(question=make_question(author=asker), author=helper))

    assert points_of(helper) == 75
    assert points_of(asker) == 6


def test_asker_earns_by_accepting_five_times_a_day(asker):
    for _ in range(6):
        accept(make_answer(question=make_question(author=asker)))

    assert points_of(asker) == 10
    assert ReputationEntry.objects.filter(reason="answer-accepted").count() == 6


def test_tomorrow_accepting_earns_again(asker):
    yesterday = timezone.now() - timedelta(days=1, minutes=1)
    for _ in range(5):
        answer = make_answer(question=make_question(author=asker))
        accept_answer(answer=answer, by=asker, now=yesterday)

    accept(make_answer(question=make_question(author=asker)))

    assert points_of(asker) == 12


def test_solution_becomes_a_candidate_and_leaves_the_queue_when_taken_back(deliver_events):
    """C-21"""
    answer = make_answer()
    accept(answer)
    deliver_events()
    assert Candidate.objects.waiting().get().answer == answer

    withdraw_acceptance(question=answer.question, by=answer.question.author)
    deliver_events()
    assert not Candidate.objects.waiting().exists()

    accept(answer)
    deliver_events()
    assert Candidate.objects.waiting().get().answer == answer


def test_answer_solves_one_question_only(asker):
    """C-04: the database refuses a second one."""
    answer = make_answer()
    accept(answer)
    other = make_question()

    with pytest.raises(IntegrityError), transaction.atomic():
        Question.objects.filter(pk=other.pk).update(
            accepted_answer=answer, solved_at=timezone.now()
        )


def test_asker_accepts_on_the_page(client, asker):
    answer = make_answer(question=make_question(author=asker))
    client.force_login(asker)

    response = client.post(reverse("community:answer-accept", args=[answer.pk]))

    assert response["Location"] == answer.get_absolute_url()
    answer.question.refresh_from_db()
    assert answer.question.accepted_answer == answer


def test_asker_opens_it_again_on_the_page(client, asker):
    answer = make_answer(question=make_question(author=asker))
    accept(answer)
    client.force_login(asker)

    client.post(reverse("community:answer-unaccept", args=[answer.question_id]))

    answer.question.refresh_from_db()
    assert not answer.question.is_solved


def test_stranger_may_neither_accept_nor_open_again(client, stranger):
    answer = make_answer()
    client.force_login(stranger)

    accepting = client.post(reverse("community:answer-accept", args=[answer.pk]))
    reopening = client.post(reverse("community:answer-unaccept", args=[answer.question_id]))

    assert (accepting.status_code, reopening.status_code) == (403, 403)


def test_visitor_is_led_to_the_sign_in(client, db):
    answer = make_answer()

    response = client.post(reverse("community:answer-accept", args=[answer.pk]))

    assert response["Location"].startswith(reverse("account_login"))


def test_employee_is_told_why_a_colleagues_answer_is_refused(client, employee):
    """A-BG-16"""
    colleague = make_user()
    make_affiliation(user=colleague)
    answer = make_answer(question=make_question(author=employee), author=colleague)
    client.force_login(employee)

    page = client.post(reverse("community:answer-accept", args=[answer.pk]), follow=True)

    assert "of your own organisation" in page.text
    answer.question.refresh_from_db()
    assert not answer.question.is_solved


def test_solution_that_an_import_brought_is_worth_its_points_once(asker, helper):
    """A-VO-03: taken back and said again, the points of the former community go first."""
    answer = make_answer(question=make_question(author=asker), author=helper)
    Question.objects.filter(pk=answer.question_id).update(
        accepted_answer=answer, solved_at=timezone.now()
    )
    brought = {"reason": ReputationEntry.Reason.IMPORTED_SOLUTION, "points": 25}
    post = {"subject": "answer", "subject_id": answer.pk}
    credit_imported([Credit(user_id=helper.pk, **brought, **post)])

    withdraw_acceptance(question=answer.question, by=asker)
    assert points_of(helper) == 0
    accept(answer)

    assert points_of(helper) == 25
