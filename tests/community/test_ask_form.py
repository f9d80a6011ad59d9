"""Asking on the page: with and without an account, once, and without losing a word."""

from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from community.models import Question
from tests.factories import make_product

ASK = reverse("community:ask")


def form(**values) -> dict:
    return {
        "title": "Router blinks red",
        "body": "It blinks since this morning.",
        "kind": "question",
        "language": "en",
        "tags": "wifi, dsl",
        "submission": str(uuid4()),
    } | values


@pytest.fixture
def member(client, asker):
    client.force_login(asker)
    return client


def test_member_asks(member, asker):
    product = make_product()

    response = member.post(ASK, form(product=str(product.pk), kind="complaint"))

    question = Question.objects.get()
    assert response["Location"] == question.get_absolute_url()
    assert (question.author, question.product, question.kind) == (asker, product, "complaint")
    assert {tag.name for tag in question.tags.all()} == {"wifi", "dsl"}
    assert "Your question is published." in member.get(response["Location"]).text


def test_double_click_asks_once(member):
    """C-01: the second request shows the first result."""
    sent = form()

    first, second = member.post(ASK, sent), member.post(ASK, sent)

    assert first["Location"] == second["Location"]
    assert Question.objects.count() == 1


def test_every_form_has_a_key_of_its_own(member):
    """C-01"""
    keys = {member.get(ASK).context["form"]["submission"].value() for _ in range(3)}

    assert len(keys) == 3


def test_repeated_send_uses_up_no_limit(member, at_noon):
    """C-01, A-VO-17"""
    for _ in range(5):
        sent = form()
        member.post(ASK, sent)
        member.post(ASK, sent)

    assert Question.objects.count() == 5


def test_sixth_question_of_a_day_is_refused_with_its_text_kept(member, at_noon):
    """A-VO-17"""
    for _ in range(5):
        member.post(ASK, form())

    response = member.post(ASK, form(body="What I still wanted to know"))

    assert response.status_code == 422
    assert "What I still wanted to know" in response.text
    assert Question.objects.count() == 5


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": ""},
        {"title": "Short"},
        {"title": "a" * 151},
        {"title": "\u200b" * 20},
        {"title": "\u3164\u2800 \u00ad" * 5},
        {"body": ""},
        {"body": "\u200b" * 20},
        {"body": "a" * 20_001},
        {"kind": "nonsense"},
        {"language": "fr"},
        {"product": "987654321"},
        {"tags": "a,b,c,d,e,f"},
        {"tags": "a" * 36},
        {"submission": "nonsense"},
    ],
)
def test_refused_form_keeps_what_was_written(member, wrong):
    """A-UN-04, F-12"""
    sent = form(**({"body": "What I tried so far"} | wrong))
    response = member.post(ASK, sent)

    assert response.status_code == 422
    assert "form-errors" in response.text
    if "title" not in wrong:
        assert "Router blinks red" in response.text
    if "body" not in wrong:
        assert "What I tried so far" in response.text
    assert not Question.objects.exists()


def test_refused_form_keeps_its_key(member):
    sent = form(title="Short")

    assert sent["submission"] in member.post(ASK, sent).text


def test_text_that_would_cost_too_much_says_so_beside_it(member):
    """A-DO-01"""
    table = "|a" * 100 + "|\n" + "|-" * 100 + "|\n" + ("|b" * 100 + "|\n") * 30

    response = member.post(ASK, form(body=table))

    assert response.status_code == 422
    assert response.context["form"].errors.keys() == {"body"}


@pytest.mark.parametrize("language", ["de", "en"])
def test_language_is_that_of_the_page_unless_chosen(member, language):
    page = member.get(f"/{language}/questions/ask/")

    assert page.context["form"]["language"].value() == language


def test_language_chosen_is_kept(member):
    member.post("/de/questions/ask/", form(language="en"))

    assert Question.objects.get().language == "en"


def test_search_brings_its_words_along(client, db):
    page = client.get(f"{ASK}?title=Router+blinks&product=&kind=complaint").text

    assert 'value="Router blinks"' in page


def test_words_brought_along_stay_words(client, db):
    page = client.get(ASK, {"title": '"><script>alert(1)</script>'}).text

    assert "<script>alert" not in page


def test_sign_in_over_in_the_middle_of_writing_loses_no_word(client, db, asker):
    """A-AZ-17, promise 6: no silent loss."""
    sent = form(body="What I wrote for half an hour.")

    response = client.post(ASK, sent)

    back = parse_qs(urlsplit(response["Location"]).query)["next"][0]
    client.force_login(asker)
    assert "What I wrote for half an hour." in client.get(back).text
    assert not Question.objects.exists()


def test_form_of_a_visitor_sets_no_cookie_and_has_no_token(client, db):
    """L-TD-01: what he sends goes to a door for guests (test_keep_question.py)."""
    response = client.get(ASK)

    assert not response.cookies
    assert "csrfmiddlewaretoken" not in response.text


def test_hurried_newcomer_has_three_questions_on_the_first_day(client, asker, at_noon):
    """A-VO-17"""
    User.objects.update(created_at=timezone.now())
    asker.refresh_from_db()
    client.force_login(asker)
    for _ in range(4):
        client.post(ASK, form())

    assert Question.objects.count() == 3


def test_form_costs_the_same_with_many_products(client, count_queries, db):
    """A-DO-10"""
    group = make_product()
    one = count_queries(lambda: client.get(ASK))
    for _ in range(9):
        make_product(parent=group)

    assert count_queries(lambda: client.get(ASK)) == one <= 8


def test_old_form_with_a_refused_text_gives_no_new_allowance(member, at_noon):
    """A-VO-17: what was not counted is not forgiven."""
    table = "|a" * 100 + "|\n" + "|-" * 100 + "|\n" + ("|b" * 100 + "|\n") * 30
    sent = form()
    member.post(ASK, sent)
    for _ in range(6):
        member.post(ASK, sent | {"body": table})

    for _ in range(7):
        member.post(ASK, form())

    assert Question.objects.count() == 5
