"""Changing the tags of a question: who may, what is kept of it, and who is told."""

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from community.actions.posting import CannotPost
from community.actions.retagging import retag_question
from community.actions.tagging import CannotTag
from community.models import Question, Revision, Tag
from config.events.models import Event
from tests.factories import hide, make_employee, make_question, make_user


@pytest.fixture
def question(asker):
    return make_question(author=asker, title="Router blinks red", tags=["wifi", "router"])


@pytest.fixture
def trusted(db):
    person = make_user(display_name="Trusted Otter")
    User.objects.filter(pk=person.pk).update(points=250)
    person.refresh_from_db()
    return person


def url(question: Question) -> str:
    return reverse("community:question-retag", args=[question.pk])


def worn_by(question: Question) -> set[str]:
    return set(question.tags.values_list("name", flat=True))


def counts() -> dict[str, int]:
    return dict(Tag.objects.values_list("name", "question_count"))


def test_tags_are_exchanged_and_counted(question, trusted):
    retag_question(question=question, by=trusted, tags=["wifi", "DSL"])

    assert worn_by(question) == {"wifi", "dsl"}
    assert counts() == {"wifi": 1, "router": 0, "dsl": 1}


def test_change_is_a_revision_of_who_made_it(question, trusted):
    retag_question(question=question, by=trusted, tags=["dsl"])

    first, second = Revision.objects.filter(question=question).order_by("number")
    assert set(first.tags) == {"wifi", "router"}
    assert first.editor == question.author
    assert second.tags == ["dsl"]
    assert second.editor == trusted
    assert (first.body, first.title) == (second.body, second.title)
    question.refresh_from_db()
    assert question.version == second.number == 2


def test_author_is_told_of_anothers_change_alone(question, trusted):
    retag_question(question=question, by=question.author, tags=["dsl"])
    assert not Event.objects.filter(name="community.PostEditedByOther").exists()

    retag_question(question=question, by=trusted, tags=["wifi"])
    assert Event.objects.filter(name="community.PostEditedByOther").count() == 1


def test_same_tags_are_no_change(question, trusted):
    retag_question(question=question, by=trusted, tags=["Router", "WIFI"])

    assert not Revision.objects.exists()
    question.refresh_from_db()
    assert question.version == 1


def test_stranger_is_told_what_is_missing(client, question, stranger):
    """A-VO-06, PRODUCT 1: 250 points."""
    client.force_login(stranger)

    for send in (client.get, client.post):
        response = send(url(question), {"tags": "spam"})
        assert response.status_code == 403
        assert "250 points" in response.text
    assert worn_by(question) == {"wifi", "router"}


def test_stranger_can_not_by_the_action_either(question, stranger):
    with pytest.raises(CannotPost):
        retag_question(question=question, by=stranger, tags=["spam"])


def test_colleague_has_earned_nothing(client, question):
    """Who speaks for the company holds nothing that is earned; a role is something else."""
    colleague = make_employee()
    User.objects.filter(pk=colleague.pk).update(points=5000)
    client.force_login(colleague)

    assert client.post(url(question), {"tags": "spam"}).status_code == 403


@pytest.mark.parametrize("person", ["asker", "trusted", "curator", "moderator", "administrator"])
def test_author_staff_and_who_has_earned_it_may(client, question, person, request):
    client.force_login(request.getfixturevalue(person))
    assert "wifi, router" in client.get(url(question)).text

    response = client.post(url(question), {"tags": "wifi, dsl"})

    assert response["Location"] == question.get_absolute_url()
    assert worn_by(question) == {"wifi", "dsl"}


@pytest.mark.parametrize(
    "state", [{"locked_at": True}, {"closed_at": True, "closed_as": "outdated"}]
)
def test_closed_meanwhile_is_said_beside_the_kept_text(client, question, trusted, state):
    """A-AZ-17"""
    client.force_login(trusted)
    values = {name: timezone.now() if value is True else value for name, value in state.items()}
    Question.objects.filter(pk=question.pk).update(**values)

    response = client.post(url(question), {"tags": "wifi, dsl"})

    assert response.status_code == 422
    assert "wifi, dsl" in response.text
    assert worn_by(question) == {"wifi", "router"}


@pytest.mark.parametrize("tags", ["a,b,c,d,e,f", "x" * 36])
def test_bad_tags_are_said_beside_the_field(client, question, tags):
    client.force_login(question.author)

    response = client.post(url(question), {"tags": tags})

    assert response.status_code == 422
    assert tags in response.text


def test_new_member_brings_no_more_than_two_new_tags_here_either(db):
    """A-VO-06"""
    newcomer = make_user(created_at=timezone.now())
    question = make_question(author=newcomer)

    with pytest.raises(CannotTag):
        retag_question(question=question, by=newcomer, tags=["one", "two", "three"])


def test_hidden_question_is_not_there(client, question, trusted):
    """A-AZ-04"""
    hide(question)
    client.force_login(trusted)

    assert client.post(url(question), {"tags": "dsl"}).status_code == 404


def test_visitor_signs_in_first(client, question):
    assert "/login" in client.post(url(question), {"tags": "dsl"})["Location"]
