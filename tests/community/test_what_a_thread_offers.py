"""What the page of a question offers its reader, where, and nothing that cannot be done."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from community.actions.closing import close_question
from community.actions.hiding import hide_post
from community.models import Following, Question
from tests.factories import hide, make_answer, make_comment, make_question

pytestmark = pytest.mark.django_db
WORDS = {"reason": "advertising", "explanation": "It praises a shop."}
BETWEEN_TAGS = re.compile(r"<[^>]+>")


@pytest.fixture
def question(asker):
    return make_question(author=asker)


def part(page: str, start: str, end: str) -> str:
    """What stands in `page` from `start` up to the next `end`."""
    return page.split(start, 1)[1].split(end, 1)[0]


def read(question: Question, viewer: User | None = None) -> str:
    client = Client()
    if viewer:
        client.force_login(viewer)
    return client.get(question.get_absolute_url()).text


def test_closed_question_asks_nobody_for_an_answer(curator):
    question, original = make_question(), make_question()
    close_question(question=question, reason="duplicate", original=original, by=curator)
    question.refresh_from_db()

    page = read(question)

    assert "Even a guess" not in page
    assert "Please answer the original." in page


def test_head_says_that_a_question_is_closed_as_the_lists_do(moderator):
    question = make_question()
    close_question(question=question, reason="outdated", by=moderator)
    question.refresh_from_db()

    head = part(read(question), '<header class="thread-head">', "</header>")

    assert f"Closed: {question.get_closed_as_display()}" in head
    assert "No answer yet" not in head


def test_hidden_answer_is_neither_voted_on_nor_commented_nor_reported(question, moderator):
    answer = make_answer(question=question)
    hide_post(post=answer, by=moderator, **WORDS)

    shown = part(read(question, moderator), f'id="answer-{answer.pk}"', 'id="answer-form"')

    for offered in (
        reverse("community:answer-vote", args=[answer.pk]),
        reverse("community:comment", args=["answer", answer.pk]),
        reverse("moderation:report"),
    ):
        assert offered not in shown
    assert reverse("community:post-restore", args=["answer", answer.pk]) in shown


def test_sentence_about_a_hidden_post_ends_without_a_blank(question, moderator):
    answer = make_answer(question=question)
    hide_post(post=answer, by=moderator, **WORDS)

    note = part(read(question, moderator), '<div class="notice" role="note">', "</div>")

    assert " ." not in " ".join(BETWEEN_TAGS.sub("", note).split())
    assert "See the reason" in note


def test_question_is_followed_and_left_in_one_place(question, stranger, client):
    client.force_login(stranger)
    page = client.get(question.get_absolute_url()).text
    assert page.count('id="following"') == 1
    assert 'href="#following"' not in page

    control = reverse("community:question-follow", args=[question.pk])
    followed = client.post(control, {"wish": "follow"}, headers={"HX-Request": "true"}).text

    assert 'value="unfollow"' in followed
    assert 'aria-pressed="true"' in followed
    assert "Following" in followed
    assert Following.objects.filter(person=stranger, muted_at=None).exists()


def test_muted_question_says_so_and_is_heard_again(question, stranger, client):
    client.force_login(stranger)
    control = reverse("community:question-follow", args=[question.pk])

    muted = client.post(control, {"wish": "mute"}, headers={"HX-Request": "true"}).text

    assert "Muted" in muted
    assert "data-focus" in muted
    assert "data-focus" not in part(read(question, stranger), 'id="following"', "</form>")
    assert 'value="unfollow"' in muted


@pytest.mark.parametrize("who", ["stranger", "moderator"])
def test_comment_offers_one_thing_at_once_and_the_rest_behind_it(request, question, helper, who):
    comment = make_comment(question=question, author=helper)

    shown = part(
        read(question, request.getfixturevalue(who)), f'id="comment-{comment.pk}"', "</article>"
    )

    at_once = re.sub(r'<div class="menu-list">.*?</div>', "", shown, flags=re.DOTALL)
    assert at_once.count('class="btn quiet small"') == 1


def test_hidden_comment_is_not_reported(question, helper, moderator):
    comment = make_comment(question=question, author=helper)
    hide(comment)

    shown = part(read(question, moderator), f'id="comment-{comment.pk}"', "</article>")

    assert reverse("moderation:report") not in shown


def test_editor_stands_beneath_one_heading_and_names_no_signs(question, stranger):
    form = part(read(question, stranger), 'id="answer-form"', "</form>")

    assert "<h2>Your answer</h2>" in form
    assert 'class="visually-hidden"' in part(form, "<label", ">")
    assert "**bold**" not in form


def test_form_without_a_draft_keeps_no_empty_place_above_its_first_field(client, asker):
    client.force_login(asker)

    form = part(client.get(reverse("community:ask")).text, 'id="ask-form"', "</form>")

    assert "data-draft" not in form.split('name="title"')[0]
    assert 'data-draft="ask"' in part(form, '<div class="form-actions', "</div>")


def test_hidden_question_is_not_called_locked(question, moderator):
    hide_post(post=question, by=moderator, **WORDS)

    page = read(question, moderator)

    assert "This question is hidden and takes no answers." in page
    assert "locked" not in part(page, 'id="answer-form"', "</div>")
    assert reverse("community:question-affected", args=[question.pk]) not in page
