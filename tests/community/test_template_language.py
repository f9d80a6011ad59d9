"""Words of a template language are words, wherever people write them (A-MA-05)."""

import pytest
from django.urls import reverse

from community.actions.closing import close_question
from community.actions.editing import edit_question
from community.actions.hiding import hide_post
from tests.factories import make_answer, make_comment, make_question, make_user

WORDS = "{{7*7}} {% debug %} {{ settings.SECRET_KEY }} ${7*7} #{7*7} %(name)s {0}"
pytestmark = pytest.mark.django_db


@pytest.fixture
def question(asker, helper):
    question = make_question(author=asker, title=f"Box {WORDS}", body=WORDS)
    make_comment(answer=make_answer(question=question, author=helper, body=WORDS), body=WORDS)
    return question


def expect_literal(page: str, times: int) -> None:
    assert page.count("{{7*7}}") >= times
    assert "django.template" not in page


def test_thread_shows_them_as_they_were_typed(client, question):
    """A-MA-05"""
    expect_literal(client.get(question.get_absolute_url()).text, times=4)


def test_history_decisions_and_lists_show_them_too(client, client_of, question, moderator, helper):
    """A-MA-05: reasons that staff and editors write as well."""
    edit_question(
        question=question,
        by=question.author,
        version=1,
        title=f"Router {WORDS}",
        body=f"{WORDS} again",
        reason=WORDS,
    )
    close_question(question=question, by=moderator, reason="outdated", explanation=WORDS)
    answer = make_answer(author=helper)
    hide_post(post=answer, by=moderator, reason="other", explanation=WORDS)

    question.refresh_from_db()
    history = client.get(reverse("community:question-history", args=[question.pk])).text
    hidden = client_of(helper).get(reverse("community:my-hidden")).text
    closed = client.get(question.get_absolute_url()).text
    listed = client.get(reverse("community:question-list")).text

    for page, times in (history, 2), (hidden, 1), (closed, 4), (listed, 1):
        expect_literal(page, times)


def test_mail_and_notice_say_them_as_they_are(
    client_of, question, deliver_events, send_mails, mailoutbox
):
    """A-MA-05"""
    make_answer(question=question, author=make_user(display_name="Nele N."), body=WORDS)
    deliver_events()
    send_mails()

    notices = client_of(question.author).get(reverse("accounts:notices")).text

    expect_literal(notices, times=1)
    assert all("{{7*7}}" in mail.subject + mail.body for mail in mailoutbox)
