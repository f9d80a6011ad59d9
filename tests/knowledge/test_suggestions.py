"""Beside the ask form: suggestions say why, and open in place."""

from uuid import uuid4

import pytest
from django.urls import reverse

from community.models import Product, Question
from config.events import relay
from knowledge.actions.journeys import take_steps
from knowledge.models import JourneyEvent
from knowledge.search import index
from tests.factories import hide, make_article, make_question
from tests.knowledge.form_filling import (
    SAME_ORIGIN,
    TITLE,
    look,
    make_solved_question,
    open_,
    say_solved,
    steps,
    suggest,
)

pytestmark = pytest.mark.django_db
Step = JourneyEvent.Step


@pytest.fixture
def solved():
    return make_solved_question()


@pytest.fixture
def document(solved):
    return f"question-{solved.pk}"


def test_suggestion_says_why_it_is_shown(reader, solved):
    product = Product.objects.create(name_en="Fjord 5", name_de="Fjord 5", slug="fjord-5")
    Question.objects.filter(pk=solved.pk).update(product=product, affected_count=41)

    page = suggest(reader, product=product.pk).text

    assert "Same product" in page
    assert "Same words: router, loses, wifi" in page
    assert "41 people had this" in page


def test_title_that_stands_there_already_is_looked_for_at_once(reader):
    address = reverse("community:ask")

    assert 'hx-trigger="load, input changed' in reader.get(address, {"title": TITLE}).text
    assert 'hx-trigger="input changed' in reader.get(address).text


def test_another_product_or_none_is_no_reason(reader, solved):
    product = Product.objects.create(name_en="Fjord 5", name_de="Fjord 5", slug="fjord-5")

    assert "Same product" not in suggest(reader, product=product.pk).text
    assert "Same product" not in suggest(reader).text


def test_details_add_what_the_title_did_not_find(reader, document):
    article = make_article(title="Channels of a busy house")
    index.rebuild()

    page = look(
        reader, title="It is bad", body=f"{article.title} {article.solution} Every evening."
    ).text

    assert article.title in page


def test_details_lead_to_no_question_that_is_open_itself(reader, document):
    asked = make_question(title="Colours of a lamp", body="It blinks purple beside the socket.")
    relay.deliver_pending(limit=1000)
    index.rebuild()
    typed = {"title": "It is bad", "body": f"{asked.title} {asked.body}"}

    headers = SAME_ORIGIN | {"HX-Request": "true"}
    page = reader.post(reverse("knowledge:look"), typed, headers=headers).text

    assert reverse("community:question-short", args=[asked.pk]) not in page
    assert f'value="question-{asked.pk}:shown"' not in page


def test_fragment_beneath_the_details_repeats_nothing(reader, document):
    headers = SAME_ORIGIN | {"HX-Request": "true"}
    address = reverse("knowledge:look")
    typed = {"title": TITLE, "body": "It drops.", "suggested": f"{document}:shown"}

    page = reader.post(address, typed, headers=headers).text

    assert TITLE not in page


def test_without_a_script_the_form_comes_back_with_its_text_and_one_suggestion_open(
    reader, document
):
    """L-AC-05"""
    typed = {"tags": "wifi", "email": "guest@example.org", "journey": uuid4()}

    page = look(reader, open=document, **typed).text

    assert "Choose channel 36 and save." in page
    assert "This solved it" in page
    for kept in ("Since the update it drops.", "wifi", "guest@example.org"):
        assert kept in page
    assert f'value="{document}:opened"' in page


def test_what_did_not_help_stays_marked_when_the_title_changes(reader, document):
    page = suggest(reader, suggested=f"{document}:failed").text

    assert f'value="{document}:failed"' in page
    assert "Did not help" in page


def test_what_was_opened_is_remembered_where_it_is_found_no_more(reader, solved):
    page = suggest(reader, suggested="article-999:opened").text

    assert 'value="article-999:opened"' in page


@pytest.mark.parametrize("value", ["", "x", "article-1:sold", "user-1:opened", "article-0:shown"])
def test_nonsense_is_not_carried_along(reader, value):
    assert 'name="suggested"' not in suggest(reader, title="no such words", suggested=value).text


def test_looking_and_opening_write_to_no_database(reader, document):
    """L-TD-01: a GET leaves its lines in the spool."""
    journey = uuid4()

    suggest(reader, journey=journey)
    open_(reader, document, journey)

    assert not JourneyEvent.objects.exists()
    assert steps() == {(Step.BEGUN, ""), (Step.OPENED, document)}


def test_form_that_was_begun_leaves_nothing_at_each_pause(reader, document):
    journey = uuid4()

    suggest(reader, journey=journey)
    suggest(reader, journey=journey, suggested=f"{document}:shown")

    assert take_steps() == 1


def test_reader_gets_no_cookie(reader, document):
    """L-TD-01"""
    journey = uuid4()

    responses = [suggest(reader), open_(reader, document, journey), look(reader)]
    responses.append(say_solved(reader, document, journey))

    assert not any(response.cookies for response in responses)


@pytest.mark.parametrize("audience", ["members", "staff"])
def test_article_for_others_is_opened_by_nobody_else(reader, audience):
    """A-AZ-07"""
    document = f"article-{make_article(audience=audience, solution='A secret number.').pk}"

    opened = open_(reader, document, uuid4())
    solved = reader.post(
        reverse("knowledge:suggestion-solved", args=[document]), {}, headers=SAME_ORIGIN
    )
    looked = look(reader, open=document)

    assert (opened.status_code, solved.status_code) == (404, 404)
    assert "A secret number." not in looked.text


def test_hidden_answer_is_neither_suggested_nor_opened(reader, solved, document):
    """A-AZ-07"""
    solved.refresh_from_db()
    hide(solved.accepted_answer)

    assert open_(reader, document, uuid4()).status_code == 404


def test_hidden_question_is_suggested_to_nobody(reader, solved, document):
    """A-AZ-07: not before the index has heard of it, either."""
    hide(solved)

    pages = [suggest(reader).text, look(reader, open=document).text]

    assert not [page for page in pages if "channel 36" in page or "found" in page]
    assert open_(reader, document, uuid4()).status_code == 404


@pytest.mark.parametrize("document", ["article-0", "article-", "user-1", "question-9" * 30, "x"])
def test_nothing_else_is_opened(reader, db, document):
    assert open_(reader, document, uuid4()).status_code == 404
