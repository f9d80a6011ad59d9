"""Comments beneath questions and answers: who may, what is counted, and what happens twice."""

from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import Declaration
from accounts.privileges import PrivilegeMissing
from community.actions.comments import post_comment
from community.actions.posting import CannotPost, MustDeclare
from community.models import Comment, Question
from config.events.models import Event
from tests.factories import (
    hide,
    make_affiliation,
    make_answer,
    make_comment,
    make_question,
    make_user,
)

HTMX = {"HX-Request": "true"}


def address(post) -> str:
    return reverse("community:comment", args=[post._meta.model_name, post.pk])


def form(**values) -> dict[str, str]:
    return {"body": "Which box is it?", "submission": str(uuid4())} | values


def test_comment_stands_beneath_the_question(stranger):
    question = make_question()

    comment = post_comment(question=question, by=stranger, body="Which **box**?")

    question.refresh_from_db()
    assert (question.comment_count, question.active_at) == (1, comment.created_at)
    assert "<strong>box</strong>" in comment.body_html
    assert Event.objects.get(name="community.CommentPosted").payload == {
        "question_id": question.pk,
        "answer_id": None,
        "comment_id": comment.pk,
    }


def test_comment_stands_beneath_the_answer(stranger):
    answer = make_answer()

    comment = post_comment(question=answer.question, answer=answer, by=stranger, body="Thanks!")

    answer.refresh_from_db()
    answer.question.refresh_from_db()
    assert (answer.comment_count, answer.question.comment_count) == (1, 0)
    assert answer.question.active_at == comment.created_at


def test_same_form_twice_is_one_comment(stranger):
    """C-01"""
    question, key = make_question(), uuid4()

    first = make_comment(question=question, author=stranger, submission=key)
    second = make_comment(question=question, author=stranger, submission=key, body="Again")

    assert first.pk == second.pk
    assert Comment.objects.count() == 1
    assert Question.objects.get(pk=question.pk).comment_count == 1


def test_database_takes_a_form_once(stranger):
    """C-01"""
    comment = make_comment(author=stranger, submission=uuid4())
    comment.pk = None

    with pytest.raises(IntegrityError), transaction.atomic():
        comment.save(force_insert=True)


@pytest.mark.parametrize("what", ["answer", "question"])
def test_hidden_post_takes_no_comments(stranger, what):
    """A-AZ-17, C-06"""
    answer = make_answer()
    hide(answer if what == "answer" else answer.question)

    with pytest.raises(CannotPost):
        make_comment(answer=answer, author=stranger)

    assert not Comment.objects.exists()


@pytest.mark.parametrize("change", [{"locked": True}, {"closed": True}])
def test_closed_thread_takes_no_comments(stranger, change):
    """A-AZ-17"""
    question = make_question()
    now = timezone.now()
    values = (
        {"locked_at": now} if "locked" in change else {"closed_at": now, "closed_as": "outdated"}
    )
    Question.objects.filter(pk=question.pk).update(**values)

    with pytest.raises(CannotPost, match="no more comments"):
        make_comment(question=question, author=stranger)


def test_comment_of_who_has_not_declared_is_refused(db):
    """L-UW-01"""
    newcomer = make_user()
    Declaration.objects.filter(user=newcomer).delete()

    with pytest.raises(MustDeclare):
        make_comment(author=newcomer)


def test_comment_keeps_for_whom_it_was_written(employee):
    comment = make_comment(author=employee)

    assert comment.affiliation == employee.affiliations.get()


def test_closed_account_writes_nothing(stranger):
    stranger.is_active = False

    with pytest.raises(CannotPost):
        make_comment(author=stranger)


def test_commenting_may_take_more_points(stranger, settings):
    settings.PRIVILEGES = ["comment=15"]

    with pytest.raises(PrivilegeMissing, match="14 more to go"):
        make_comment(author=stranger)


@pytest.mark.parametrize("kind", ["employee", "agency", "partner"])
def test_points_shut_nobody_out_who_speaks_for_the_company(stranger, settings, kind):
    settings.PRIVILEGES = ["comment=15"]
    make_affiliation(user=stranger, kind=kind)

    assert make_comment(author=stranger).pk


def test_points_shut_no_staff_out(curator, settings):
    settings.PRIVILEGES = ["comment=15"]

    assert make_comment(author=curator).pk


