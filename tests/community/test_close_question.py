"""Closing and reopening: by right, with a reason, never against a complaint."""

from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.models import User
from community.actions.answers import answer_question
from community.actions.closing import (
    CannotClose,
    CannotReopen,
    close_question,
    reopen_question,
    say_my_case_differs,
)
from community.actions.deciding import CannotDecide
from community.actions.duplicates import propose_duplicate
from community.actions.posting import CannotPost
from community.models import Answer, Decision, Draft, Question
from community.policies.closing import can_write, is_writable, reasons_to_close
from config.events.models import Event
from tests.factories import hide, make_answer, make_question, make_user

pytestmark = pytest.mark.django_db
Closed = Question.Closed


def path(name: str, question: Question) -> str:
    return reverse(f"community:{name}", args=[question.pk])


def earn(user: User, points: int) -> User:
    User.objects.filter(pk=user.pk).update(points=points)
    user.refresh_from_db()
    return user


def test_closed_question_says_who_decided_and_why(moderator):
    question = make_question()

    close_question(question=question, by=moderator, reason="outdated", explanation="Box is gone.")

    question.refresh_from_db()
    assert question.closed_as == Closed.OUTDATED
    assert not is_writable(question)
    decision = Decision.objects.get(question=question)
    assert (decision.act, decision.reason, decision.role) == ("close", "outdated", "moderator")
    assert decision.explanation == "Box is gone."
    assert Event.objects.filter(name="community.PostDecided").get().actor == moderator


def test_duplicate_leads_to_the_end_of_the_chain(moderator):
    first, second, third = make_question(), make_question(), make_question()
    close_question(question=second, by=moderator, reason="duplicate", original=first)

    close_question(question=third, by=moderator, reason="duplicate", original=second)

    third.refresh_from_db()
    assert third.duplicate_of == first


def test_what_led_to_a_duplicate_leads_to_its_original(moderator):
    first, second, third = make_question(), make_question(), make_question()
    close_question(question=third, by=moderator, reason="duplicate", original=second)

    close_question(question=second, by=moderator, reason="duplicate", original=first)

    third.refresh_from_db()
    assert third.duplicate_of == first


def test_two_questions_are_not_duplicates_of_each_other(moderator):
    first, second = make_question(), make_question()
    close_question(question=second, by=moderator, reason="duplicate", original=first)

    with pytest.raises(CannotClose):
        close_question(question=first, by=moderator, reason="duplicate", original=second)
    with pytest.raises(CannotClose):
        close_question(question=first, by=moderator, reason="duplicate", original=first)


def test_duplicate_names_its_original(moderator):
    with pytest.raises(CannotClose):
        close_question(question=make_question(), by=moderator, reason="duplicate")


def test_hidden_question_is_no_original(moderator):
    """A-AZ-12"""
    original = make_question()
    hide(original)

    with pytest.raises(CannotClose):
        close_question(
            question=make_question(), by=moderator, reason="duplicate", original=original
        )


@pytest.mark.parametrize("cast", ["asker", "helper", "employee"])
@pytest.mark.parametrize("reason", Closed.values)
def test_nobody_without_a_role_closes(request, cast, reason):
    by = request.getfixturevalue(cast)

    with pytest.raises(CannotDecide):
        close_question(question=make_question(), by=by, reason=reason, original=make_question())


def test_what_a_curator_closes(curator):
    assert reasons_to_close(curator, make_question()) == [Closed.DUPLICATE, Closed.OUTDATED]


def test_community_queue_closes_duplicates_alone(helper):
    assert reasons_to_close(earn(helper, 1000), make_question()) == [Closed.DUPLICATE]


def test_who_speaks_for_the_company_has_no_queue(employee):
    assert reasons_to_close(earn(employee, 5000), make_question()) == []


def test_complaint_is_never_off_topic(moderator):
    complaint = make_question(kind="complaint")

    with pytest.raises(CannotDecide):
        close_question(question=complaint, by=moderator, reason="off-topic")
    with pytest.raises(IntegrityError), transaction.atomic():
        Question.objects.filter(pk=complaint.pk).update(
            closed_as="off-topic", closed_at="2026-01-01T00:00:00Z"
        )


def test_complaint_is_closed_by_a_moderator_alone(moderator, curator, helper):
    complaint = make_question(kind="complaint")

    assert reasons_to_close(curator, complaint) == []
    assert reasons_to_close(earn(helper, 5000), complaint) == []
    assert Closed.OFF_TOPIC not in reasons_to_close(moderator, complaint)


def test_closed_twice_the_first_word_stands(moderator, curator):
    question = make_question()
    close_question(question=question, by=moderator, reason="off-topic")

    with pytest.raises(CannotClose):
        close_question(question=question, by=curator, reason="outdated")

    question.refresh_from_db()
    assert question.closed_as == Closed.OFF_TOPIC


