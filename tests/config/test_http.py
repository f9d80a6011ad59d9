"""One URL serves the page and the fragment."""

import pytest

from config.http import wants_fragment

LIST = "/en/questions/"


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({}, False),
        ({"HX-Request": "true"}, True),
        ({"HX-Request": "true", "HX-Boosted": "true"}, False),
        ({"HX-Request": "true", "HX-History-Restore-Request": "true"}, False),
        ({"HX-Request": "nonsense"}, False),
    ],
)
def test_who_wants_a_fragment(rf, headers, expected):
    assert wants_fragment(rf.get("/", headers=headers)) is expected


def test_answer_says_what_it_depends_on(client, db):
    """A-CA-04: a cache must not give a fragment to whoever asks for the page."""
    vary = client.get(LIST)["Vary"]

    for header in ("HX-Request", "HX-Boosted", "HX-History-Restore-Request"):
        assert header in vary


def test_restored_page_is_whole(client, db):
    headers = {"HX-Request": "true", "HX-History-Restore-Request": "true"}

    assert "<html" in client.get(LIST, headers=headers).text
