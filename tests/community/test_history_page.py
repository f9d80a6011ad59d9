"""How a post came to say what it says, and the author's way back."""

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from community.actions.editing import edit_answer, edit_question
from community.models import Answer, Revision
from tests.factories import hide, make_answer, make_question

pytestmark = pytest.mark.django_db


@pytest.fixture
def answer(helper):
    return make_answer(author=helper, body="Hold the button.\n\nThen wait.")


@pytest.fixture
def experienced(stranger):
    User.objects.filter(pk=stranger.pk).update(points=500)
    stranger.refresh_from_db()
    return stranger


def history(browser, answer, query: str = "") -> str:
    found = browser.get(reverse("community:answer-history", args=[answer.pk]) + query)
    assert found.status_code == 200
    return found.content.decode()


def edit(answer, by, body, **values) -> None:
    answer.refresh_from_db()
    edit_answer(answer=answer, by=by, version=answer.version, body=body, **values)


def test_anybody_reads_what_has_changed(client, answer, helper):
    edit(answer, helper, "Hold the red button.\n\nThen wait.", reason="Which one?")

    page = history(client, answer)

    assert "<ins>red </ins>" in page
    assert "Which one?" in page
    assert page.count(helper.display_name) >= 2
    assert "Before:" in page
    assert "After:" in page


def test_post_that_was_never_edited_says_so(client, answer):
    assert "Never edited" in history(client, answer)


def test_former_state_can_be_read(client, answer, helper):
    edit(answer, helper, "Throw it away.")

    page = history(client, answer, "?version=1")

    assert "Hold the button." in page
    assert "Throw it away." not in page
    assert "it was changed later" in page


@pytest.mark.parametrize("number", ["9", "x", "-1", "", "1" * 30])
def test_unknown_state_is_not_found(client, answer, number):
    address = reverse("community:answer-history", args=[answer.pk])

    assert client.get(f"{address}?version={number}").status_code == 404


def test_reason_and_text_are_escaped(client, answer, helper):
    """A-XS-09"""
    edit(answer, helper, "<script>alert(1)</script> Hold.", reason="<img src=x onerror=alert(2)>")

    for query in ("", "?version=2"):
        page = history(client, answer, query)
        assert "<script>alert" not in page
        assert "<img src=x" not in page
    assert "&lt;img src=x" in page


def test_history_of_a_hidden_post_is_for_moderators(client, client_of, answer, helper, moderator):
    """A-AZ-07"""
    edit(answer, helper, "Throw it away.")
    hide(answer)
    address = reverse("community:answer-history", args=[answer.pk])

    for browser in (client, client_of(helper)):
        assert browser.get(address).status_code == 404
        assert browser.get(f"{address}?version=1").status_code == 404
    assert client_of(moderator).get(address).status_code == 200


def test_masked_state_says_so(client, answer, helper):
    edit(answer, helper, "Throw it away.")
    Revision.objects.filter(number=1).update(masked_at=timezone.now())

    assert "Personal data was taken out" in history(client, answer)
    assert "Personal data was taken out" in history(client, answer, "?version=1")


def test_title_tags_and_editor_of_a_question_are_shown(client, asker):
    question = make_question(author=asker, title="Box blinks red", tags=["led"])
    edit_question(
        question=question, by=asker, version=1, title="Box blinks blue", body="Red.", tags=["wifi"]
    )

    page = client.get(reverse("community:question-history", args=[question.pk])).content.decode()

    assert "<del>red</del>" in page
    assert "wifi" in page


def test_employee_is_named_with_his_affiliation(client, employee):
    answer = make_answer(author=employee)
    edit_answer(answer=answer, by=employee, version=1, body="Please hold the button.")

    assert "Miriam Vogt" in history(client, answer)
    assert "Verified employee" in history(client, answer)


def test_queries_do_not_grow_with_the_versions(client, answer, helper, count_queries):
    edit(answer, helper, "Hold the button for 1 second.")
    few = count_queries(lambda: history(client, answer))
    for number in range(2, 25):
        edit(answer, helper, f"Hold the button for {number} seconds.")

    assert count_queries(lambda: history(client, answer)) <= few + 1
    assert few <= 8


def test_long_history_has_pages(client, answer, helper):
    for number in range(1, 15):
        edit(answer, helper, f"Hold the button for {number} seconds.")

    first = history(client, answer)
    assert "Version 15" in first
    assert "Version 5\n" not in first
    older = history(client, answer, "?before=6-" + str(Revision.objects.get(number=6).pk))
    assert "The first text." in older


def test_author_undoes_the_edit_of_another(client_of, answer, helper, experienced):
    edit(answer, experienced, "Throw it away.")
    browser = client_of(helper)
    assert "Undo this edit" in history(browser, answer)

    browser.post(reverse("community:answer-revert", args=[answer.pk]), {"to": 1, "version": 2})

    answer.refresh_from_db()
    assert answer.body == "Hold the button.\n\nThen wait."


def test_nobody_else_undoes(client, client_of, answer, helper, experienced, moderator):
    """A-AZ-10"""
    edit(answer, helper, "Throw it away.")
    address = reverse("community:answer-revert", args=[answer.pk])

    for browser in (client_of(experienced), client_of(moderator)):
        assert "Undo" not in history(browser, answer)
        assert browser.post(address, {"to": 1, "version": 2}).status_code == 403
    assert client.post(address, {"to": 1, "version": 2}).status_code == 302
    assert Answer.objects.get().version == 2


def test_undo_on_top_of_an_unseen_version_is_refused(client_of, answer, helper):
    """C-07"""
    for text in ("Throw it away.", "Keep it."):
        edit(answer, helper, text)
    address = reverse("community:answer-revert", args=[answer.pk])

    client_of(helper).post(address, {"to": 1, "version": 2})

    assert Answer.objects.get().body == "Keep it."


@pytest.mark.parametrize("forged", [{}, {"to": "x", "version": 2}, {"to": 9, "version": 2}])
def test_forged_undo_is_not_found(client_of, answer, helper, forged):
    edit(answer, helper, "Throw it away.")
    address = reverse("community:answer-revert", args=[answer.pk])

    assert client_of(helper).post(address, forged).status_code == 404
