"""“I have this too”: counted once per person, follows the question, can be taken back."""

import pytest
from django.urls import reverse

from community.actions.posting import CannotPost
from community.actions.questions import join_affected, leave_affected
from community.models import Affected, Following
from config.events.models import Event
from tests.factories import hide, make_question

HTMX = {"HX-Request": "true"}


def address(question) -> str:
    return reverse("community:question-affected", args=[question.pk])


def affected(question) -> int:
    question.refresh_from_db(fields=["affected_count"])
    assert question.affected_count == Affected.objects.filter(question=question).count()
    return question.affected_count


def test_person_is_counted_and_follows(stranger):
    question = make_question()

    joined = join_affected(question=question, by=stranger)

    assert joined.affected_count == affected(question) == 1
    assert Following.objects.filter(person=stranger, question=question).exists()
    assert Event.objects.filter(name="community.QuestionChanged").count() == 1


def test_saying_it_twice_counts_once(stranger):
    question = make_question()
    for _ in range(2):
        join_affected(question=question, by=stranger)

    assert affected(question) == 1
    assert Event.objects.filter(name="community.QuestionChanged").count() == 1


def test_taking_it_back_leaves_nothing(stranger):
    question = make_question()
    join_affected(question=question, by=stranger)

    left = leave_affected(question=question, by=stranger)

    assert left.affected_count == affected(question) == 0
    assert not Following.objects.filter(person=stranger, question=question).exists()


def test_taking_back_what_was_not_said_changes_nothing(stranger):
    question = make_question()

    leave_affected(question=question, by=stranger)

    assert affected(question) == 0
    assert not Event.objects.filter(name="community.QuestionChanged").exists()


def test_asker_has_it_anyway(asker):
    question = make_question(author=asker)

    with pytest.raises(CannotPost):
        join_affected(question=question, by=asker)


def test_asker_keeps_following_after_a_forged_undo(asker):
    question = make_question(author=asker)

    leave_affected(question=question, by=asker)

    assert Following.objects.filter(person=asker, question=question).exists()


def test_hidden_question_affects_nobody(stranger):
    question = make_question()
    hide(question)

    with pytest.raises(CannotPost):
        join_affected(question=question, by=stranger)


def test_member_says_it_on_the_page_and_takes_it_back(client, stranger):
    """L-AC-05"""
    question = make_question()
    client.force_login(stranger)

    assert client.post(address(question))["Location"] == question.get_absolute_url()
    assert affected(question) == 1
    client.post(address(question), {"undo": "1"})
    assert affected(question) == 0


def test_button_is_renewed_in_place(client, stranger):
    question = make_question()
    client.force_login(stranger)

    response = client.post(address(question), headers=HTMX)

    assert 'aria-pressed="true"' in response.text
    assert "<html" not in response.text


def test_asker_may_not_say_it_on_the_page(client, asker):
    question = make_question(author=asker)
    client.force_login(asker)

    assert client.post(address(question)).status_code == 403


def test_hidden_question_is_not_there(client, stranger):
    """A-AZ-02"""
    question = make_question()
    hide(question)
    client.force_login(stranger)

    assert client.post(address(question)).status_code == 404


def test_visitor_is_led_to_the_sign_in(client, db):
    question = make_question()

    assert client.post(address(question))["Location"].startswith(reverse("account_login"))
    assert affected(question) == 0
