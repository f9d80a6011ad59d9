"""Wherever a member writes what others read, the guard stands before it (TRUST A-PR-03)."""

from uuid import uuid4

import pytest
from django.urls import reverse

from community.models import Answer, Comment, EditProposal, Question
from knowledge.actions.promotion import promote_answer
from tests.factories import make_answer, make_article, make_comment, make_question

pytestmark = pytest.mark.django_db

PHONE, IBAN = "0171 2345678", "DE89 3704 0044 0532 0130 00"


def comment_on_question(author, reader):
    path = reverse("community:comment", args=["question", make_question().pk])
    return author, path, "body", lambda: Comment.objects.values_list("body", flat=True)


def comment_on_answer(author, reader):
    path = reverse("community:comment", args=["answer", make_answer().pk])
    return author, path, "body", lambda: Comment.objects.values_list("body", flat=True)


def edit_of_a_question(author, reader):
    question = make_question(author=author)
    path = reverse("community:question-edit", args=[question.pk])
    return author, path, "body", lambda: Question.objects.values_list("body", flat=True)


def edit_of_a_title(author, reader):
    question = make_question(author=author)
    path = reverse("community:question-edit", args=[question.pk])
    return author, path, "title", lambda: Question.objects.values_list("title", flat=True)


def reason_of_an_edit(author, reader):
    answer = make_answer(author=author)
    path = reverse("community:answer-edit", args=[answer.pk])
    return author, path, "reason", lambda: answer.revisions.values_list("reason", flat=True)


def edit_of_an_answer(author, reader):
    answer = make_answer(author=author)
    path = reverse("community:answer-edit", args=[answer.pk])
    return author, path, "body", lambda: Answer.objects.values_list("body", flat=True)


def edit_of_a_comment(author, reader):
    comment = make_comment(author=author)
    path = reverse("community:comment-edit", args=[comment.pk])
    return author, path, "body", lambda: Comment.objects.values_list("body", flat=True)


def proposal(author, reader):
    answer = make_answer(author=author)
    path = reverse("community:answer-edit", args=[answer.pk])
    return reader, path, "body", lambda: EditProposal.objects.values_list("body", flat=True)


PLACES = [
    *(comment_on_question, comment_on_answer, edit_of_a_question, edit_of_a_title),
    *(edit_of_an_answer, edit_of_a_comment, reason_of_an_edit, proposal),
]


def sent(field: str, text: str, **values) -> dict:
    return {
        "version": 1,
        "submission": str(uuid4()),
        "title": "Router blinks red",
        "body": "It blinks since this morning, all day.",
        "tags": "dsl",
        field: text,
        **values,
    }


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.__name__)
def test_writer_is_asked_about_a_phone_number(place, asker, stranger, client_of):
    writer, path, field, stored = place(asker, stranger)

    response = client_of(writer).post(path, sent(field, f"Please call {PHONE} soon."))

    assert response.status_code == 422
    assert "Yours or someone else" in response.text
    assert f"Please call {PHONE} soon." in response.text
    assert not any(PHONE in text for text in stored())


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.__name__)
def test_his_answer_masks_it(place, asker, stranger, client_of):
    writer, path, field, stored = place(asker, stranger)
    browser, text = client_of(writer), f"Please call {PHONE} soon."
    form = browser.post(path, sent(field, text)).context["form"]

    again = sent(field, text, **{form.shown_name: form.shown_marks, form.choice_name: "mask"})
    browser.post(path, again)

    assert "Please call ••• •••• soon." in stored()


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.__name__)
def test_account_number_is_masked_and_he_is_told(place, asker, stranger, client_of):
    writer, path, field, stored = place(asker, stranger)

    response = client_of(writer).post(path, sent(field, f"My account {IBAN} here."), follow=True)

    assert "My account DE•• •••• 3000 here." in stored()
    assert "Masked, because everybody can read it: bank account (IBAN)." in response.text


def test_tags_of_others_pass_the_guard(client_of, moderator):
    question = make_question(tags=["dsl"])
    path = reverse("community:question-retag", args=[question.pk])

    response = client_of(moderator).post(path, {"tags": "dsl, 0171 2345678"})

    assert response.status_code == 422
    assert set(question.tags.names()) == {"dsl"}


def test_article_passes_the_guard_and_may_name_the_company(client_of, curator, settings):
    article = promote_answer(answer=make_answer(), by=curator)
    path = reverse("knowledge:article-edit", args=[article.pk])
    settings.PUBLISHED_CONTACTS = ["@fjordnet.example"]
    form = {"title": article.title, "version": article.version, "audience": "public"}
    browser = client_of(curator)

    asked = browser.post(path, form | {"solution": f"Ask Anna, {PHONE}."})
    saved = browser.post(path, form | {"solution": f"Write to hilfe@fjordnet.example. {IBAN}"})

    assert (asked.status_code, saved.status_code) == (422, 302)
    article.refresh_from_db()
    assert article.solution == "Write to hilfe@fjordnet.example. DE•• •••• 3000"


def test_search_phrases_of_an_article_hold_no_personal_data(curator):
    """An import brings along what no guard has seen."""
    answer = make_answer(question=make_question(title=f"Who is {PHONE}, {IBAN}?"))

    article = make_article(by=curator, answer=answer)

    assert article.search_phrases == "Who is ••• ••••, DE•• •••• 3000?"
