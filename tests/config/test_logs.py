"""What a line of the log may say (A-LG-02)."""

import pytest

from config.logs import without_secrets


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("GET /en/search/?q=my+illness", "GET /en/search/"),
        ("GET /en/account/confirm-email/MTIz:abc/", "GET /en/account/confirm-email/…"),
        ("GET /de/account/password/reset/key/1-abc-def/", "GET /de/account/password/reset/key/…"),
        ("GET /en/questions/pending/s3cr3t/", "GET /en/questions/pending/…"),
        ("POST /en/me/affiliation/renew/WzE:abc/", "POST /en/me/affiliation/renew/…"),
        ("POST /en/unsubscribe/MTIz:abc/", "POST /en/unsubscribe/…"),
        ("GET /en/confirm-address/MTIz:abc/", "GET /en/confirm-address/…"),
        ("POST /en/account/login/?next=/x", "POST /en/account/login/"),
        ("GET /en/questions/1/router/", "GET /en/questions/1/router/"),
    ],
)
@pytest.mark.parametrize("name", ["request", "event"])
def test_secrets_and_searches_are_in_no_line(line, kept, name):
    assert without_secrets(None, "info", {name: line})[name] == kept


def test_other_words_of_a_line_stay(caplog):
    event = {"event": "mail.failed", "mail": 7, "attempts": 2}

    assert without_secrets(None, "error", dict(event)) == event


def test_search_words_and_reset_links_reach_no_log(client, db, log_lines):
    """A-LG-02: through the whole request."""
    client.get("/en/search/?q=canary7q")
    client.get("/en/no-such-page/?q=canary7q")
    client.get("/en/account/password/reset/key/1-canary7q/")
    client.get("/en/account/confirm-email/canary7q/")

    assert "/en/account/confirm-email/" in log_lines.getvalue()
    assert "canary7q" not in log_lines.getvalue()
