"""A customer solved what another customer had asked, and the asker said so."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.actions.members import grant_role, revoke_role
from accounts.models import RoleGrant
from community.actions.hiding import hide_post, restore_post
from community.actions.kinds import change_kind
from community.actions.marking import mark_posts
from community.actions.solutions import accept_answer, withdraw_acceptance
from community.models import Answer, ImportedRecord, Question
from community.models.reasons import HiddenFor
from knowledge.insights.actions.ledger import settle_ledger
from knowledge.insights.models import Case
from tests.factories import make_affiliation, make_answer, make_question

pytestmark = pytest.mark.django_db
SOLVED_AGO = timedelta(hours=73)


def solved(asker, helper, **values) -> Answer:
    answer = make_answer(question=make_question(author=asker, **values), author=helper)
    accept_answer(answer=answer, by=asker)
    Question.objects.filter(pk=answer.question_id).update(solved_at=timezone.now() - SOLVED_AGO)
    return answer


def states(*, after: timedelta = timedelta()) -> list[str]:
    settle_ledger(now=timezone.now() + after)
    return [f"{case.level} {case.state}" for case in Case.objects.order_by("pk")]


def test_a_thread_that_customers_solved_counts(asker, helper):
    answer = solved(asker, helper)

    assert states() == ["customers counted"]
    assert Case.objects.get().document == f"question-{answer.question_id}"


def test_it_is_not_final_before_72_hours(asker, helper):
    solved(asker, helper)

    assert states(after=-timedelta(hours=2)) == ["customers open"]
    assert states() == ["customers counted"]


def test_what_an_employee_answered_is_not_counted(asker, employee):
    """L-TD-03"""
    solved(asker, employee)

    assert states() == []


def test_what_an_employee_asked_is_not_counted(employee, helper):
    solved(employee, helper)

    assert states() == []


def test_a_role_that_is_given_later_changes_nothing(asker, helper):
    solved(asker, helper)
    grant_role(user=asker, role="curator", by=None, reason="helps")

    assert states() == ["customers counted"]


def test_a_role_that_was_held_then_and_is_gone_changes_nothing(asker, helper):
    grant_role(user=asker, role="curator", by=None, reason="helps")
    RoleGrant.objects.update(granted_at=timezone.now() - 2 * SOLVED_AGO)
    solved(asker, helper)
    revoke_role(user=asker, role="curator", by=None)

    assert states() == []


def test_a_complaint_is_not_counted(asker, helper):
    solved(asker, helper, kind=Question.Kind.COMPLAINT)

    assert states() == []


def test_what_becomes_a_complaint_later_is_taken_off(asker, helper):
    answer = solved(asker, helper)
    assert states() == ["customers counted"]

    change_kind(question=answer.question, by=asker, kind=Question.Kind.COMPLAINT)

    assert states() == []


def test_who_answers_himself_was_helped_by_nobody(asker):
    solved(asker, asker)

    assert states() == []


def test_an_asker_who_asks_again_within_72_hours_takes_it_back(asker, helper):
    solved(asker, helper)
    again = make_question(author=asker)
    Question.objects.filter(pk=again.pk).update(created_at=again.created_at - timedelta(hours=2))

    assert states() == ["customers came-back"]


def test_praise_is_no_coming_back(asker, helper):
    solved(asker, helper)
    praise = make_question(author=asker, kind=Question.Kind.PRAISE)
    Question.objects.filter(pk=praise.pk).update(created_at=praise.created_at - timedelta(hours=2))

    assert states() == ["customers counted"]


def test_an_acceptance_that_is_withdrawn_late_is_taken_off(asker, helper):
    answer = solved(asker, helper)
    assert states() == ["customers counted"]

    withdraw_acceptance(question=answer.question, by=asker)

    assert states() == []


def test_what_is_hidden_is_taken_off_and_put_back(asker, helper, moderator):
    """A-AZ-07"""
    question = solved(asker, helper).question
    hide_post(post=question, by=moderator, reason=HiddenFor.DANGEROUS, explanation="It burns.")
    assert states() == []

    restore_post(post=question, by=moderator, explanation="It does not.")

    assert states() == ["customers counted"]


def test_what_is_marked_later_as_an_employees_is_taken_off(asker, helper, administrator):
    solved(asker, helper)
    assert states() == ["customers counted"]
    affiliation = make_affiliation(user=helper)

    mark_posts(
        affiliation=affiliation,
        since=timezone.now() - SOLVED_AGO,
        by=administrator,
        because="He works there.",
    )

    assert states() == []


def test_imported_threads_were_solved_elsewhere(asker, helper):
    answer = solved(asker, helper)
    ImportedRecord.objects.create(
        source="old", kind="question", external_id="1", object_id=answer.question_id
    )

    assert states() == []
