"""What a text will look like is said by the server's own renderer, with a script and without."""

import pytest
from django.urls import reverse

from community.markup.limits import MOST_CHARACTERS
from community.models import Answer, Draft, PendingQuestion, Question
from config.limits import LIMITS
from tests.factories import make_question

SAME_ORIGIN = {"Sec-Fetch-Site": "same-origin"}
IMAGE = "/images/0123456789abcdef01234567-60x40"


def previewed(client, body: str, **headers):
    return client.post(reverse("community:preview"), {"body": body}, headers=headers or SAME_ORIGIN)


def test_everybody_sees_what_a_text_will_look_like(client, db):
    response = previewed(client, f"**Bold** ![The light]({IMAGE})")

    assert response.status_code == 200
    assert "<strong>Bold</strong>" in response.text
    assert f'<img src="{IMAGE}" alt="The light"' in response.text


@pytest.mark.parametrize(
    "hostile",
    [
        *("<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "[x](javascript:alert(1))"),
        *("![x](https://evil.de/x.png)", "<svg><style><img src=x onerror=alert(1)>"),
    ],
)
def test_preview_is_as_harmless_as_the_page(client, db, hostile):
    """A-XS-01, A-XS-21: one renderer, no second sanitiser in the browser."""
    text = previewed(client, hostile).text

    assert "<script" not in text
    assert "<img" not in text
    assert "javascript:" not in text.replace("[x](javascript:alert(1))", "")


@pytest.mark.parametrize("body", ["", " \n ", "\x00", "\u200b"])
def test_empty_text_shows_nothing_and_fails_in_nothing(client, db, body):
    """A-UN-01, A-UN-04"""
    assert previewed(client, body).status_code == 200


def test_text_that_is_too_much_is_refused_with_its_limit(client, db):
    """A-DO-01, A-UN-10"""
    response = previewed(client, "𝔸" * (MOST_CHARACTERS + 1))

    assert response.status_code == 422
    assert "too long" in response.text


@pytest.mark.parametrize("site", ["cross-site", "same-site", "none", ""])
def test_other_sites_preview_nothing_here(client, db, site):
    """A-CS-04"""
    assert previewed(client, "**x**", **{"Sec-Fetch-Site": site}).status_code == 403


def test_preview_writes_nothing_and_leaves_no_cookie(client, db, count_queries):
    assert count_queries(lambda: previewed(client, "**x**")) == 0
    assert not previewed(client, "**x**").cookies


def test_previews_are_limited(client, db, monkeypatch, at_noon):
    """A-VO-17"""
    monkeypatch.setitem(LIMITS, "preview", [(2, 60)])

    assert [previewed(client, "x").status_code for _ in range(3)] == [200, 200, 429]


def test_member_previews_a_question_without_a_script(client, asker):
    client.force_login(asker)
    typed = {"title": "Half", "body": "**Bold** words", "preview": "body", "language": "en"}

    response = client.post(reverse("community:ask"), typed)

    assert "<strong>Bold</strong>" in response.text
    assert 'value="Half"' in response.text
    assert "**Bold** words</textarea>" in response.text
    assert "form-errors" not in response.text
    assert not Question.objects.exists()


def test_guest_previews_a_question_without_a_script(client, db):
    typed = {"title": "Half", "body": "**Bold** words", "preview": "body", "email": "not yet"}

    response = client.post(reverse("community:question-keep"), typed, headers=SAME_ORIGIN)

    assert "<strong>Bold</strong>" in response.text
    assert "**Bold** words</textarea>" in response.text
    assert not PendingQuestion.objects.exists()


def test_member_previews_an_answer_without_a_script(client, helper):
    client.force_login(helper)
    question = make_question()

    response = client.post(
        reverse("community:answer", args=[question.pk]), {"body": "**Bold**", "preview": "body"}
    )

    assert "<strong>Bold</strong>" in response.text
    assert not Answer.objects.exists()


def test_preview_says_what_would_be_refused(client, asker):
    client.force_login(asker)

    response = client.post(
        reverse("community:ask"), {"body": "- " * 11 + "a", "preview": "body", "title": "x"}
    )

    assert "10 deep" in response.text


@pytest.mark.parametrize("field", ["title", "no such field", "__class__", "\x00"])
def test_preview_of_any_other_field_harms_nothing(client, asker, field):
    client.force_login(asker)

    response = client.post(reverse("community:ask"), {"body": "**Bold**", "preview": field})

    assert response.status_code == 422
    assert not Question.objects.exists()


def test_visitors_are_not_offered_images(client, client_of, asker):
    """Uploading takes an account."""
    ask = reverse("community:ask")

    assert "image-new" not in client.get(ask).text
    assert reverse("community:image-new") not in client.get(ask).text
    assert reverse("community:image-new") in client_of(asker).get(ask).text


def test_preview_keeps_no_draft(client, asker):
    client.force_login(asker)

    client.post(reverse("community:ask"), {"body": "**Bold**", "preview": "body"})

    assert not Draft.objects.exists()
