"""What the writer is told, and what is stored (TRUST A-PR-03, A-LG-02)."""

import json
from uuid import uuid4

import pytest
from django import forms
from django.http import QueryDict
from django.urls import reverse

from community.forms.fields import TagsField
from community.forms.guarding import GuardedForm
from community.models import Answer, PendingQuestion, Question
from config.events.models import Delivery, Event
from tests.community.asking_first import OUR_PAGE, link_in, mail_to
from tests.factories import make_question

ASK, KEEP = reverse("community:ask"), reverse("community:question-keep")
PHONE, MAIL = "0171 2345678", "anna.berg@web.de"
IBAN, CARD, CUSTOMER = "DE89 3704 0044 0532 0130 00", "4111 1111 1111 1111", "FN-20418377"
WHOSE = "Yours or someone else"


class NoteForm(GuardedForm):
    guarded = ("title", "body", "tags", "nothing")
    title = forms.CharField()
    body = forms.CharField(required=False)
    tags = TagsField()


def note(initial=None, **values) -> NoteForm:
    sent = QueryDict(mutable=True)
    sent.update({"title": "A router", **values})
    return NoteForm(sent, initial=initial)


def question_form(**values) -> dict:
    return {
        "title": "Router blinks red",
        "body": "It blinks since this morning.",
        "kind": "question",
        "language": "en",
        "tags": "wifi",
        "submission": str(uuid4()),
    } | values


def again(response, **values) -> dict:
    """The form that came back, with the writer's choice."""
    form = response.context["form"]
    return form.data.dict() | {form.shown_name: form.shown_marks} | values


@pytest.fixture
def member(client, asker):
    client.force_login(asker)
    return client


def test_numbers_that_nobody_publishes_are_masked_at_once():
    form = note(title=f"Paid by {CARD}", body=f"{IBAN}, {CUSTOMER}", tags=f"dsl, {CUSTOMER}")

    assert form.is_valid()
    assert form.cleaned_data == {
        "title": "Paid by •••• 1111",
        "body": "DE•• •••• 3000, ••••••",
        "tags": ["dsl", "••••••"],
    }
    assert form.masked_names == ["card number", "bank account (IBAN)", "customer number"]


def test_phone_and_mailbox_are_asked_about_once():
    form = note(title=f"Call {PHONE}", body=f"or {MAIL}, {MAIL}")

    assert not form.is_valid()
    assert form.errors["title"] == ["Everybody could read this: phone number “0171 2345678”."]
    assert form.errors["body"] == ["Everybody could read this: e-mail address “anna.berg@web.de”."]
    assert form.asked_in == "body"


def test_one_answer_masks_all():
    form = note(title=f"Call {PHONE}", body=f"or {MAIL}", personal_data="mask")

    assert form.is_valid()
    assert form.cleaned_data["title"] == "Call ••• ••••"
    assert form.cleaned_data["body"] == "or •••@•••"


def test_what_may_be_public_stays_as_it_was_written():
    first = note(body=f"{PHONE}, {MAIL}")
    assert not first.is_valid()

    second = note(
        body=f"{PHONE}, {MAIL}", personal_data="public", personal_data_shown=first.shown_marks
    )

    assert second.is_valid()
    assert second.cleaned_data["body"] == f"{PHONE}, {MAIL}"


def test_permission_is_for_what_was_shown_alone():
    """Somebody else's number that was written meanwhile is asked about."""
    first = note(body=PHONE)
    assert not first.is_valid()

    second = note(
        body=f"{PHONE}, 0172 7654321",
        personal_data="public",
        personal_data_shown=first.shown_marks,
    )

    assert not second.is_valid()


def test_permission_without_having_been_asked_is_none():
    assert not note(body=PHONE, personal_data="public").is_valid()
    assert not note(body=PHONE, personal_data="everything").is_valid()


def test_permission_never_covers_accounts_and_cards():
    form = note(body=f"{IBAN} {CARD}", personal_data="public", personal_data_shown="x")

    assert form.is_valid()
    assert form.cleaned_data["body"] == "DE•• •••• 3000 •••• 1111"


