"""Nobody who speaks for the company posts as if he did not: the way from the form and back."""

from datetime import timedelta
from uuid import uuid4

import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse
from django.utils import timezone

from accounts.actions.members import create_member
from accounts.models import Affiliation, AffiliationRequest, Declaration
from community.actions.answers import answer_question
from community.actions.posting import CannotPost, MustDeclare
from community.actions.questions import ask_question
from community.models import Answer, Question
from tests.factories import list_domain, make_affiliation, make_organisation, make_question

DECLARE = reverse("accounts:declare")
TYPED = "What I wrote for half an hour."


@pytest.fixture
def newcomer(db):
    """Somebody who has just joined and said nothing yet."""
    return create_member(
        display_name="Robin N.",
        email="robin@example.org",
        created_at=timezone.now() - timedelta(days=3),
    )


@pytest.fixture
def question(db):
    return make_question()


@pytest.fixture
def browser(client_of, newcomer):
    return client_of(newcomer)


def answer(client, question):
    form = {"body": TYPED, "submission": uuid4()}
    return client.post(reverse("community:answer", args=[question.pk]), form)


def ask(client, **values):
    form = {
        "title": "Router blinks red",
        "body": TYPED,
        "kind": "question",
        "language": "en",
        "submission": uuid4(),
    }
    return client.post(reverse("community:ask"), form | values)


def say(client, page, word, **values):
    return client.post(page["Location"], {"answer": word} | values)


def test_every_post_needs_a_declaration(newcomer, question):
    """A-BG-13: also where no page stands in between."""
    with pytest.raises(MustDeclare):
        answer_question(question=question, by=newcomer, body=TYPED)
    with pytest.raises(CannotPost):
        ask_question(by=newcomer, title="Router", body=TYPED, language="en")
    assert Answer.objects.count() == 0
    assert Question.objects.count() == 1


def test_first_answer_leads_to_the_question_and_back_with_its_text(browser, question):
    led = answer(browser, question)
    assert led["Location"].startswith(DECLARE)
    page = browser.get(led["Location"]).text
    assert "Do you work for Fjordnet, are you paid by it" in page
    assert TYPED in page

    back = say(browser, led, "no")

    assert back["Location"] == f"{question.get_absolute_url()}#answer-form"
    assert TYPED in browser.get(question.get_absolute_url()).text
    answer(browser, question)
    assert Answer.objects.get().affiliation is None


def test_first_question_leads_there_and_back_with_its_text(browser):
    led = ask(browser)
    assert led["Location"].startswith(DECLARE)

    back = say(browser, led, "no")

    form = browser.get(back["Location"]).text
    assert TYPED in form
    assert "Router blinks red" in form
    assert ask(browser).status_code == 302
    assert Question.objects.get().title == "Router blinks red"


def test_being_asked_uses_up_no_attempt(browser, question):
    for _attempt in range(6):
        assert answer(browser, question)["Location"].startswith(DECLARE)


def test_nothing_is_chosen_beforehand(browser, question):
    led = answer(browser, question)
    assert "checked" not in browser.get(led["Location"]).text

    page = browser.post(led["Location"], {})

    assert page.status_code == 422
    assert not Declaration.objects.filter(user__display_name="Robin N.").exists()


def test_listed_mailbox_can_read_but_is_led_to_declare(browser, newcomer, question):
    """A-BG-13: the page says what speaks against a no, and that a person decides."""
    list_domain("corp.de")
    EmailAddress.objects.create(user=newcomer, email="robin@corp.de", verified=True)
    assert browser.get(question.get_absolute_url()).status_code == 200
    led = answer(browser, question)
    assert "Your e-mail address belongs to Fjordnet GmbH" in browser.get(led["Location"]).text

    waiting = browser.get(say(browser, led, "no", explanation="Former trainee")["Location"]).text

    assert "An administrator looks at your answer" in waiting
    assert TYPED in waiting
    assert Declaration.objects.disputed().get().explanation == "Former trainee"
    assert answer(browser, question)["Location"].startswith(DECLARE)
    assert Answer.objects.count() == 0


