"""What is refused is refused cleanly: no nested page, no 500, no used-up quota."""

import pytest
from django.db import IntegrityError
from django.urls import reverse

from community.actions.posting import once
from community.models import Answer, Question
from config.limits import LIMITS, count_member
from tests.factories import make_answer, make_question

HTMX = {"HX-Request": "true"}


def asked(**values) -> dict:
    question = {
        "title": "How do I reset the box?",
        "body": "It blinks red since this morning.",
        "kind": "question",
        "language": "en",
    }
    return question | values


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["community:answer-vote", "community:answer-accept"])
def test_htmx_without_a_session_is_told_so_and_gets_no_page(client, name):
    answer = make_answer()

    response = client.post(reverse(name, args=[answer.pk]), {"value": 1}, headers=HTMX)

    assert (response.status_code, response.content) == (401, b"")


def test_htmx_gets_no_page_when_the_votes_are_used_up(client, stranger):
    answer = make_answer()
    client.force_login(stranger)
    for _vote in range(LIMITS["vote"][0][0]):
        count_member("vote", stranger)

    response = client.post(
        reverse("community:answer-vote", args=[answer.pk]), {"value": 1}, headers=HTMX
    )

    assert response.status_code == 429


def test_affected_button_shows_what_is_true(client, stranger):
    question = make_question()
    client.force_login(stranger)
    url = reverse("community:question-affected", args=[question.pk])
    client.post(url)

    drawn = client.post(url, {}, headers=HTMX).text

    assert 'aria-pressed="true"' in drawn


def test_tags_that_only_folding_makes_long_are_told_apart_or_refused(client, asker):
    client.force_login(asker)
    for last in "ab":
        answer = client.post(reverse("community:ask"), asked(tags="ß" * 18 + last))
        assert answer.status_code == 422
        assert "at most 35 characters" in answer.text
    for last in "ab":
        answer = client.post(reverse("community:ask"), asked(tags="ß" * 17 + last))
        assert answer.status_code in {302, 422}


def test_text_that_is_too_complex_uses_up_no_quota(client, asker):
    client.force_login(asker)
    table = "|a" * 900 + "\n" + "|-" * 900 + "\n" + ("|b" * 900 + "\n") * 3
    for _try in range(7):
        refused = client.post(reverse("community:ask"), asked(body=table))
        assert refused.status_code == 422
        assert "You have asked a lot" not in refused.text


def test_hurt_constraint_is_no_repeated_form(asker):
    def create() -> Question:
        raise IntegrityError("another constraint")

    with pytest.raises(IntegrityError):
        once(
            Question.objects.all(),
            by=asker,
            submission="6f1c1f39-64a5-4e2b-9a43-111111111111",
            create=create,
        )


def test_one_form_key_on_two_questions_makes_two_answers(client, helper):
    client.force_login(helper)
    form = {"body": "Hold the button.", "submission": "6f1c1f39-64a5-4e2b-9a43-222222222222"}
    for question in (make_question(), make_question()):
        client.post(reverse("community:answer", args=[question.pk]), form)

    assert Answer.objects.filter(author=helper).count() == 2
