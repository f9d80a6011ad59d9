"""What a line of the log may say (A-LG-02)."""

import json

import pytest
import structlog

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


FORGED = 'x\r\n{"event": "login", "user": 1}\u2028\x1b[2J\x85y'


def test_one_event_is_one_line_whatever_stands_in_it(client, db, log_lines):
    """A-MA-07: line ends, terminal signs and JSON of others are told, and say nothing."""
    structlog.get_logger("test").warning("name.refused", name=FORGED)
    client.get("/en/no-such-page%0d%0a%1b[2J%22%7D", headers={"User-Agent": "x\x1b[2J"})

    lines = log_lines.getvalue().splitlines()
    told = [json.loads(line) for line in lines]
    assert any(each.get("name") == FORGED for each in told)
    assert "\x1b" not in log_lines.getvalue()
    assert not any(each["event"] == "login" for each in told)