def test_who_receives_perks_earns_the_right_like_other_customers(stranger, settings):
    settings.PRIVILEGES = ["comment=15"]
    make_affiliation(user=stranger, kind="perk")

    with pytest.raises(PrivilegeMissing):
        make_comment(author=stranger)


def test_member_comments_without_scripts(client_of, stranger):
    """L-AC-05, C-25"""
    answer = make_answer()
    browser = client_of(stranger)
    page = browser.get(address(answer))
    assert 'name="body"' in page.text

    response = browser.post(address(answer), form(), follow=True)

    comment = Comment.objects.get()
    assert response.redirect_chain[-1][0].endswith(f"?comment={comment.pk}#comment-{comment.pk}")
    assert f'id="comment-{comment.pk}"' in response.text


def test_member_comments_in_place(client_of, stranger):
    question = make_question()
    browser = client_of(stranger)
    opened = browser.get(address(question), headers=HTMX)
    assert "<html" not in opened.text

    response = browser.post(address(question), form(), headers=HTMX)

    assert response.status_code == 200
    assert f'id="comment-{Comment.objects.get().pk}"' in response.text
    assert f'id="comment-place-question-{question.pk}"' in response.text
    assert "<html" not in response.text


@pytest.mark.parametrize("headers", [{}, HTMX])
@pytest.mark.parametrize("body", ["", " \u200b", "x", "y" * 601])
def test_bad_comment_is_shown_again_with_its_text(client_of, stranger, headers, body):
    question = make_question()

    response = client_of(stranger).post(address(question), form(body=body), headers=headers)

    assert response.status_code == 422
    assert 'role="alert"' in response.text
    assert body.strip() in response.text
    assert not Comment.objects.exists()


def test_comment_on_what_was_locked_meanwhile_is_kept(client_of, stranger):
    """A-AZ-17: closed between the form and its sending."""
    question = make_question()
    Question.objects.filter(pk=question.pk).update(locked_at=timezone.now())

    response = client_of(stranger).post(address(question), form(body="My long thought"))

    assert response.status_code == 422
    assert "My long thought" in response.text
    assert "no more comments" in response.text


def test_text_of_who_must_declare_first_is_kept(client_of):
    newcomer = make_user()
    Declaration.objects.filter(user=newcomer).delete()
    question = make_question()
    browser = client_of(newcomer)

    response = browser.post(address(question), form(body="My long thought"))

    assert reverse("accounts:declare") in response["Location"]
    assert "My long thought" in browser.get(address(question)).text


def test_who_must_declare_first_is_led_there_from_a_fragment(client_of):
    newcomer = make_user()
    Declaration.objects.filter(user=newcomer).delete()

    response = client_of(newcomer).post(address(make_question()), form(), headers=HTMX)

    assert reverse("accounts:declare") in response["HX-Redirect"]


def test_eleventh_comment_in_a_minute_waits(client_of, stranger, at_noon):
    """A-VO-17"""
    question = make_question()
    browser = client_of(stranger)
    for _ in range(10):
        browser.post(address(question), form())

    response = browser.post(address(question), form(body="One more"))

    assert response.status_code == 422
    assert "wait a little" in response.text
    assert Comment.objects.count() == 10


def test_same_form_sent_again_is_not_counted(client_of, stranger, at_noon):
    """C-01: a nervous finger is no spammer."""
    question, sent = make_question(), form()
    browser = client_of(stranger)
    for _ in range(15):
        response = browser.post(address(question), sent)

    assert response.status_code == 302
    assert Comment.objects.count() == 1


def test_visitor_is_led_to_the_sign_in(client, db):
    response = client.post(address(make_question()), form())

    assert response["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize("kind", ["article", "comment", "xyz"])
def test_what_takes_no_comments_is_not_there(client_of, stranger, kind):
    path = reverse("community:comment", args=[kind, 1])

    assert client_of(stranger).get(path).status_code == 404


def test_hidden_answer_is_not_there(client_of, stranger):
    """A-AZ-02"""
    answer = make_answer()
    hide(answer)

    assert client_of(stranger).post(address(answer), form()).status_code == 404


def test_refused_comment_says_how_many_points_are_missing(client_of, stranger, settings):
    settings.PRIVILEGES = ["comment=15"]

    response = client_of(stranger).post(address(make_question()), form(body="My long thought"))

    assert response.status_code == 422
    assert "14 more to go" in response.text
    assert "My long thought" in response.text
