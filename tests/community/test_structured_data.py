"""schema.org data: true to the page, and unable to leave its element."""

import json
import re

import pytest

from accounts.actions.affiliations import end_affiliation
from community.actions.solutions import accept_answer
from community.actions.votes import vote_answer
from community.templatetags.structured_data import json_ld
from tests.factories import (
    hide,
    make_affiliation,
    make_answer,
    make_employee,
    make_question,
    make_user,
)

BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


def data_of(client, question) -> dict:
    (block,) = BLOCK.findall(client.get(question.get_absolute_url()).text)
    return json.loads(block)


def test_thread_is_a_question_with_its_answers(client, asker):
    question = make_question(author=asker, title="Router blinks red")
    first, solution = make_answer(question=question), make_answer(question=question)
    vote_answer(answer=first, by=make_user(), value=1)
    accept_answer(answer=solution, by=asker)

    data = data_of(client, question)

    assert data["@type"] == "QAPage"
    entity = data["mainEntity"]
    assert (entity["name"], entity["answerCount"]) == ("Router blinks red", 2)
    assert entity["acceptedAnswer"]["text"] == solution.body
    assert entity["acceptedAnswer"]["url"].endswith(f"#answer-{solution.pk}")
    assert [answer["upvoteCount"] for answer in entity["suggestedAnswer"]] == [1]
    assert entity["author"]["name"] == "Lena B."


def test_thread_without_answers_has_none(client, db):
    assert not BLOCK.search(client.get(make_question().get_absolute_url()).text)


def test_employee_is_named_with_the_company(client, db):
    """A-BG-14, L-UW-01"""
    question = make_answer(author=make_employee(full_name="Miriam Vogt")).question

    author = data_of(client, question)["mainEntity"]["suggestedAnswer"][0]["author"]

    assert author["name"] == "Miriam Vogt"
    assert author["worksFor"] == {"@type": "Organization", "name": "Fjordnet GmbH"}
    assert author["jobTitle"] == "Customer Care"
    assert author["description"] == "Verified employee, Fjordnet GmbH, Customer Care"


def test_former_employee_works_for_nobody_in_the_data(client, db):
    """A-BG-08: what was true then stands in words, the fields for machines say what is true now."""
    answer = make_answer(author=make_employee(full_name="Miriam Vogt"))
    end_affiliation(affiliation=answer.affiliation, by=None, because="left")

    author = data_of(client, answer.question)["mainEntity"]["suggestedAnswer"][0]["author"]

    assert not {"worksFor", "jobTitle"} & author.keys()
    assert "Employee of Fjordnet GmbH when this was written" in author["description"]


def test_receiving_perks_is_no_employment_in_the_data(client, helper):
    make_affiliation(user=helper, kind="perk")
    question = make_answer(author=helper).question

    author = data_of(client, question)["mainEntity"]["suggestedAnswer"][0]["author"]

    assert author["affiliation"]["name"] == "Fjordnet GmbH"
    assert author["description"].startswith("Receives perks from Fjordnet")
    assert "worksFor" not in author


@pytest.mark.parametrize(
    "evil",
    [
        "</script><script>alert(1)</script>",
        "<!-- <script>",
        "]]>",
        "\u2028\u2029 line ends",
        '"},{"@type":"Answer","text":"fake',
        "\\u003c/script\\u003e",
        "&lt;/script&gt;",
        "{{ 7 * 7 }} {% debug %}",
    ],
)
def test_nothing_leaves_the_element_and_nothing_is_lost(client, db, evil):
    """A-XS-11, A-MA-05"""
    question = make_question(title=f"Title with {evil}")
    make_answer(question=question, body=f"`{evil}`")

    page = client.get(question.get_absolute_url()).text

    (block,) = BLOCK.findall(page)
    assert not re.search("[<>&\u2028\u2029]", block)
    assert json.loads(block)["mainEntity"]["name"] == question.title


@pytest.mark.parametrize("sign", ["<", ">", "&", "\u2028", "\u2029", "'", '"', "\\", "\x00", "🙂"])
def test_every_sign_comes_back_as_it_was(sign):
    """A-XS-11"""
    block = BLOCK.fullmatch(json_ld({"name": sign}))[1]

    assert json.loads(block) == {"name": sign}


def test_hidden_answer_is_not_in_the_data(client, db):
    """A-AZ-07, A-AZ-20"""
    question = make_answer(body="Shown to everybody").question
    hide(make_answer(question=question, body="Hidden canary"))

    assert "canary" not in json.dumps(data_of(client, question))


def test_data_holds_these_fields_and_no_others(client, asker):
    """A-AZ-20, A-PR-02: a field that is added later must be added here."""
    question = make_question(author=asker)
    accept_answer(answer=make_answer(question=question), by=asker)
    make_answer(question=question, author=make_employee())

    entity = data_of(client, question)["mainEntity"]

    post = {"@type", "text", "datePublished", "author"}
    assert entity.keys() == post | {
        "name",
        "answerCount",
        "acceptedAnswer",
        "suggestedAnswer",
    }
    assert entity["acceptedAnswer"].keys() == post | {"upvoteCount", "url"}
    assert entity["author"].keys() == {"@type", "name", "url"}
    staff = entity["suggestedAnswer"][0]["author"]
    assert staff.keys() == {"@type", "name", "url", "description", "worksFor", "jobTitle"}