def test_nobody_is_asked_about_what_stood_there_before():
    """An edit elsewhere in the text; the choice was made when it was written."""
    before = {"title": "A router", "body": f"Call {PHONE}"}

    assert note(before, body=f"Please call {PHONE}").is_valid()
    assert not note(before, body=f"Please call {PHONE} or 0172 7654321").is_valid()


def test_mask_leaves_what_stood_there_before():
    form = note(
        {"body": f"Call {PHONE}"}, body=f"Call {PHONE} or 0172 7654321", personal_data="mask"
    )

    assert form.is_valid()
    assert form.cleaned_data["body"] == f"Call {PHONE} or ••• ••••"


def test_account_numbers_are_masked_whether_they_stood_there_or_not():
    form = note({"body": f"Pay {IBAN}"}, body=f"Pay {IBAN}")

    assert form.is_valid()
    assert form.cleaned_data["body"] == "Pay DE•• •••• 3000"


def test_member_is_asked_beside_the_field_and_keeps_his_text(member):
    """A-PR-03: without a script, by the form's own button."""
    response = member.post(ASK, question_form(body=f"Please call {PHONE}, thank you."))

    assert response.status_code == 422
    page = response.text
    assert WHOSE in page
    assert f"Please call {PHONE}, thank you." in page
    assert page.count('name="personal_data"') == 2
    assert not Question.objects.exists()


def test_member_masks_by_sending_again(member):
    response = member.post(ASK, question_form(body=f"Please call {PHONE}, thank you."))

    response = member.post(ASK, again(response, personal_data="mask"), follow=True)

    assert Question.objects.get().body == "Please call ••• ••••, thank you."
    assert "Masked, because everybody can read it: phone number." in response.text


def test_member_may_publish_what_is_his(member):
    response = member.post(ASK, question_form(title=f"Who knows {PHONE}?"))

    member.post(ASK, again(response, personal_data="public"))

    assert Question.objects.get().title == f"Who knows {PHONE}?"


def test_member_is_told_what_was_masked_at_once(member):
    sent = question_form(title=f"{CARD} refused", body=f"My account {IBAN} too.", tags=CUSTOMER)
    response = member.post(ASK, sent, follow=True)

    question = Question.objects.get()
    assert question.title == "•••• 1111 refused"
    assert question.body == "My account DE•• •••• 3000 too."
    assert IBAN not in question.body_html
    assert "1111-refused" in question.slug
    assert CUSTOMER.lower() not in str(question.tags.values())
    assert "Masked, because everybody can read it: card number" in response.text


def test_form_that_comes_back_for_another_reason_shows_the_mask(member):
    response = member.post(ASK, question_form(title="x", body=f"My account {IBAN} too."))

    assert response.status_code == 422
    assert "My account DE•• •••• 3000 too." in response.text
    assert "Masked, because everybody can read it: bank account (IBAN)." in response.text
    assert IBAN not in response.text


def test_answer_passes_the_guard(member, asker):
    question = make_question()
    url = reverse("community:answer", args=[question.pk])
    response = member.post(url, {"body": f"Ask {MAIL} about it.", "submission": str(uuid4())})
    assert response.status_code == 422
    assert f"Ask {MAIL} about it." in response.text
    assert not Answer.objects.exists()

    member.post(url, again(response, personal_data="mask"))

    assert Answer.objects.get().body == "Ask •••@••• about it."


def test_guest_is_asked_before_anything_is_kept(client, db):
    sent = question_form(body=f"Please call {PHONE}, thank you.", email="lena@example.org")
    response = client.post(KEEP, sent, headers=OUR_PAGE)
    assert response.status_code == 422
    assert WHOSE in response.text
    assert not PendingQuestion.objects.exists()

    response = client.post(
        KEEP, again(response, personal_data="mask"), follow=True, headers=OUR_PAGE
    )

    assert PendingQuestion.objects.get().body == "Please call ••• ••••, thank you."
    assert "We have masked numbers in it" in response.text


