"""What the page says of official and confirmed answers, and to whom it offers what."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Affiliation
from community.actions.confirming import confirm_answer
from community.actions.signing_answers import end_official_mark, sign_answer
from community.actions.solutions import accept_answer
from community.models import Answer, OfficialMark, Question
from tests.factories import (
    hide,
    make_affiliation,
    make_answer,
    make_product,
    make_question,
    make_signer,
    make_user,
)


@pytest.fixture(autouse=True)
def _fjordnet(settings):
    settings.COMMUNITY = settings.COMMUNITY | {"company": "Fjordnet"}


@pytest.fixture
def signer(db):
    return make_signer(display_name="Saskia K.")


@pytest.fixture
def answer(asker, helper):
    long_ago = timezone.now() - timedelta(days=8)
    question = make_question(author=asker, now=long_ago)
    return make_answer(question=question, author=helper, body="Press *reset*.", now=long_ago)


def page_of(client, answer: Answer) -> str:
    return client.get(answer.question.get_absolute_url()).text


def test_signed_answer_names_signer_and_for_what_it_holds(client, asker, signer):
    answer = make_answer(question=make_question(author=asker), author=signer)
    product = make_product(name_en="Fjord 5")
    until = timezone.localdate() + timedelta(days=9)
    sign_answer(
        answer=answer, by=signer, valid_product=product, valid_version="7.31", valid_until=until
    )

    page = page_of(client, answer)

    for words in ("Official answer", "Miriam Vogt", "Customer Care", "Fjord 5", "7.31"):
        assert words in page
    assert "valid until" in page
    assert "confirms this" not in page


def test_customers_text_is_confirmed_beside_his_name_and_not_made_the_companys(
    client, answer, signer
):
    """L-UW: the company's word and the customer's are told apart."""
    sign_answer(answer=answer, by=signer)

    page = page_of(client, answer)

    assert "Fjordnet GmbH confirms this" in page
    assert "Official answer" not in page
    assert answer.author.display_name in page


def test_after_an_edit_readers_see_what_was_signed_and_that_it_was_edited(client, answer, signer):
    """A-BG-11: nobody edits the company's word by himself."""
    sign_answer(answer=answer, by=signer)
    Answer.objects.filter(pk=answer.pk).update(
        body="Drill a hole.", body_html="<p>Drill a hole.</p>", version=2, edited_at=timezone.now()
    )

    page = page_of(client, answer)

    signed, new = page.index("Press <em>reset</em>."), page.index("Drill a hole.")
    assert signed < page.index("Edited since, not checked by Fjordnet GmbH") < new


def test_signing_the_new_text_shows_that(client, answer, signer):
    sign_answer(answer=answer, by=signer)
    Answer.objects.filter(pk=answer.pk).update(
        body="Press it twice.", body_html="<p>Press it twice.</p>", version=2
    )
    sign_answer(answer=answer, by=signer)

    page = page_of(client, answer)

    assert "Press it twice." in page
    assert "Edited since" not in page
    assert "Press <em>reset</em>." not in page


def test_ended_mark_says_until_when(client, answer, signer):
    mark = sign_answer(answer=answer, by=signer)
    end_official_mark(mark=mark, by=signer, because="Outdated")

    page = page_of(client, answer)

    assert "was official until" in page
    assert "confirms this" not in page


def test_confirmed_is_another_mark_than_solved(client, answer, moderator):
    confirm_answer(answer=answer, by=moderator)

    page = page_of(client, answer)
    row = client.get(reverse("community:question-list")).text

    assert "Confirmed by Fjordnet" in page
    assert 'class="pill solved"' not in page
    assert "Confirmed" in row
    assert 'class="pill solved"' not in row


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (0, "Solved in 1 minute<"),
        (52, "Solved in 52 minutes"),
        (150, "Solved in 2 hours"),
        (60 * 24 * 5, "Solved in 5 days"),
    ],
)
def test_solved_says_how_long_it_took(client, answer, asker, minutes, words):
    accept_answer(answer=answer, by=asker)
    asked = Question.objects.get(pk=answer.question_id).created_at
    Question.objects.update(solved_at=asked + timedelta(minutes=minutes))

    page = " ".join(page_of(client, answer).split()).replace(" </span>", "<")

    assert words in page


def test_visitor_is_offered_nothing(client, answer, signer):
    """A-CA-02"""
    mark = sign_answer(answer=answer, by=signer)

    page = page_of(client, answer)

    for name, pk in (
        ("answer-confirm", answer.pk),
        ("answer-sign", answer.pk),
        ("mark-end", mark.pk),
        ("mark-decline", mark.pk),
        ("question-still-open", answer.question_id),
    ):
        assert reverse(f"community:{name}", args=[pk]) not in page


@pytest.mark.parametrize(
    ("who", "offered"),
    [("moderator", True), ("employee", True), ("helper", False), ("asker", False)],
)
def test_confirming_is_offered_to_staff_who_took_no_part(client_of, answer, request, who, offered):
    """A-BG-16"""
    page = page_of(client_of(request.getfixturevalue(who)), answer)

    assert (reverse("community:answer-confirm", args=[answer.pk]) in page) == offered


