from urllib.parse import quote
from uuid import uuid4

import pytest
from django.urls import reverse

from community.actions.answers import answer_question
from community.actions.posting import CannotPost
from community.markup import TooComplex
from community.models import Answer
from config.events.models import Event
from tests.factories import hide, make_affiliation, make_answer, make_question, make_user

TOO_COMPLEX = "|a" * 100 + "|\n" + "|-" * 100 + "|\n" + ("|b" * 100 + "|\n") * 30


def address(question) -> str:
    return reverse("community:answer", args=[question.pk])


def form(**values) -> dict:
    return {"body": "Hold the button for ten seconds.", "submission": str(uuid4())} | values


def test_answer_is_counted_and_recorded(helper):
    question = make_question()

    answer = answer_question(question=question, by=helper, body="Hold the *button*.")

    question.refresh_from_db()
    assert question.answer_count == 1
    assert question.active_at == answer.created_at
    assert "<em>button</em>" in answer.body_html
    event = Event.objects.get(name="community.AnswerPosted")
    assert event.payload == {"question_id": question.pk, "answer_id": answer.pk}
    assert event.actor == helper


def test_same_form_gives_the_same_answer(helper):
    """C-01"""
    question, key = make_question(), uuid4()

    first = answer_question(question=question, by=helper, body="First", submission=key)
    second = answer_question(question=question, by=helper, body="Second", submission=key)

    assert first == second
    question.refresh_from_db()
    assert question.answer_count == Answer.objects.count() == 1


def test_answer_of_an_employee_marks_the_question(employee):
    """A-BG-13"""
    answer = make_answer(author=employee)

    answer.question.refresh_from_db()
    assert answer.affiliation.user == employee
    assert answer.question.has_staff_answer


@pytest.mark.parametrize("kind", ["agency", "partner", "perk"])
def test_others_with_an_affiliation_do_not_answer_for_the_company(helper, kind):
    make_affiliation(user=helper, kind=kind)
    question = make_answer(author=helper).question

    question.refresh_from_db()
    assert not question.has_staff_answer


def test_later_answer_of_a_customer_keeps_the_mark(employee, helper):
    question = make_answer(author=employee).question
    make_answer(question=question, author=helper)

    question.refresh_from_db()
    assert question.has_staff_answer


def test_question_hidden_meanwhile_cannot_be_answered(helper):
    """A-AZ-17"""
    question = make_question()
    hide(question)

    with pytest.raises(CannotPost):
        answer_question(question=question, by=helper, body="Hold the button.")
    assert not Answer.objects.exists()


def test_closed_account_cannot_answer(db):
    """A-AZ-16"""
    with pytest.raises(CannotPost):
        make_answer(author=make_user(is_active=False))


def test_text_that_would_cost_too_much_is_refused_whole(helper):
    """A-DO-01"""
    question = make_question()

    with pytest.raises(TooComplex):
        answer_question(question=question, by=helper, body="a" * 20_001)

    question.refresh_from_db()
    assert question.answer_count == 0


def test_member_answers_on_the_page(client, helper):
    question = make_question()
    client.force_login(helper)

    response = client.post(address(question), form())

    answer = Answer.objects.get()
    assert answer.author == helper
    answer.question = question
    assert response["Location"] == answer.get_absolute_url()
    assert "Hold the button" in client.get(response["Location"]).text


def test_visitor_is_led_to_the_sign_in(client, db):
    question = make_question()

    page = {"Referer": f"http://testserver{question.get_absolute_url()}"}
    response = client.post(address(question), form(), headers=page)

    assert response.status_code == 302
    back = quote(question.get_absolute_url())
    assert response["Location"] == f"{reverse('account_login')}?next={back}"
    assert not Answer.objects.exists()


@pytest.mark.parametrize("page", ["", "https://evil.example/x", "not an address", "http://["])
def test_way_back_from_the_sign_in_is_a_page_of_ours(client, db, page):
    question = make_question()

    response = client.post(address(question), form(), headers={"Referer": page})

    assert response["Location"] == f"{reverse('account_login')}?next={quote('/en/')}"


def test_double_click_makes_one_answer(client, helper):
    """C-01: the second request shows the first result."""
    question, sent = make_question(), form()
    client.force_login(helper)

    first = client.post(address(question), sent)
    second = client.post(address(question), sent)

    assert first["Location"] == second["Location"]
    assert Answer.objects.count() == 1


def test_repeated_send_uses_up_no_limit(client, helper, at_noon):
    """C-01, A-VO-17: four answers a minute, however nervous the finger."""
    question = make_question()
    client.force_login(helper)

    for _ in range(4):
        sent = form()
        client.post(address(question), sent)
        client.post(address(question), sent)

    assert Answer.objects.count() == 4


@pytest.mark.parametrize("body", ["", "   ", "\u200b\u3164\u2800", "a"])
def test_blank_answer_is_refused_with_its_text_kept(client, helper, body):
    """A-UN-04"""
    question = make_question()
    client.force_login(helper)

    response = client.post(address(question), form(body=body))

    assert response.status_code == 422
    assert question.title in response.text
    assert not Answer.objects.exists()


def test_refused_text_is_still_in_the_form(client, helper):
    """F-12: nothing that somebody wrote gets lost."""
    client.force_login(helper)
    sent = form(body=f"What I tried:\n\n{TOO_COMPLEX}")

    response = client.post(address(make_question()), sent)

    assert response.status_code == 422
    assert "What I tried:" in response.text
    assert sent["submission"] in response.text


def test_fifth_answer_in_a_minute_is_refused_with_its_text_kept(client, helper, at_noon):
    """A-VO-17"""
    question = make_question()
    client.force_login(helper)
    for _ in range(4):
        client.post(address(question), form())

    response = client.post(address(question), form(body="The fifth thing I know"))

    assert response.status_code == 422
    assert "The fifth thing I know" in response.text
    assert Answer.objects.count() == 4


def test_hidden_question_has_no_form_to_answer(client, helper):
    """A-AZ-02"""
    question = make_question()
    hide(question)
    client.force_login(helper)

    assert client.post(address(question), form()).status_code == 404


def test_moderator_sees_a_hidden_question_but_cannot_answer_it(client, moderator):
    question = make_question()
    hide(question)
    client.force_login(moderator)

    assert client.post(address(question), form()).status_code == 403


def test_refused_text_uses_up_no_limit(client, helper, at_noon):
    """A-VO-17"""
    question = make_question()
    client.force_login(helper)
    for _ in range(6):
        client.post(address(question), form(body=TOO_COMPLEX))

    for _ in range(4):
        client.post(address(question), form())

    assert Answer.objects.count() == 4


def test_old_form_with_a_refused_text_gives_no_new_allowance(client, helper, at_noon):
    """A-VO-17: what was not counted is not forgiven."""
    question, sent = make_question(), form()
    client.force_login(helper)
    client.post(address(question), sent)
    for _ in range(6):
        client.post(address(question), sent | {"body": TOO_COMPLEX})

    for _ in range(6):
        client.post(address(question), form())

    assert Answer.objects.count() == 4
