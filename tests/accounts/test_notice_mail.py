"""What a mail about a notice says, and in which words."""

import pytest

from accounts.models import User
from accounts.notifications import kinds
from accounts.notifications.actions import queue_account_mail
from accounts.notifications.models import OutgoingMail
from accounts.notifications.sending import send_due
from community.actions.following import mute_question, unfollow_question
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

    (message,) = [message for message in mailoutbox if message.to == [asker.email]]
    for text in (message.body, message.alternatives[0].content):
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
    """L-ML-02: none of them advertises or asks for an opinion."""
    assert {"answered", "accepted", "became-article"} <= {kind.name for kind in kinds.mailed()}
    assert [kind.name for kind in kinds.mailed() if kind.needs_consent] == []


def test_every_kind_has_a_label_that_its_reader_can_choose_by():
    assert [kind.name for kind in kinds.mailed() if not kind.label] == []


def test_sender_is_always_ours(answered, mailoutbox, settings):
    """A-ML-03"""
    settings.EMAIL_RETURN_PATH = "returns@community.example"
    User.objects.filter(pk=answered.author_id).update(display_name='"CEO" <ceo@corp.de>')
    send_due()

    message = mailoutbox[0].message()
    assert message["From"] == settings.DEFAULT_FROM_EMAIL
    assert message["Reply-To"] is message["Sender"] is None
    assert mailoutbox[0].from_email == "returns@community.example"


def test_mail_says_of_itself_what_it_is(answered, asker, mailoutbox, settings):
    """RFC 3834, 2919, 8058"""
    settings.UNSUBSCRIBE_EMAIL = "stop@community.example"
    send_due()

    headers = mailoutbox[0].message()
    assert headers["Auto-Submitted"] == "auto-generated"
    # “All” would also suppress the reports that pause an address.
    assert headers["X-Auto-Response-Suppress"] == "OOF, AutoReply"
    assert headers["Content-Language"] == asker.language
    assert headers["List-Id"] == "<answers.notices.127.0.0.1>"
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert headers["List-Unsubscribe"].startswith("<http://127.0.0.1:8000/unsubscribe/")
    assert headers["List-Unsubscribe"].endswith(
        "<mailto:stop@community.example?subject=unsubscribe>"
    )
    assert headers["References"] == f"<question-{answered.question_id}@127.0.0.1>"


def test_no_link_in_a_mail_discloses_the_address(answered, asker, mailoutbox):
    """A-ML-08"""
    send_due()

    name = asker.email.partition("@")[0]
    for text in (mailoutbox[0].body, mailoutbox[0].alternatives[0].content):
        assert name not in text


def test_mail_says_who_sends_it_and_how_it_is_stopped(answered, mailoutbox):
    """L-ML-03: sender, imprint, and an end to it in each mail."""
    send_due()

    for text in (mailoutbox[0].body, mailoutbox[0].alternatives[0].content):
        for expected in (
            "/imprint/",
            "/contact/",
            "/unsubscribe/",
            "/me/mail/",
            "You get this mail because",
        ):
            assert expected in text


def test_html_loads_nothing_and_is_right_in_dark_programs(answered, mailoutbox):
    """No tracking: a mail asks no server for anything."""
    send_due()

    html = mailoutbox[0].alternatives[0].content
    for loading in ("<img", "<link", "src=", "url(", "@import", "<script"):
        assert loading not in html
    assert '<meta name="color-scheme" content="light dark">' in html
    assert "prefers-color-scheme: dark" in html


def test_muted_question_sends_nothing_any_more(answered, asker, mailoutbox):
    """C-24: muted between the event and the sending."""
    mute_question(question=answered.question, by=asker)

    assert send_due() == 0
    assert OutgoingMail.objects.get().why == "the reader muted the thread"


def test_question_that_is_no_longer_followed_sends_nothing_any_more(answered, asker, mailoutbox):
    """C-24: staff mail may wait a weekend between the event and the sending."""
    unfollow_question(question=answered.question, by=asker)

    assert send_due() == 0
    assert mailoutbox == []


def test_long_reason_makes_no_endless_subject(asker, mailoutbox):
    queue_account_mail(to=asker.email, subject="word " * 60, text="text")
    send_due()

    assert len(mailoutbox[0].subject) <= 200
    assert mailoutbox[0].subject.endswith("word …")


def test_account_mail_has_the_same_frame_and_cannot_be_stopped(db, mailoutbox):
    text = (
        "Hello,\n\nplease confirm <b>it</b>:\n\nhttps://x.example/c/1\n\n--\nFjordnet\nImprint: …"
    )
    queue_account_mail(to="lena@example.org", subject="Please confirm", text=text)
    send_due()

    html = mailoutbox[0].alternatives[0].content
    assert '<a class="button" href="https://x.example/c/1">' in html
    assert "please confirm &lt;b&gt;it&lt;/b&gt;:" in html
    assert "Imprint: …" not in html
    assert "/imprint/" in html
    assert mailoutbox[0].message()["List-Unsubscribe"] is None