def test_confirming_is_not_offered_before_its_time_or_for_a_colleagues_answer(
    client_of, asker, employee
):
    """A-BG-16"""
    question = make_question(author=asker)
    young = make_answer(question=question)
    colleague = make_user()
    make_affiliation(user=colleague)
    long_ago = timezone.now() - timedelta(days=9)
    theirs = make_answer(question=question, author=colleague, now=long_ago)

    page = page_of(client_of(employee), young)

    for answer in (young, theirs):
        assert reverse("community:answer-confirm", args=[answer.pk]) not in page


def test_signing_is_offered_to_signers_alone(client_of, answer, signer, employee, administrator):
    """A-BG-11"""
    address = reverse("community:answer-sign", args=[answer.pk])

    assert address in page_of(client_of(signer), answer)
    for other in (employee, administrator):
        assert address not in page_of(client_of(other), answer)


def test_staff_confirm_and_take_back_on_the_page(client_of, answer, employee):
    """A-AZ-10"""
    browser = client_of(employee)
    browser.post(reverse("community:answer-confirm", args=[answer.pk]))
    assert Question.objects.get().confirmed_answer == answer

    browser.post(reverse("community:question-unconfirm", args=[answer.question_id]))

    assert Question.objects.get().confirmed_answer is None


def test_asker_objects_on_the_page(client_of, answer, asker, moderator):
    confirm_answer(answer=answer, by=moderator)
    browser = client_of(asker)
    assert "My question is still open" in page_of(browser, answer)

    page = browser.post(
        reverse("community:question-still-open", args=[answer.question_id]), follow=True
    )

    assert "open again" in page.text
    assert Question.objects.get().still_open_at


@pytest.mark.parametrize("who", ["stranger", "helper", "curator"])
def test_others_are_refused_at_every_door(client_of, answer, signer, request, who):
    """A-AZ-10: both directions of each act."""
    mark = sign_answer(answer=answer, by=signer)
    browser = client_of(request.getfixturevalue(who))
    doors = [
        ("answer-confirm", answer.pk),
        ("question-unconfirm", answer.question_id),
        ("question-still-open", answer.question_id),
        ("answer-sign", answer.pk),
        ("mark-end", mark.pk),
        *([] if who == "helper" else [("mark-decline", mark.pk)]),
    ]

    for name, pk in doors:
        assert browser.post(reverse(f"community:{name}", args=[pk])).status_code == 403, name


def test_hidden_answer_and_its_mark_are_no_pages(client_of, answer, signer):
    """A-AZ-02"""
    mark = sign_answer(answer=answer, by=signer)
    hide(answer)
    browser = client_of(signer)

    for name, pk in (("answer-sign", answer.pk), ("mark-end", mark.pk), ("mark-decline", mark.pk)):
        assert browser.post(reverse(f"community:{name}", args=[pk])).status_code == 404


def test_signer_signs_and_ends_on_the_pages(client_of, answer, signer):
    browser = client_of(signer)
    sign = reverse("community:answer-sign", args=[answer.pk])
    assert "Press <em>reset</em>." in browser.get(sign).text

    signed = browser.post(sign, {"version": 1, "valid_version": "7.32"})
    mark = OfficialMark.objects.get()
    end = reverse("community:mark-end", args=[mark.pk])

    assert signed["Location"] == answer.get_absolute_url()
    assert mark.valid_version == "7.32"
    for nothing in " ", "\u200b", "\u3164":
        assert browser.post(end, {"because": nothing}).status_code == 422
    assert browser.post(end, {"because": "Outdated"}).status_code == 302
    assert not OfficialMark.objects.open().exists()


def test_text_that_changed_is_shown_before_it_is_signed(client_of, answer, signer):
    """C-07"""
    browser = client_of(signer)
    sign = reverse("community:answer-sign", args=[answer.pk])
    Answer.objects.update(version=2, body="Drill.", body_html="<p>Drill.</p>")

    refused = browser.post(sign, {"version": 1, "valid_version": "7.32"})

    assert refused.status_code == 422
    assert "changed meanwhile" in refused.text
    assert "Drill." in refused.text
    assert 'value="7.32"' in refused.text
    assert 'name="version" value="2"' in refused.text


@pytest.mark.parametrize(
    "values",
    [
        {"valid_until": "2020-01-01"},
        {"valid_until": "soon"},
        {"valid_version": "x" * 61},
        {"valid_product": "987654"},
        {"version": "x"},
        {"version": ""},
    ],
)
def test_bad_input_signs_nothing(client_of, answer, signer, values):
    sign = reverse("community:answer-sign", args=[answer.pk])

    response = client_of(signer).post(sign, {"version": 1} | values)

    assert response.status_code == 422
    assert not OfficialMark.objects.exists()


def test_customer_declines_on_the_page(client_of, answer, helper, signer):
    mark = sign_answer(answer=answer, by=signer)
    browser = client_of(helper)
    assert "beside my name" in page_of(browser, answer)

    browser.post(reverse("community:mark-decline", args=[mark.pk]))

    assert "confirms this" not in page_of(browser, answer)


def test_name_of_who_left_shrinks_in_the_head_too(client, asker, signer):
    answer = make_answer(question=make_question(author=asker), author=signer)
    sign_answer(answer=answer, by=signer)

    Affiliation.objects.filter(user=signer).update(full_name="M. V.", shrunk_at=timezone.now())

    assert "Miriam Vogt" not in page_of(client, answer)