def test_yes_leads_to_a_request_and_the_text_is_kept(browser, newcomer, question):
    organisation = make_organisation()
    form = say(browser, answer(browser, question), "yes")
    assert TYPED in browser.get(form["Location"]).text

    sent = browser.post(
        form["Location"],
        {
            "kind": "employee",
            "organisation": organisation.pk,
            "full_name": "Robin Neumann",
            "role_title": "Network engineering",
            "proof": "administrator",
            "explanation": "Ask the head of the department.",
        },
    )

    waiting = browser.get(sent["Location"]).text
    assert "Your request waits for an administrator" in waiting
    assert "Robin Neumann" in waiting
    assert TYPED in waiting
    asked = AffiliationRequest.objects.get()
    assert (asked.user, asked.state, asked.kind) == (newcomer, "open", "employee")
    assert answer(browser, question)["Location"].startswith(DECLARE)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"full_name": ""}, "Please fill this in"),
        ({"full_name": "Robin"}, "first and last name"),
        ({"explanation": ""}, "how an administrator can check it"),
        ({"organisation": "999"}, "Select a valid choice"),
        ({"kind": "boss"}, "Select a valid choice"),
        ({"proof": "mailbox"}, "does not prove"),
    ],
)
def test_request_that_lacks_something_says_what_and_keeps_the_rest(browser, values, words):
    organisation = make_organisation()
    form = {
        "kind": "employee",
        "organisation": str(organisation.pk),
        "full_name": "Robin Neumann",
        "role_title": "Network engineering",
        "proof": "administrator",
        "explanation": "Ask the head.",
    }

    page = browser.post(reverse("accounts:affiliation-request"), form | values)

    assert page.status_code == 422
    assert words in page.text
    assert "Network engineering" in page.text
    assert not AffiliationRequest.objects.exists()


def test_employee_of_an_agency_is_no_verified_employee(browser):
    agency = make_organisation(name="Nordlicht", relation="agency")
    form = {
        "kind": "employee",
        "organisation": agency.pk,
        "full_name": "Robin Neumann",
        "role_title": "Press",
        "proof": "administrator",
        "explanation": "Ask the head.",
    }

    page = browser.post(reverse("accounts:affiliation-request"), form)

    assert page.status_code == 422
    assert "Only people of the company itself are verified employees" in page.text


def test_suspended_mark_explains_itself(client, helper, question):
    """A-BG-06"""
    make_affiliation(user=helper)
    Affiliation.objects.update(suspended_at=timezone.now(), suspended_because="Mailbox was lost.")
    client.force_login(helper)

    page = client.get(answer(client, question)["Location"]).text

    assert "Your mark does not hold at the moment" in page
    assert "Mailbox was lost." in page
    assert TYPED in page
    assert Answer.objects.count() == 0


def test_answer_of_somebody_marked_carries_the_mark(client, helper, question):
    affiliation = make_affiliation(user=helper)
    client.force_login(helper)

    answer(client, question)

    assert Answer.objects.get().affiliation == affiliation


def test_mark_cannot_be_left_out_of_one_post(client, helper, question):
    """A-BG-13, A-MA-01: no field of a form reaches it."""
    affiliation = make_affiliation(user=helper)
    client.force_login(helper)
    form = {"body": TYPED, "submission": uuid4(), "affiliation": "", "anonymous": "1"}

    client.post(reverse("community:answer", args=[question.pk]), form)

    assert Answer.objects.get().affiliation == affiliation


def test_stranger_is_not_asked(client):
    assert client.get(DECLARE).status_code == 302
    assert reverse("account_login") in client.get(DECLARE)["Location"]


def test_who_has_declared_is_sent_on(client_of, helper, question):
    page = client_of(helper).get(f"{DECLARE}?next={question.get_absolute_url()}")

    assert page["Location"] == question.get_absolute_url()


@pytest.mark.parametrize(
    "elsewhere",
    ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)"],
)
def test_page_leads_nowhere_else(client_of, helper, elsewhere):
    page = client_of(helper).get(DECLARE, {"next": elsewhere})

    assert page["Location"] == reverse("accounts:affiliation")


def test_guard_costs_a_post_three_queries_at_most(helper, employee, question, count_queries):
    """Against the one query that asked for the affiliation before there was a guard."""
    answer_question(question=question, by=helper, body=TYPED)  # whatever is loaded only once
    by_member = count_queries(lambda: answer_question(question=question, by=helper, body=TYPED))
    by_employee = count_queries(lambda: answer_question(question=question, by=employee, body=TYPED))

    assert by_member <= 10
    assert by_employee <= by_member
