"""The picture that other sites show of a link to a question."""

from io import BytesIO

import pytest
from django.urls import reverse
from PIL import Image

from community.link_cards import HEIGHT, NIGHT, WIDTH, draw_card
from tests.factories import hide, make_answer, make_question


def pixels(png: bytes) -> Image.Image:
    return Image.open(BytesIO(png)).convert("RGB")


def card(title: str) -> Image.Image:
    return pixels(draw_card(title, community="Fjordnet Community", beneath="3 answers"))


def path_of(question) -> str:
    return reverse("community:question-picture", args=[question.pk])


def test_picture_is_drawn_from_the_title(client, db):
    question = make_question(title="Router blinks red")

    response = client.get(path_of(question))

    assert response["Content-Type"] == "image/png"
    picture = pixels(response.content)
    assert picture.size == (WIDTH, HEIGHT)
    assert picture.tobytes() != card("Another title").tobytes()


def test_page_names_its_picture_with_the_whole_address(client, db, settings):
    question = make_question()

    page = " ".join(client.get(question.get_absolute_url()).text.split())

    assert f'property="og:image" content="{settings.BASE_URL}{path_of(question)}"' in page


@pytest.mark.parametrize(
    "title",
    [
        "W" * 150,
        "a b " * 37,
        "Donaudampfschifffahrtsgesellschaft" * 4,
        "日本語のタイトル",
        "🙂" * 40,
    ],
)
def test_nothing_is_drawn_beyond_the_edge(title):
    """A-UN-09, A-UN-10"""
    picture = card(title)

    edge = picture.crop((WIDTH - 60, 0, WIDTH, HEIGHT))

    assert edge.getcolors() == [(60 * HEIGHT, NIGHT)]


def test_title_in_another_script_gives_a_card_of_the_community():
    assert card("日本語のタイトル").tobytes() == card("Ελληνικά").tobytes()


def test_letter_without_its_mark_stands_for_one_we_lack():
    assert card("Ďábel").tobytes() == card("Dábel").tobytes()


def test_hidden_question_has_no_picture(client, db):
    """A-AZ-04, A-AZ-07"""
    question = make_question(title="Hidden title")
    hide(question)

    assert client.get(path_of(question)).status_code == 404


def test_picture_says_whether_it_is_answered(client, db):
    question = make_question()
    waiting = client.get(path_of(question)).content

    make_answer(question=question)

    assert client.get(path_of(question)).content != waiting


def test_drawing_is_limited(client, db):
    """A-DO-14"""
    question = make_question()

    seen = {client.get(path_of(question) + f"?{n}").status_code for n in range(30)}

    assert seen == {200, 429}