def test_reopening_needs_the_right_to_close_for_the_reason(moderator, curator, asker, helper):
    """A-AZ-10: closing and reopening."""
    question = make_question(author=asker)
    close_question(question=question, by=moderator, reason="off-topic")

    for by in (curator, asker, helper):
        with pytest.raises(CannotDecide):
            reopen_question(question=question, by=by)
    reopen_question(question=question, by=moderator, explanation="It belongs here after all.")

    question.refresh_from_db()
    assert is_writable(question)
    assert question.duplicate_of is None
    with pytest.raises(CannotReopen):
        reopen_question(question=question, by=moderator)


def test_asker_opens_it_again_once(moderator, asker):
    question, original = make_question(author=asker), make_question()
    close_question(question=question, by=moderator, reason="duplicate", original=original)

    say_my_case_differs(question=question, by=asker, explanation="Mine is the small box.")

    question.refresh_from_db()
    assert is_writable(question)
    close_question(question=question, by=moderator, reason="duplicate", original=original)
    with pytest.raises(CannotReopen):
        say_my_case_differs(question=question, by=asker, explanation="Really, it is the small one.")


@pytest.mark.parametrize("reason", ["personal-data"])
def test_asker_does_not_open_what_shows_personal_data(moderator, asker, reason):
    question = make_question(author=asker)
    close_question(question=question, by=moderator, reason=reason)

    with pytest.raises(CannotReopen):
        say_my_case_differs(question=question, by=asker, explanation="But it is my own number.")


def test_nobody_else_says_that_the_case_differs(moderator, helper):
    question = make_question()
    close_question(question=question, by=moderator, reason="outdated")

    with pytest.raises(CannotReopen):
        say_my_case_differs(question=question, by=helper, explanation="It is another one.")


def test_closed_question_takes_no_answer(moderator, helper):
    question = make_question()
    close_question(question=question, by=moderator, reason="outdated")

    with pytest.raises(CannotPost):
        answer_question(question=question, by=helper, body="Hold the button.")

    question.refresh_from_db()
    assert question.answer_count == 0
    assert not can_write(moderator, question)


def test_form_that_was_sent_twice_finds_its_answer_after_the_closing(moderator, helper):
    """C-01"""
    question, key = make_question(), uuid4()
    answer = answer_question(question=question, by=helper, body="Hold it.", submission=key)
    close_question(question=question, by=moderator, reason="outdated")

    again = answer_question(question=question, by=helper, body="Hold it.", submission=key)

    assert again == answer


def test_answer_to_a_question_closed_meanwhile_is_kept(client_of, moderator, helper):
    """A-AZ-17"""
    question = make_question()
    close_question(question=question, by=moderator, reason="outdated")

    response = client_of(helper).post(
        path("answer", question), {"body": "A long text.", "submission": str(uuid4())}
    )

    assert response.status_code == 422
    text = response.content.decode()
    assert "takes no more answers" in text
    assert "A long text." in text
    assert Answer.objects.count() == 0
    draft = Draft.objects.get(person=helper, place=f"answer:{question.pk}")
    assert draft.fields == {"body": "A long text."}


def test_page_of_a_closed_question_says_why_and_offers_no_form(client, moderator):
    question = make_question()
    close_question(
        question=question, by=moderator, reason="outdated", explanation="<b>Gone</b> since May."
    )

    text = client.get(question.get_absolute_url()).content.decode()

    assert "Closed: Outdated" in text
    assert "Decided by a moderator" in text
    assert "&lt;b&gt;Gone&lt;/b&gt; since May." in text
    assert 'name="submission"' not in text


def test_page_of_a_duplicate_shows_its_original(client, moderator):
    original = make_answer().question
    question = make_question()
    close_question(question=question, by=moderator, reason="duplicate", original=original)

    text = client.get(question.get_absolute_url()).content.decode()
    page_of_original = client.get(original.get_absolute_url()).content.decode()

    assert f'href="{original.get_absolute_url()}"' in text
    assert "1 question that asks the same leads here." in page_of_original


def test_original_that_was_hidden_is_not_named(client, moderator):
    """A-AZ-07"""
    original, question = make_question(title="Secret canary title"), make_question()
    close_question(question=question, by=moderator, reason="duplicate", original=original)
    hide(original)

    text = client.get(question.get_absolute_url()).content.decode()

    assert "canary" not in text
    assert original.get_absolute_url() not in text


def test_explanation_of_the_asker_stands_above_his_question(client_of, client, moderator, asker):
    question = make_question(author=asker)
    close_question(question=question, by=moderator, reason="outdated")

    page = client_of(asker).get(question.get_absolute_url()).content.decode()
    assert path("question-differs", question) in page
    response = client_of(asker).post(
        path("question-differs", question), {"explanation": "It <i>still</i> happens with 7.2."}
    )

    assert response.status_code == 302
    text = client.get(question.get_absolute_url()).content.decode()
    assert "It &lt;i&gt;still&lt;/i&gt; happens with 7.2." in text
    assert 'id="closed"' not in text


