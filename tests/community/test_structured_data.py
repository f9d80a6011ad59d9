"""schema.org data: true to the page, and unable to leave its element."""

import json
import re
from datetime import UTC, datetime
from urllib.parse import urlsplit

import jsonschema
import pytest
from jsonschema import FormatChecker

from accounts.actions.affiliations import end_affiliation
from community.actions.solutions import accept_answer
from community.actions.votes import vote_answer
from community.models import Answer, Product
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


# What Google asks of a page of answers, by
# https://developers.google.com/search/docs/appearance/structured-data/qapage
PERSON = {
    "type": "object",
    "required": ["@type", "name"],
    "properties": {
        "@type": {"const": "Person"},
        "name": {"type": "string", "minLength": 1},
        "url": {"type": "string", "format": "uri"},
    },
}
POST = {
    "type": "object",
    "required": ["@type", "text", "author", "datePublished", "upvoteCount", "url"],
    "properties": {
        "text": {"type": "string", "minLength": 1},
        "author": PERSON,
        "datePublished": {"type": "string", "format": "date-time"},
        "upvoteCount": {"type": "integer"},
        "url": {"type": "string", "format": "uri"},
    },
}
ANSWER = POST | {"properties": POST["properties"] | {"@type": {"const": "Answer"}}}
QA_PAGE = {
    "type": "object",
    "required": ["@type", "mainEntity"],
    "properties": {
        "@type": {"const": "QAPage"},
        "mainEntity": {
            **POST,
            "required": [*POST["required"], "name", "answerCount"],
            "anyOf": [{"required": ["acceptedAnswer"]}, {"required": ["suggestedAnswer"]}],
            "properties": {
                **POST["properties"],
                "@type": {"const": "Question"},
                "name": {"type": "string", "minLength": 1},
                "answerCount": {"type": "integer", "minimum": 1},
                "acceptedAnswer": ANSWER,
                "suggestedAnswer": {"type": "array", "items": ANSWER},
            },
        },
    },
}


def graph_of(client, question) -> dict[str, dict]:
    """What the page says in data, by type."""
    (block,) = BLOCK.findall(client.get(question.get_absolute_url()).text)
    return {thing["@type"]: thing for thing in json.loads(block)["@graph"]}


def data_of(client, question) -> dict:
    return graph_of(client, question)["QAPage"]


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


def test_data_satisfies_what_search_engines_ask_for(client, asker):
    question = make_question(author=asker)
    solution = make_answer(question=question)
    make_answer(question=question, author=make_employee())

    jsonschema.validate(data_of(client, question), QA_PAGE, format_checker=FormatChecker())
    accept_answer(answer=solution, by=asker)
    jsonschema.validate(data_of(client, question), QA_PAGE, format_checker=FormatChecker())


def test_schema_notices_an_answer_without_its_author(client, db):
    data = data_of(client, make_answer().question)
    del data["mainEntity"]["suggestedAnswer"][0]["author"]

    with pytest.raises(jsonschema.ValidationError, match="'author' is a required property"):
        jsonschema.validate(data, QA_PAGE)


def test_thread_without_answers_is_no_page_of_answers(client, db):
    assert "QAPage" not in graph_of(client, make_question())


def test_page_says_where_it_stands(client, db):
    parent = Product.objects.create(slug="router", name_de="Router", name_en="Router")
    product = Product.objects.create(
        slug="fjord-5", name_de="Router Fjord 5", name_en="Router Fjord 5", parent=parent
    )
    question = make_question(title="Router blinks red", product=product)

    trail = graph_of(client, question)["BreadcrumbList"]["itemListElement"]

    assert [step["name"] for step in trail] == [
        "Questions",
        "Router",
        "Router Fjord 5",
        "Router blinks red",
    ]
    assert [step["position"] for step in trail] == [1, 2, 3, 4]
    for step in trail:
        path = urlsplit(step["item"]).path
        assert client.get(path).status_code == 200


def test_edited_post_says_when(client, db):
    answer = make_answer()
    at = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
    Answer.objects.update(edited_at=at)

    (told,) = data_of(client, answer.question)["mainEntity"]["suggestedAnswer"]

    assert told["dateModified"] == at.isoformat()


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
    page, _trail = json.loads(block)["@graph"]
    assert page["mainEntity"]["name"] == question.title


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
        "upvoteCount",
        "url",
    }
    assert entity["acceptedAnswer"].keys() == post | {"upvoteCount", "url"}
    assert entity["author"].keys() == {"@type", "name", "url"}
    staff = entity["suggestedAnswer"][0]["author"]
    assert staff.keys() == {"@type", "name", "url", "description", "worksFor", "jobTitle"}
