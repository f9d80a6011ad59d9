"""What a mail about a notice says, and in which words."""

import pytest

from accounts.notifications import kinds
from accounts.notifications.sending import send_due
from community.actions.solutions import accept_answer
from tests.factories import make_answer, make_question, make_user


@pytest.fixture
def answered(asker, helper, deliver_events):
    """The asker was just answered; the mail about it is owed."""
    question = make_question(author=asker, title="Router blinks red")
    answer = make_answer(question=question, author=helper, body="Hold the *button*.")
    deliver_events()
    return answer


def test_asker_gets_a_mail_about_an_answer(answered, asker, mailoutbox):
    assert send_due() == 1

    (message,) = mailoutbox
    assert message.to == [asker.email]
    assert message.subject == "New answer: Router blinks red"
    assert "Hold the button." in message.body
    assert f"http://127.0.0.1:8000{answered.question.get_absolute_url()}" in message.body


def test_mail_comes_in_its_readers_language(helper, mailoutbox, deliver_events):
    asker = make_user(language="de")
    answer = make_answer(question=make_question(author=asker), author=helper)
    deliver_events()
    send_due()

    assert f"/de/questions/{answer.question_id}/" in mailoutbox[0].body


def test_mails_of_a_thread_hang_together(asker, mailoutbox, deliver_events):
    question = make_question(author=asker)
    for _ in range(2):
        make_answer(question=question)
    deliver_events()
    send_due()

    first, second = (message.extra_headers for message in mailoutbox)
    assert first["References"] == second["References"]
    assert first["Message-ID"] != second["Message-ID"]
    assert first["Auto-Submitted"] == "auto-generated"


def test_line_breaks_in_a_title_make_no_header(asker, mailoutbox, deliver_events):
    """A-ML-02: also where a title came in past the form, as an import may."""
    question = make_question(author=asker, title="Router\nBcc: all@example.org")
    make_answer(question=question)
    deliver_events()

    assert send_due() == 1
    assert mailoutbox[0].message()["Bcc"] is None


def test_mail_names_for_whom_an_employee_speaks(asker, employee, mailoutbox, deliver_events):
    """A-BG-14, L-UW-01: before the text."""
    answer = make_answer(question=make_question(author=asker), author=employee)
    deliver_events()
    send_due()

    for text in (mailoutbox[0].body, mailoutbox[0].alternatives[0].content):
        line = text.index("Miriam Vogt (Verified employee, Fjordnet GmbH, Customer Care)")
        assert line < text.index(answer.body)


def test_markup_in_a_name_or_text_stays_text_in_the_html_part(asker, mailoutbox, deliver_events):
    """A-XS-09"""
    question = make_question(author=asker, title="<script>alert(1)</script> in title")
    make_answer(question=question, body="`<img src=x onerror=alert(1)>`")
    deliver_events()
    send_due()

    html = mailoutbox[0].alternatives[0].content
    assert "<script" not in html
    assert "<img" not in html
    assert "<script>alert(1)</script> in title" in mailoutbox[0].body


def test_acceptance_is_told_by_mail_too(helper, mailoutbox, deliver_events):
    answer = make_answer(author=helper)
    accept_answer(answer=answer, by=answer.question.author)
    deliver_events()
    send_due()

    to_helper = [message for message in mailoutbox if message.to == [helper.email]]
    assert [message.subject.split(":")[0] for message in to_helper] == ["Your answer solved it"]


def test_template_language_in_a_title_stays_text(asker, mailoutbox, deliver_events):
    """A-MA-05"""
    make_answer(question=make_question(author=asker, title="{{ 7 * 7 }} {% debug %}"))
    deliver_events()
    send_due()

    assert "{{ 7 * 7 }} {% debug %}" in mailoutbox[0].body
    assert "49" not in mailoutbox[0].subject


def test_every_kind_of_mail_is_about_what_its_reader_takes_part_in():
    """L-ML-02: a kind that advertises or asks for an opinion needs consent, and there is none."""
    by_mail = {name for name, kind in kinds._kinds.items() if kind.by_mail}

    assert by_mail == {"answered", "accepted", "became-article"}
