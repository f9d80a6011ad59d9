"""What the law gives a month for is noticed when it takes a day."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.privacy.actions import (
    TIME_TO_THINK,
    close_account,
    request_download,
    request_erasure,
)

LONG_AGO = timezone.now() - TIME_TO_THINK - timedelta(days=2)


def said(client) -> str:
    return client.get("/readyz").json()["checks"]["personal data"]


@pytest.mark.parametrize(
    ("ask", "words"),
    [
        (lambda user: request_download(user=user, now=LONG_AGO), "A copy of somebody's data"),
        (
            lambda user: request_erasure(user=user, keeps_texts=True, now=LONG_AGO),
            "An erasure has been due",
        ),
    ],
    ids=["download", "erasure"],
)
def test_work_that_was_left_lying_is_named(client, lena, ask, words):
    ask(lena)

    assert words in said(client)


def test_erasure_that_never_ends_is_named(client, lena):
    """Begun and failing again and again: its person is still known by name."""
    erasure = request_erasure(user=lena, keeps_texts=True, now=LONG_AGO)
    close_account(erasure=erasure, now=timezone.now() - timedelta(days=4))

    assert "has not come to its end" in said(client)


def test_work_of_today_is_no_trouble(client, lena):
    request_download(user=lena)
    request_erasure(user=lena, keeps_texts=True)

    assert said(client) == "ok"
