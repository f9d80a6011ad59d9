"""The pages on which an author deletes and brings back: each works without a script."""

import pytest
from django.urls import reverse

from community.actions.deleting import delete_post
from community.models import Answer
from tests.factories import hide, make_answer, make_comment, make_question

pytestmark = pytest.mark.django_db


def address(post, act: str) -> str:
    return reverse(f"community:{post._meta.model_name}-{act}", args=[post.pk])


@pytest.fixture
def answer(helper):
    return make_answer(author=helper, body="Hold the button.")


def test_page_asks_first(client_of, helper, answer):
    page = client_of(helper).get(address(answer, "delete")).content.decode()

    assert "Delete your answer?" in page
    assert not Answer.objects.get().is_hidden


def test_author_deletes_and_brings_back(client, client_of, helper, answer):
    browser = client_of(helper)

    gone = browser.post(address(answer, "delete"), follow=True)
    assert "Your answer is deleted" in gone.content.decode()
    assert "Hold the button." not in client.get(answer.question.get_absolute_url()).content.decode()

    back = browser.post(address(answer, "undelete"))
    assert back.headers["Location"] == answer.get_absolute_url()
    assert "Hold the button." in client.get(answer.question.get_absolute_url()).content.decode()


def test_list_of_hidden_posts_leads_back(client_of, helper, answer):
    delete_post(post=answer, by=helper)

    page = client_of(helper).get(reverse("community:my-hidden"), {"kind": "answer"}).text

    assert address(answer, "undelete") in page


def test_refusal_says_what_one_can_do(client_of, asker):
    question = make_question(author=asker)
    make_answer(question=question)

    for browse in (client_of(asker).get, client_of(asker).post):
        page = browse(address(question, "delete")).content.decode()
        assert "Others have answered" in page
        assert address(question, "edit") in page
    question.refresh_from_db()
    assert not question.is_hidden


@pytest.mark.parametrize("act", ["delete", "undelete"])
def test_nobody_else_may(client, client_of, answer, helper, stranger, moderator, act):
    """A-AZ-10"""
    if act == "undelete":
        delete_post(post=answer, by=helper)
    before = Answer.objects.values().get()

    assert client.post(address(answer, act)).status_code == 302
    for person in (stranger, moderator, answer.question.author):
        browser = client_of(person)
        assert browser.get(address(answer, act)).status_code in {403, 404}
        assert browser.post(address(answer, act)).status_code in {403, 404}
    assert Answer.objects.values().get() == before


def test_page_of_a_deleted_post_is_its_authors_alone(client, client_of, answer, helper, stranger):
    """A-AZ-05"""
    delete_post(post=answer, by=helper)

    assert client_of(helper).get(address(answer, "undelete")).status_code == 200
    assert client_of(stranger).get(address(answer, "undelete")).status_code == 404


def test_what_a_moderator_hid_is_not_brought_back(client_of, answer, helper):
    hide(answer)
    Answer.objects.update(hidden_as="moderator")

    assert client_of(helper).post(address(answer, "undelete")).status_code == 404
    assert Answer.objects.get().is_hidden


def test_twenty_a_day(client_of, answer, helper, at_noon):
    browser = client_of(helper)
    for _ in range(10):
        browser.post(address(answer, "delete"))
        browser.post(address(answer, "undelete"))

    assert browser.post(address(answer, "delete")).status_code == 429


def test_comment_beneath_a_deleted_answer_stays_deleted_and_says_why(client_of, answer, helper):
    comment = make_comment(answer=answer, author=helper)
    for post in (comment, answer):
        delete_post(post=post, by=helper)

    response = client_of(helper).post(address(comment, "undelete"))

    assert response.status_code == 422
    assert "The answer it stands under is hidden" in response.text
    comment.refresh_from_db()
    assert comment.is_hidden


def test_what_can_not_come_back_says_why(client_of, answer, helper):
    """Its question is deleted as well: the page stays, with the reason."""
    delete_post(post=answer, by=helper)
    delete_post(post=answer.question, by=answer.question.author)

    response = client_of(helper).post(address(answer, "undelete"))

    assert response.status_code == 422
    assert Answer.objects.get().is_hidden
