"""Settings come from the environment, and what cannot be understood is refused in one sentence."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from config import env


@pytest.fixture
def given(monkeypatch):
    return lambda value: monkeypatch.setenv("KLARTEXT_TEST", value)


def test_missing_variable_without_default_is_named(monkeypatch):
    with pytest.raises(ImproperlyConfigured, match="Set the environment variable KLARTEXT_TEST"):
        env.text("KLARTEXT_TEST")


@pytest.mark.parametrize(
    ("value", "expected"),
    [("1", True), ("true", True), ("YES", True), (" on ", True), ("0", False), ("", False)],
)
def test_flag(given, value, expected):
    given(value)

    assert env.flag("KLARTEXT_TEST", not expected) is expected


def test_doubtful_flag_is_refused(given):
    given("maybe")

    with pytest.raises(ImproperlyConfigured, match="Set KLARTEXT_TEST to 1 or 0"):
        env.flag("KLARTEXT_TEST", False)


def test_number(given):
    given("12")

    assert env.number("KLARTEXT_TEST", 1) == 12


@pytest.mark.parametrize("value", ["twelve", "1.5", ""])
def test_doubtful_number_is_refused(given, value):
    given(value)

    with pytest.raises(ImproperlyConfigured, match="Set KLARTEXT_TEST to a whole number"):
        env.number("KLARTEXT_TEST", 1)


def test_words_are_separated_by_commas(given):
    given(" one, two ,,three ")

    assert env.words("KLARTEXT_TEST") == ["one", "two", "three"]


def test_secret_may_stand_in_a_file(monkeypatch, tmp_path):
    (tmp_path / "secret").write_text("from the file\n")
    monkeypatch.setenv("KLARTEXT_TEST_FILE", str(tmp_path / "secret"))

    assert env.secret("KLARTEXT_TEST") == "from the file"


def test_unreadable_secret_file_is_named(monkeypatch, tmp_path):
    monkeypatch.setenv("KLARTEXT_TEST_FILE", str(tmp_path / "nowhere"))

    with pytest.raises(ImproperlyConfigured, match="KLARTEXT_TEST_FILE cannot be read"):
        env.secret("KLARTEXT_TEST")


@pytest.mark.parametrize(
    ("url", "name"),
    [("sqlite:///var/db.sqlite3", "var/db.sqlite3"), ("sqlite:////srv/a%20b.db", "/srv/a b.db")],
)
def test_sqlite_file_is_locked_at_once_when_written(given, url, name):
    given(url)

    database = env.database("KLARTEXT_TEST", "")

    assert database["NAME"] == name
    assert database["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert "synchronous=FULL" in database["OPTIONS"]["init_command"]


def test_postgres_statement_may_not_hang(given):
    """A-DO-07"""
    given("postgres://us%40er:p%2Fw@db.example:5433/klartext")

    database = env.database("KLARTEXT_TEST", "")

    assert (database["USER"], database["PASSWORD"]) == ("us@er", "p/w")
    assert (database["HOST"], database["PORT"]) == ("db.example", "5433")
    for limit in ("statement_timeout=5000", "lock_timeout=2000", "idle_in_transaction"):
        assert limit in database["OPTIONS"]["options"]


def test_postgres_socket_may_stand_in_the_query(given):
    given("postgres:///klartext?host=/run/postgresql")

    assert env.database("KLARTEXT_TEST", "")["HOST"] == "/run/postgresql"


def test_other_databases_are_refused(given):
    given("mysql://db/klartext")

    with pytest.raises(ImproperlyConfigured, match="sqlite:/// or postgres://"):
        env.database("KLARTEXT_TEST", "")


def test_kept_secret_is_read_where_none_is_set(monkeypatch, tmp_path):
    monkeypatch.delenv("SECRET_KEY", raising=False)
    kept = tmp_path / "secret"
    kept.write_text("kept by the first start\n")

    assert env.secret("SECRET_KEY", "", kept_in=kept) == "kept by the first start"
    monkeypatch.setenv("SECRET_KEY", "given")
    assert env.secret("SECRET_KEY", "", kept_in=kept) == "given"
