"""Who speaks for, or profits from, the company is marked in words before what he says.

L-UW-01, A-BG-14: on the page of the question and the article, in lists, in structured data and in
mail (tests of those stand with them), and nobody can switch it off.
"""

import pytest
from django.urls import reverse

from accounts.actions.affiliations import end_affiliation
from accounts.models import Organisation
from tests.factories import (
    make_affiliation,
    make_answer,
    make_article,
    make_organisation,
    make_question,
    make_user,
)

WORDS = {
    "employee": "Verified employee",
    "agency": "Agency for Fjordnet",
    "partner": "Partner",
    "perk": "Receives perks from Fjordnet",
}


@pytest.fixture(params=WORDS)
def marked(request, db):
    """Somebody of each kind, and the words that must stand beside him."""
    user = make_user(display_name="Nickname 7")
    make_affiliation(user=user, kind=request.param, full_name="Miriam Vogt")
    return user, WORDS[request.param]


def assert_marked_before(page: str, words: str, text: str) -> None:
    start = page.index("<main")
    for shown in ("Miriam Vogt", "Fjordnet GmbH", words):
        assert page.index(shown, start) < page.index(text, start), shown


def test_question_says_who_asks(client, marked):
    user, words = marked
    question = make_question(author=user, body="The text of it.")

    assert_marked_before(client.get(question.get_absolute_url()).text, words, "The text of it.")


def test_answer_says_who_answers(client, marked):
    user, words = marked
    answer = make_answer(author=user, body="The text of it.")

    assert_marked_before(
        client.get(answer.question.get_absolute_url()).text, words, "The text of it."
    )


@pytest.mark.parametrize(
    "path", ["/", "/en/questions/", "/en/questions/unanswered/", "/en/tags/wifi/"]
)
def test_lists_say_who_asked(client, marked, path):
    user, words = marked
    make_question(author=user, tags=["wifi"])

    page = client.get(path).text

    for shown in ("Miriam Vogt", "Fjordnet GmbH", words):
        assert shown in page


def test_article_says_whose_answer_it_was(client, marked):
    user, words = marked
    article = make_article(answer=make_answer(author=user))

    page = client.get(article.get_absolute_url()).text

    for shown in ("Miriam Vogt", "Fjordnet GmbH", words):
        assert shown in page


def test_profile_says_for_whom_somebody_speaks(client, marked):
    user, words = marked

    page = client.get(user.get_absolute_url()).text

    for shown in ("Miriam Vogt", "Fjordnet GmbH", "Customer Care", words):
        assert shown in page


def test_notice_says_who_answered(client, asker, marked, deliver_events):
    user, words = marked
    make_answer(question=make_question(author=asker), author=user)
    deliver_events()
    client.force_login(asker)

    assert words in client.get(reverse("accounts:notices")).text


def test_mark_does_not_depend_on_who_reads(client, marked, moderator):
    user, words = marked
    question = make_question(author=user)

    for reader in (user, moderator):
        client.force_login(reader)
        assert words in client.get(question.get_absolute_url()).text


def test_post_keeps_what_was_true_when_it_was_written(client, employee, administrator):
    """A-BG-08: never re-written, never shown as current."""
    answer = make_answer(author=employee)
    end_affiliation(affiliation=answer.affiliation, by=administrator, because="left")

    page = client.get(answer.question.get_absolute_url()).text

    assert "Employee of Fjordnet GmbH when this was written" in page
    assert "Verified employee" not in page


def test_former_employee_has_no_mark_on_the_profile(client, employee, administrator):
    affiliation = employee.affiliations.get()
    end_affiliation(affiliation=affiliation, by=administrator, because="left")

    page = client.get(employee.get_absolute_url()).text

    assert "Fjordnet GmbH" not in page
    assert "Miriam V." in page


def test_earlier_posts_stay_a_customers(client, helper):
    answer = make_answer(author=helper)
    make_affiliation(user=helper)

    assert "Verified employee" not in client.get(answer.question.get_absolute_url()).text


def test_name_has_the_organisations_form_everywhere(client, employee):
    make_organisation()
    Organisation.objects.update(name_form=Organisation.NameForm.INITIAL)
    answer = make_answer(author=employee)

    page = client.get(answer.question.get_absolute_url()).text

    assert "Miriam V." in page
    assert "Miriam Vogt" not in page


def test_mark_cannot_be_written_into_a_text(client, db):
    """A-XS-06: no element and no class of ours in what members write."""
    question = make_answer(body='<b class="staffmark">Verified employee</b>').question

    page = client.get(question.get_absolute_url()).text

    assert '<b class="staffmark"' not in page
    assert "&lt;b class=" in page


def test_employees_points_are_shown_nowhere(client, employee):
    """A-BG-16: neither on the profile nor beside a post."""
    answer = make_answer(author=employee)

    for path in (employee.get_absolute_url(), answer.question.get_absolute_url()):
        page = client.get(path).text
        around = page[page.index("Miriam Vogt") :][:600]
        assert "point" not in around.lower()
