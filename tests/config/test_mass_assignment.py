"""Fields that nobody may set are not set, whatever a form brings along (A-MA-01)."""

from uuid import uuid4

import pytest
from django.apps import apps
from django.urls import reverse

from accounts.models import Affiliation, User
from community.actions.solutions import accept_answer
from community.models import Answer, Question, Vote
from knowledge.actions.promotion import promote_answer
from knowledge.models import Article
from tests.factories import PASSWORD, make_answer, make_question, make_user

WRITTEN_BY_FORMS = {
    *("title", "body", "kind", "language", "product", "tags", "submission", "value"),
    *("applies", "cause", "solution", "valid_for", "search_phrases", "version"),
    *("email", "display_name", "reason"),
}


@pytest.fixture
def evil(asker, settings) -> dict[str, str]:
    """Every field of every model of ours, and some that others have."""
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
    fields = {
        name
        for app in ("accounts", "community", "knowledge", "notifications")
        for model in apps.get_app_config(app).get_models()
        for field in model._meta.fields
        for name in (field.name, field.attname)
    }
    known = {"is_staff", "is_superuser", "reputation", "badge", "email_verified", "status", "by"}
    values = dict.fromkeys(sorted((fields | known) - WRITTEN_BY_FORMS), "1")
    created = dict.fromkeys(["created_at", "solved_at", "published_at"], "2001-01-01")
    return values | created | {"roles": "administrator", "author": str(asker.pk)}


@pytest.fixture
def member(client, helper):
    client.force_login(helper)
    return client


def test_there_are_fields_to_try(evil):
    assert {"author_id", "score", "points", "roles", "hidden_at", "affiliation_id"} <= evil.keys()
    assert len(evil) > 60


def test_question_takes_what_the_form_asks_for(member, helper, evil):
    member.post(
        reverse("community:ask"),
        evil
        | {
            "title": "Router blinks red",
            "body": "It blinks since this morning.",
            "kind": "question",
            "language": "en",
            "submission": str(uuid4()),
        },
    )

    question = Question.objects.get()
    assert question.author == helper
    assert question.affiliation is None
    assert (question.answer_count, question.affected_count) == (0, 0)
    assert question.hidden_at is question.solved_at is None
    assert question.created_at.year > 2001
    assert question.article_url == ""
    assert question.imported_affected == 0


def test_answer_takes_what_the_form_asks_for(member, helper, evil):
    question = make_question()

    member.post(
        reverse("community:answer", args=[question.pk]),
        evil | {"body": "Hold the button.", "submission": str(uuid4())},
    )

    answer = Answer.objects.get()
    assert (answer.author, answer.question, answer.affiliation) == (helper, question, None)
    assert answer.score == answer.imported_score == 0
    assert answer.hidden_at is None
    assert answer.created_at.year > 2001


def test_vote_is_ones_own_and_counts_as_it_should(member, helper, evil):
    answer = make_answer()

    member.post(reverse("community:answer-vote", args=[answer.pk]), evil | {"value": "1"})

    vote = Vote.objects.get()
    assert (vote.voter, vote.answer, vote.answer_author) == (helper, answer, answer.author)
    answer.refresh_from_db()
    assert answer.score == 1


def test_acceptance_is_the_askers_whatever_the_form_says(member, helper, evil):
    answer = make_answer()
    evil |= {"by": str(answer.question.author_id), "author": str(helper.pk)}

    response = member.post(reverse("community:answer-accept", args=[answer.pk]), evil)

    assert response.status_code == 403


def test_affected_is_oneself(member, helper, evil):
    question = make_question()
    evil = {name: value for name, value in evil.items() if name != "undo"}

    member.post(reverse("community:question-affected", args=[question.pk]), evil)

    assert question.affected.get().person == helper


def test_article_takes_what_the_form_asks_for(client, curator, evil):
    draft = promote_answer(answer=make_answer(), by=curator)
    client.force_login(curator)

    client.post(
        reverse("knowledge:article-edit", args=[draft.pk]),
        evil
        | {"title": "A good title", "solution": "Do this.", "product": "", "version": "1"}
        | {"audience": "public", "valid_until": ""},
    )

    article = Article.objects.get()
    assert article.title == "A good title"
    assert (article.state, article.version) == (Article.State.DRAFT, 2)
    assert article.checked_by is article.published_at is None
    assert article.owner == curator
    assert article.family == draft.family


def test_account_takes_what_the_form_asks_for(client, db, evil):
    """A-BG-10: no role, no affiliation, no points, nothing confirmed."""
    client.post(
        reverse("account_signup"),
        evil | {"email": "okan@example.org", "display_name": "Okan Y.", "password1": PASSWORD},
    )

    user = User.objects.get(email="okan@example.org")
    assert user.roles == ""
    assert not user.is_staff
    assert (user.points, user.unread_count, user.is_active) == (0, 0, True)
    assert user.created_at.year > 2001
    assert not user.emailaddress_set.get().verified
    assert not Affiliation.objects.exists()


def test_changing_the_account_changes_no_rights(client, db, evil):
    """A-BG-10"""
    user = make_user(password=PASSWORD)
    client.force_login(user)

    client.post(reverse("account_email"), evil | {"email": "new@corp.de", "action_add": ""})
    client.post(
        reverse("account_change_password"),
        evil
        | {"oldpassword": PASSWORD, "password1": "x" * 9 + "yz!", "password2": "x" * 9 + "yz!"},
    )

    user.refresh_from_db()
    assert user.roles == ""
    assert user.points == 0
    assert not Affiliation.objects.exists()


def test_rows_of_others_cannot_be_named(member, evil):
    """A-MA-02: foreign keys in a form point nowhere."""
    answer = make_answer()
    accept_answer(answer=answer, by=answer.question.author)
    evil |= {"form-TOTAL_FORMS": "100000", "form-INITIAL_FORMS": "1", "form-0-id": str(answer.pk)}

    response = member.post(reverse("community:answer-unaccept", args=[answer.question_id]), evil)

    assert response.status_code == 403
    answer.question.refresh_from_db()
    assert answer.question.is_solved
