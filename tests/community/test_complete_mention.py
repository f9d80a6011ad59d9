"""Who is offered behind an @: people of the thread first, and nobody that one may not know of."""

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Organisation, User
from tests.factories import (
    hide,
    make_affiliation,
    make_answer,
    make_comment,
    make_question,
    make_user,
)

ADDRESS = "/en/mentions/"


def offered(browser, **query) -> list[str]:
    response = browser.get(ADDRESS, query)
    assert response.status_code == 200
    return [person["name"] for person in response.json()["people"]]


@pytest.fixture
def browser(client_of):
    return client_of(make_user(display_name="Zoe Z."))


def test_people_of_the_thread_come_first(browser, helper):
    make_user(display_name="Heike A.")
    question = make_question()
    make_answer(question=question, author=helper)

    assert offered(browser, q="hei", question=question.pk) == ["Heike R.", "Heike A."]


def test_everybody_who_wrote_in_the_thread_is_offered_at_once(browser, asker, helper, stranger):
    question = make_question(author=asker)
    make_comment(answer=make_answer(question=question, author=helper), author=stranger)
    make_user(display_name="Somebody else")

    assert offered(browser, q="", question=question.pk) == ["Heike R.", "Lena B.", "Okan Y."]


def test_nothing_typed_and_no_thread_offers_nobody(browser, helper):
    assert offered(browser, q="") == []


def test_own_name_is_not_offered(client_of, helper):
    assert offered(client_of(helper), q="Heike") == []


@pytest.mark.parametrize(
    "change", [{"is_active": False}, {"confirmed_at": None}, {"erased_at": timezone.now()}]
)
def test_who_is_not_listed_is_not_offered(browser, helper, change):
    """A-AU-01, A-AZ-07"""
    User.objects.filter(pk=helper.pk).update(**change)
    question = make_answer(author=helper).question

    assert offered(browser, q="Heike", question=question.pk) == []


def test_who_wrote_what_is_hidden_is_no_one_of_the_thread(browser, helper):
    """A-AZ-07"""
    answer = make_answer(author=helper)
    hide(answer)

    assert "Heike R." not in offered(browser, q="", question=answer.question_id)


def test_hidden_thread_tells_nothing(browser, helper):
    """A-AZ-07"""
    question = make_question(author=helper)
    hide(question)

    assert offered(browser, q="", question=question.pk) == []


def test_employee_is_offered_with_the_mark_and_the_name_of_his_posts(browser, stranger):
    """L-UW-01"""
    make_affiliation(user=stranger, full_name="Robin Neumann")

    response = browser.get(ADDRESS, {"q": "rob"})

    assert response.json() == {"people": [{"name": "Robin Neumann", "mark": "Verified employee"}]}


def test_initials_are_offered_in_their_thread_alone(browser, stranger):
    make_affiliation(user=stranger, full_name="Robin Neumann")
    Organisation.objects.update(name_form=Organisation.NameForm.INITIAL)
    question = make_answer(author=stranger).question

    assert offered(browser, q="rob") == []
    assert offered(browser, q="rob", question=question.pk) == ["Robin N."]


@pytest.mark.parametrize(
    "query",
    [{"q": "%"}, {"q": "_"}, {"q": "x" * 5000}, {"question": "9" * 40}, {"question": "x"}, {}],
)
def test_strange_questions_are_answered(browser, query):
    """A-DO-05, A-DO-06"""
    assert offered(browser, **query) == []


def test_visitors_are_told_nobody(client, helper):
    assert client.get(ADDRESS, {"q": "Heike"}).status_code == 302


def test_who_asks_too_often_waits(client_of, stranger, at_noon):
    browser = client_of(stranger)
    answers = [browser.get(ADDRESS, {"q": "x"}).status_code for _ in range(7)]

    assert answers == [200] * 5 + [429] * 2


def test_queries_do_not_grow_with_the_thread(client_of, count_queries, db):
    """A-DO-10"""
    question, browsers = make_question(), [client_of(make_user()) for _ in range(2)]
    counts = []
    for browser in browsers:
        make_affiliation(user=make_answer(question=question).author)
        browser.get(ADDRESS)
        counts.append(
            count_queries(lambda browser=browser: offered(browser, q="p", question=question.pk))
        )
        for _ in range(10):
            make_comment(question=question)

    assert counts[1] <= counts[0] <= 8


@pytest.mark.parametrize(
    ("form", "typed", "names"),
    [
        (Organisation.NameForm.FULL, "miriam vogtl", ["Miriam Vogtländer"]),
        (Organisation.NameForm.FULL, "miriam vogtx", []),
        (Organisation.NameForm.INITIAL, "miriam", ["Miriam V."]),
        (Organisation.NameForm.INITIAL, "miriam v.", ["Miriam V."]),
        (Organisation.NameForm.INITIAL, "miriam vo", []),
        (Organisation.NameForm.INITIAL, "miriam vogtl", []),
    ],
)
def test_last_name_that_is_not_published_cannot_be_guessed(browser, stranger, form, typed, names):
    """A-AZ-07"""
    make_affiliation(user=stranger, full_name="Miriam Vogtländer")
    Organisation.objects.update(name_form=form)
    question = make_answer(author=stranger).question

    assert offered(browser, q=typed, question=question.pk) == names


def test_every_form_with_the_sign_in_its_toolbar_completes_names(client, client_of, helper):
    question = make_question()
    answer = make_answer(question=question, author=helper)
    member, label = client_of(helper), 'data-mentions-label="People you can mention"'
    here = f'data-mentions="{ADDRESS}?question={question.pk}"'

    ask = member.get(reverse("community:ask")).text
    edit = member.get(reverse("community:answer-edit", args=[answer.pk])).text

    assert f'data-mentions="{ADDRESS}"' in ask
    assert here in edit
    assert label in ask
    assert label in edit
    assert "data-mentions" not in client.get(reverse("community:ask")).text