def test_guest_is_not_asked_again_when_he_publishes(client, db):
    """He has said that his number may be public; the e-mail for the link is none of it."""
    sent = question_form(body=f"Please call {PHONE}, thank you.", email="lena@example.org")
    response = client.post(KEEP, sent, headers=OUR_PAGE)
    client.post(KEEP, again(response, personal_data="public"), headers=OUR_PAGE)
    client.get(link_in(mail_to()))
    pending = PendingQuestion.objects.get()
    join = {
        "title": pending.title,
        "body": pending.body,
        "display_name": "Lena B.",
        "speaks_for_us": "no",
    }

    response = client.post(reverse("community:pending"), join)

    assert response.status_code == 302
    assert Question.objects.get().body == f"Please call {PHONE}, thank you."


def test_guest_who_adds_a_number_later_is_asked(client, db):
    client.post(KEEP, question_form(email="lena@example.org"), headers=OUR_PAGE)
    client.get(link_in(mail_to()))
    join = {
        "title": "Router blinks red",
        "body": f"Please call {PHONE}, thank you.",
        "display_name": "Lena B.",
        "speaks_for_us": "no",
    }

    response = client.post(reverse("community:pending"), join)

    assert response.status_code == 422
    assert WHOSE in response.text
    assert not Question.objects.exists()


def test_finds_are_escaped_where_they_are_named(member):
    """A-XS-01"""
    response = member.post(ASK, question_form(body=f"x <b>{MAIL}</b> <script>a@web.de</script>"))

    assert response.status_code == 422
    assert "<b>anna" not in response.text
    assert "<script>a@" not in response.text


def test_only_kinds_are_logged(member, log_lines, deliver_events):
    """A-LG-02: how many of which kind, and never a find; in no event and no task either."""
    response = member.post(ASK, question_form(body=f"{PHONE} {MAIL} {IBAN} {CARD} {CUSTOMER}"))
    member.post(ASK, again(response, personal_data="mask"))
    deliver_events()

    lines = log_lines.getvalue()
    logged = [json.loads(line) for line in lines.splitlines() if '"personal_data"' in line]
    counted = [
        {
            name: line[name]
            for name in ("outcome", "phone", "email", "iban", "card", "company")
            if name in line
        }
        for line in logged
        if line.get("event") == "personal_data"
    ]
    assert counted == [
        {"outcome": "masked", "iban": 1, "card": 1, "company": 1},
        {"outcome": "asked", "phone": 1, "email": 1},
        {"outcome": "masked", "phone": 1, "email": 1},
    ]
    rows = str(list(Event.objects.values())) + str(list(Delivery.objects.values()))
    secrets = (PHONE, MAIL, IBAN, CARD, CUSTOMER, "2345678", "anna.berg")
    assert [each for each in secrets if each in lines + rows] == []


def test_number_in_pieces_is_masked_and_asked_about_like_any(member):
    form = note(title="Paid by 4111 **1111** 1111 1111", body="Call 0171\n2345678")

    assert not form.is_valid()
    assert form.data["title"] == "Paid by •••• 1111"
    assert form.errors["body"] == ["Everybody could read this: phone number “0171\n2345678”."]


def test_number_that_only_the_page_shows_is_refused_beside_the_field(member):
    text = "Paid by [4111] 1111 1111 1111\n\n[4111]: https://example.net"
    response = member.post(ASK, question_form(body=text, personal_data="public"))

    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["body"]
    assert "card number “4111 1111 1111 1111”" in response.text
    assert "Please leave it out or write it in one piece." in response.text
    assert text in response.context["form"].data["body"]
    assert not Question.objects.exists()


def test_what_only_the_page_shows_may_stay_where_it_stood():
    """A phone number that was decided about; a card number never may."""
    phone = "[0171] 2345678\n\n[0171]: https://example.net"
    card = "[4111] 1111 1111 1111\n\n[4111]: https://example.net"

    assert note({"body": phone}, body=f"Yes: {phone}").is_valid()
    assert not note({"body": card}, body=f"Yes: {card}").is_valid()


def test_description_of_an_image_passes_the_guard(member):
    member.post(ASK, question_form(body=f"![bill {IBAN}](https://example.net/a.png) is here"))

    assert "![bill DE•• •••• 3000]" in Question.objects.get().body
