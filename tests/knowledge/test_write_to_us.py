"""The contact form: to the operator by mail, with the suggestions of the ask form."""

from uuid import uuid4

import pytest
from django.core import mail
from django.core.cache import cache
from django.urls import reverse

from accounts.notifications.models import OutgoingMail
from accounts.notifications.sending import send_due
from knowledge.actions import writing_to_us
from knowledge.actions.journeys import take_steps
from knowledge.models import JourneyEvent, JourneyWatch
from knowledge.search import index
from tests.factories import make_article

pytestmark = pytest.mark.django_db

SAME_ORIGIN = {"Sec-Fetch-Site": "same-origin"}
Step = JourneyEvent.Step


@pytest.fixture(autouse=True)
def operator(settings):
    settings.COMMUNITY = settings.COMMUNITY | {"email": "help@fjordnet.example"}


def send(client, **values):
    typed = {
        "title": "My bill of May",
        "body": "Customer 4711, the bill is wrong.",
        "email": "jonas@example.org",
        "submission": uuid4(),
        "journey": uuid4(),
    }
    return client.post(reverse("knowledge:contact-send"), typed | values, headers=SAME_ORIGIN)


def test_letter_goes_to_the_operator_and_his_answer_to_its_writer(reader):
    article = make_article(title="Reading a bill")
    response = send(reader, suggested=f"article-{article.pk}:opened", tried="calling")
    assert response.status_code == 302
    assert not mail.outbox

    send_due()

    (letter,) = mail.outbox
    assert (letter.to, letter.reply_to) == (["help@fjordnet.example"], ["jonas@example.org"])
    assert letter.subject == "My bill of May"
    for part in ("Customer 4711, the bill is wrong.", "Reading a bill", "calling"):
        assert part in letter.body


def test_nothing_of_the_letter_stays_here_once_it_is_sent(reader):
    send(reader)
    send_due()

    kept = OutgoingMail.objects.get()
    assert (kept.text, kept.html, kept.reply_to) == ("", "", "")


def test_letter_may_hold_what_nobody_else_may_read(reader):
    send(reader, body="My account is DE89 3704 0044 0532 0130 00, my phone 0170 1234567.")

    assert "0532 0130 00" in OutgoingMail.objects.get().text


def test_same_form_sent_twice_is_one_letter(reader):
    same = {"submission": uuid4(), "journey": uuid4()}

    for _ in range(2):
        assert send(reader, **same).status_code == 302

    assert OutgoingMail.objects.count() == 1
    assert JourneyEvent.objects.filter(step=Step.SENT).count() == 1


@pytest.mark.parametrize("missing", ["title", "body", "email"])
def test_incomplete_letter_is_kept_and_not_sent(reader, missing):
    response = send(reader, **{missing: ""})

    assert response.status_code == 422
    kept = {"title": "Customer 4711"}.get(missing, "My bill of May")
    assert kept in response.text
    assert not OutgoingMail.objects.exists()


def test_one_network_writes_so_many_letters_and_loses_no_text(reader, at_noon):
    """A-VO-17"""
    for _ in range(5):
        assert send(reader).status_code == 302

    refused = {"submission": uuid4(), "body": "One more letter of mine."}
    response = send(reader, **refused)
    cache.clear()
    sent_later = send(reader, **refused)

    assert response.status_code == 422
    assert "One more letter of mine." in response.text
    assert "later" in response.text
    assert sent_later.status_code == 302
    assert OutgoingMail.objects.count() == 6


def test_letter_that_could_not_be_written_may_be_sent_again(reader, monkeypatch):
    def fail(*_args, **_values) -> None:
        raise OSError("no space left")

    same = {"submission": uuid4()}
    reader.raise_request_exception = False
    with monkeypatch.context() as broken:
        broken.setattr(writing_to_us, "render_to_string", fail)
        assert send(reader, **same).status_code == 500

    assert send(reader, **same).status_code == 302

    assert OutgoingMail.objects.count() == 1


def test_refused_letters_use_up_no_limit(reader, at_noon):
    for _ in range(6):
        send(reader, title="")

    assert send(reader).status_code == 302


@pytest.mark.parametrize("title", ["x\r\nBcc: all@example.org", "Hello\x00 there you"])
def test_subject_stays_one_line(reader, title):
    """A-ML-01"""
    send(reader, title=title)
    send_due()

    (letter,) = mail.outbox
    assert "\n" not in letter.subject
    assert letter.bcc == []


def test_nobody_to_write_to(reader, settings):
    settings.COMMUNITY = settings.COMMUNITY | {"email": ""}

    assert reader.get(reverse("knowledge:contact")).status_code == 404
    assert send(reader).status_code == 404
    assert not OutgoingMail.objects.exists()


def test_form_sets_no_cookie(reader):
    """L-TD-01"""
    page = reader.get(reverse("knowledge:contact"), {"title": "My bill"})

    assert 'value="My bill"' in page.text
    assert not page.cookies
    assert not send(reader).cookies


def test_other_sites_send_no_letters(reader):
    """A-CS-01"""
    response = reader.post(
        reverse("knowledge:contact-send"), {}, headers={"Sec-Fetch-Site": "cross-site"}
    )

    assert response.status_code == 403


def test_article_may_make_the_letter_unnecessary(reader):
    article = make_article(title="Reading a bill of Fjordnet")
    index.rebuild()
    journey, document = uuid4(), f"article-{article.pk}"
    typed = {"title": article.title, "body": "It is wrong.", "form": "contact", "journey": journey}

    page = reader.post(
        reverse("knowledge:contact-look"), typed | {"open": document}, headers=SAME_ORIGIN
    ).text
    opened = page.partition('name="opened"')[2].partition('value="')[2].partition('"')[0]
    solved = reverse("knowledge:suggestion-solved", args=[document])
    reader.post(solved, typed | {"opened": opened}, headers=SAME_ORIGIN)

    take_steps()
    assert "It is wrong." in page
    event = JourneyEvent.objects.get(step=Step.SOLVED)
    assert (event.kind, event.document) == ("contact", document)


def test_member_who_writes_after_all_came_back(reader, stranger):
    reader.force_login(stranger)
    JourneyWatch.objects.create(person=stranger, form=uuid4(), until="2999-01-01T00:00:00Z")

    send(reader)

    assert JourneyWatch.objects.get().came_back is True
