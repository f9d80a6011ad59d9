"""Posts of odd characters are stored as their readers will see them, or refused in plain words."""

from uuid import uuid4

import pytest
from django.urls import reverse

from community.actions.comments import post_comment
from community.diffing import diff
from community.models import Answer, Question
from config.text import clean_body
from tests.factories import make_question, make_user

FLAG, FAMILY, ENGLAND = (
    "🇩🇪",
    "👨‍👩‍👧‍👦",
    "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
)
ASKED = {"kind": "question", "language": "en", "title": "Router blinks red"}


@pytest.fixture
def member(client, asker):
    client.force_login(asker)
    return client


def ask(member, **fields):
    return member.post(reverse("community:ask"), ASKED | {"submission": uuid4()} | fields)


@pytest.mark.parametrize("sign", [FLAG, FAMILY, ENGLAND, "👍🏽", "𝔸", "日本", "é"])
def test_signs_of_four_bytes_are_kept_as_they_are(member, sign):
    """A-UN-09"""
    ask(member, title=f"Router blinks {sign}", body=f"It blinks {sign} since today.")

    question = Question.objects.get()
    assert question.title == f"Router blinks {sign}"
    assert question.body == f"It blinks {sign} since today."
    assert sign in member.get(question.get_absolute_url()).text


@pytest.mark.parametrize("sign", [FAMILY, FLAG, "👍🏽"])
def test_list_cuts_no_sign_in_two(member, sign):
    """A-UN-09"""
    ask(member, title=f"{'x' * 140} {sign}{sign}", body=sign * 500)

    page = member.get(reverse("community:question-list")).text
    assert "\ufffd" not in page


@pytest.mark.parametrize(
    "blank", ["\u3164" * 12, "\u2800" * 12, "\u200b" * 12, "\u0301" * 12, " \u00ad\u2060" * 6]
)
def test_text_in_which_nobody_sees_anything_is_refused(member, blank):
    """A-UN-04"""
    question = make_question()

    assert ask(member, body=blank).status_code == 422
    response = member.post(reverse("community:answer", args=[question.pk]), {"body": blank})
    assert response.status_code == 422
    assert not Answer.objects.exists()


def test_piled_marks_are_trimmed_in_every_text(member, helper):
    """A-UN-05"""
    zalgo = "Z" + "\u0301\u0316\u0322\u0327" * 20

    ask(member, title=f"Router {zalgo} blinks", body=f"It blinks {zalgo} since today.")
    question = Question.objects.get()
    comment = post_comment(question=question, by=helper, body=clean_body(f"Mine {zalgo} too"))

    for text in (question.title, question.body, question.body_html, comment.body_html):
        assert sum(sign in "\u0301\u0316\u0322\u0327" for sign in text) <= 4


@pytest.mark.parametrize("turning", "\u202e\u2066\u2067\u200f")
def test_text_that_turns_the_direction_stays_in_its_own_block(member, turning):
    """A-UN-03, A-UN-11"""
    ask(member, title=f"Router {turning}blinks red", body=f"First {turning}block.\n\nSecond one.")

    question = Question.objects.get()
    assert turning not in question.title
    assert question.body_html.count('<p dir="auto">') == 2
    assert '<h1 dir="auto"' in member.get(question.get_absolute_url()).text


@pytest.mark.parametrize("ending", ["\r", "\n", "\r\n", "\u2028", "\u2029", "\x85", "\v", "\f"])
def test_lines_end_in_one_way(member, ending):
    """A-UN-12"""
    ask(member, body=f"One line.{ending}Another line.")

    assert Question.objects.get().body == "One line.\nAnother line."


def test_another_line_end_is_no_change():
    """A-UN-12: no phantom changes between two states of a text."""
    before, after = clean_body("One.\r\nTwo.\rThree."), clean_body("One.\nTwo.\u2028Three.")

    assert before == after
    assert diff(before, after) == []


@pytest.mark.parametrize(
    ("body", "status"), [("𝔸" * 20_000, 302), ("𝔸" * 20_001, 422), ("𝔸" * 30_000, 422)]
)
def test_length_is_counted_in_characters_whatever_they_weigh(member, body, status):
    """A-UN-10: 80,000 bytes fit; what does not is refused with its limit."""
    response = ask(member, body=body)

    assert response.status_code == status
    if status == 422:
        assert "20000" in response.text or "20,000" in response.text
        assert body[:100] in response.text


@pytest.mark.parametrize("sign", ["\x00", "\x08", "\ud800", "\ufffe", "\U0001ffff"])
def test_what_cannot_be_stored_is_left_out(db, sign):
    """A-UN-01, A-UN-02"""
    question = make_question(author=make_user(), body=clean_body(f"It blinks{sign} since today."))

    question.refresh_from_db()
    assert question.body == "It blinks since today."