def test_second_time_the_asker_is_sent_to_a_moderator_with_his_words_kept(
    client_of, moderator, asker
):
    question = make_question(author=asker)
    close_question(question=question, by=moderator, reason="outdated")
    say_my_case_differs(question=question, by=asker, explanation="It still happens with 7.2.")
    close_question(question=question, by=moderator, reason="outdated")
    browser = client_of(asker)

    assert path("question-differs", question) not in browser.get(question.get_absolute_url()).text
    again = browser.post(path("question-differs", question), {"explanation": "And with 7.3."})

    assert again.status_code == 422
    assert "You have reopened this question once." in again.text
    assert "And with 7.3." in again.text


def test_moderator_closes_on_a_page(client_of, moderator):
    question, original = make_question(), make_question()
    browser = client_of(moderator)
    assert browser.get(path("question-close", question)).status_code == 200

    response = browser.post(
        path("question-close", question),
        {"reason": "duplicate", "other": f"http://testserver/en/questions/{original.pk}/x/"},
    )
    assert response.status_code == 422
    response = browser.post(
        path("question-close", question),
        {"reason": "duplicate", "other": original.get_absolute_url()},
    )

    assert response.status_code == 302
    question.refresh_from_db()
    assert question.duplicate_of == original


@pytest.mark.parametrize(
    "sent",
    [{}, {"reason": "duplicate"}, {"reason": "spam"}, {"reason": "duplicate", "other": "9" * 40}],
)
def test_closing_form_that_is_not_filled_in_says_so(client_of, moderator, sent):
    question = make_question()

    response = client_of(moderator).post(
        path("question-close", question), sent | {"explanation": "Kept words"}
    )

    assert response.status_code == 422
    assert "Kept words" in response.content.decode()
    question.refresh_from_db()
    assert question.closed_at is None


def test_earlier_question_is_found_by_words_of_its_title(client_of, moderator):
    question, original = make_question(), make_question(title="Box forgets its own name")
    browser, address = client_of(moderator), path("question-close", question)

    page = browser.post(address, {"reason": "duplicate", "other": "forgets name"})
    assert page.status_code == 422
    assert f'name="other" value="{original.pk}"' in page.text
    assert "There is no such question" not in page.text
    browser.post(address, {"reason": "duplicate", "other": ["forgets name", original.pk]})

    question.refresh_from_db()
    assert question.duplicate_of == original


def test_what_was_typed_for_another_reason_does_not_stop_the_closing(client_of, moderator):
    question = make_question()

    client_of(moderator).post(
        path("question-close", question), {"reason": "off-topic", "other": "no such question"}
    )

    question.refresh_from_db()
    assert (question.closed_as, question.duplicate_of) == ("off-topic", None)


@pytest.mark.parametrize("name", ["question-close", "question-reopen", "question-differs"])
@pytest.mark.parametrize("cast", ["helper", "employee"])
def test_strangers_may_neither_close_nor_reopen(request, client_of, moderator, name, cast):
    """A-AZ-01, A-AZ-10"""
    question = make_question()
    close_question(question=question, by=moderator, reason="outdated")
    browser = client_of(request.getfixturevalue(cast))

    assert browser.get(path(name, question)).status_code == 403
    assert browser.post(path(name, question), {"explanation": "Because."}).status_code == 403


def test_hidden_question_has_no_page_to_decide_on(client_of, curator):
    question = make_question()
    hide(question)

    for name in ("question-close", "question-reopen", "question-kind", "question-merge"):
        assert client_of(curator).get(path(name, question)).status_code == 404


def test_closed_question_wears_a_pill_in_lists(client, moderator):
    question = make_question()
    close_question(question=question, by=moderator, reason="outdated")

    assert "Closed: Outdated" in client.get(reverse("community:question-list")).content.decode()


def test_proposals_wait_for_open_questions_alone(moderator, curator):
    question, original = make_question(), make_question()
    close_question(question=question, by=moderator, reason="outdated")

    with pytest.raises(CannotDecide):
        propose_duplicate(question=question, original=original, by=curator)


def test_what_nobody_decided_costs_readers_no_query(client, count_queries, moderator):
    plain, closed = make_question(), make_question()
    close_question(question=closed, by=moderator, reason="outdated")
    client.get(plain.get_absolute_url())

    before = count_queries(lambda: client.get(plain.get_absolute_url() + "?a=1"))
    after = count_queries(lambda: client.get(closed.get_absolute_url() + "?a=1"))

    assert after == before + 1


def test_who_lost_the_account_decides_nothing(moderator):
    User.objects.filter(pk=moderator.pk).update(is_active=False)
    moderator.refresh_from_db()

    with pytest.raises(CannotDecide):
        close_question(question=make_question(), by=moderator, reason="outdated")
    assert make_user().is_active
