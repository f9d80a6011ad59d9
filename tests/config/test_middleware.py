"""What no page could answer sensibly is refused at the door, and never a 500."""

import pytest
from django.urls import reverse

from community.models import Question
from tests.factories import make_question

PAGES = ["/", "/en/questions/", "/en/knowledge/", "/en/people/1/", "/en/tags/x/", "/admin/"]
GARBLED = ["%00", "a%00b", "%ff", "%c0%af", "%ed%a0%80", "%f5%80%80%80"]


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("value", GARBLED)
def test_garbled_query_is_a_bad_request(client, db, path, value):
    """A-UN-01, A-UN-02: NUL, invalid UTF-8, overlong forms, lone surrogates."""
    for query in (f"q={value}", f"before={value}", f"{value}=1", f"product={value}"):
        assert client.get(f"{path}?{query}").status_code == 400


@pytest.mark.parametrize("value", GARBLED)
def test_garbled_path_is_no_page(client, db, value):
    """A-UN-01, A-UN-02"""
    for path in (f"/en/tags/{value}/", f"/en/questions/1/{value}/", f"/{value}"):
        assert client.get(path).status_code in (400, 404)


@pytest.mark.parametrize("value", ["%EF%BF%BE", "%EF%BF%BF", "%E2%80%AE", "%F0%9F%A6%A6", "%"])
def test_odd_but_valid_query_is_answered(client, db, value):
    """A-UN-02: U+FFFE, U+FFFF, direction marks, four-byte signs."""
    assert client.get(f"/en/questions/?q={value}").status_code == 200


def test_endless_query_is_a_bad_request(client, db):
    """A-DO-09"""
    assert client.get("/en/questions/?q=" + "a" * 20_000).status_code == 400


@pytest.mark.parametrize("name", ["sessionid", "csrftoken", "messages", "anything"])
@pytest.mark.parametrize(
    "value", ['"\\000aaaaaaaaaaaaaa"', '"\\377\\377\\377\\377\\377\\377\\377"', "é" * 32]
)
def test_garbled_cookie_is_never_an_error_of_ours(client, db, name, value):
    """A-UN-01"""
    response = client.get("/en/questions/", headers={"Cookie": f"{name}={value}"})

    assert response.status_code in (200, 400)


@pytest.mark.parametrize("header", ["Accept-Language", "User-Agent", "Referer", "HX-Request"])
@pytest.mark.parametrize("value", ["\x00", "\xff" * 50, "x" * 50_000, "de;q=" + "9" * 5_000])
def test_odd_header_is_never_an_error_of_ours(client, db, header, value):
    """A-UN-01, A-DO-09"""
    assert client.get("/", headers={header: value}).status_code in (200, 400)


@pytest.mark.parametrize(
    "values",
    [
        {"title": "\x00" * 10, "body": "\x00" * 20},
        {"title": "Router \x00 blinks", "body": "It blinks\x00 since this morning."},
        {"product": "\x00", "kind": "\x00", "language": "\x00", "submission": "\x00"},
        {"product": "9" * 5_000, "submission": "9" * 5_000},
        {"tags": "\x00,\x00"},
        {"title": "\ufffe\uffff\U0001fffe", "tags": "\u202e\u2066"},
    ],
)
def test_garbled_form_is_refused(client, asker, values):
    """A-UN-01, A-UN-02, A-DO-09"""
    client.force_login(asker)

    response = client.post(reverse("community:ask"), values)

    assert response.status_code == 422


def test_control_signs_in_a_good_form_are_cleaned_away(client, asker):
    """A-UN-01, A-UN-03"""
    client.force_login(asker)
    values = {
        "title": "Router \x00 \u202eblinks red",
        "body": "It blinks\x00 since this morning.",
        "kind": "question",
        "language": "en",
        "tags": "wi\u200bfi",
        "submission": "6f1c1f2e-7f5e-4a36-9a5e-0a1f7a9f3b11",
    }

    assert client.post(reverse("community:ask"), values).status_code == 302

    question = Question.objects.get()
    assert question.title == "Router blinks red"
    assert question.body == "It blinks since this morning."
    assert [tag.name for tag in question.tags.all()] == ["wifi"]


def test_garbled_bytes_in_a_form_are_never_an_error_of_ours(client, asker):
    """A-UN-02"""
    client.force_login(asker)
    question = make_question()
    body = b"body=%ED%A0%80%FF%C0%AF+and+some+words&submission=%00"

    response = client.post(
        reverse("community:answer", args=[question.pk]),
        body,
        content_type="application/x-www-form-urlencoded",
    )

    assert response.status_code == 422


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("application/x-www-form-urlencoded; charset=utf-16", b"body=text"),
        ("application/x-www-form-urlencoded; charset=nonsense", b"body=text"),
        ("multipart/form-data", b"body=text"),
        ("multipart/form-data; boundary=" + "x" * 300, b"--x"),
        ("application/json", b'{"body": "\\ud800"}'),
        ("text/plain", b"[" * 100_000),
        ("", b""),
    ],
)
def test_odd_content_type_is_never_an_error_of_ours(client, asker, content_type, body):
    """A-UN-02, A-CS-02, A-DO-09"""
    client.force_login(asker)
    question = make_question()

    address = reverse("community:answer", args=[question.pk])
    response = client.generic("POST", address, body, content_type=content_type)

    assert response.status_code in (400, 422)


@pytest.mark.parametrize(
    "body",
    [
        "&".join(f"field{number}=1" for number in range(10_000)),
        "body=" + "a" * 1_100_000,
        "&" * 10_000,
    ],
)
def test_form_bomb_is_a_bad_request(client, asker, body):
    """A-DO-09"""
    client.force_login(asker)
    question = make_question()

    response = client.post(
        reverse("community:answer", args=[question.pk]),
        body,
        content_type="application/x-www-form-urlencoded",
    )

    assert response.status_code in (400, 422)


def test_ten_thousand_cookies_are_never_an_error_of_ours(client, db):
    """A-DO-09"""
    cookies = "; ".join(f"c{number}=1" for number in range(10_000))

    response = client.get("/en/questions/", headers={"Cookie": cookies})

    assert response.status_code in (200, 400)


@pytest.mark.parametrize("number", ["0", str(2**31), str(2**63), "9" * 30, "9" * 5_000, "-1", "٣"])
@pytest.mark.parametrize("path", ["/en/questions/{}/", "/en/knowledge/{}/", "/en/people/{}/"])
def test_number_that_no_row_has_is_no_page(client, db, path, number):
    """A-DO-05, A-DO-09"""
    assert client.get(path.format(number)).status_code == 404
