"""An instance with rows of the version before is migrated, and nothing of theirs is lost."""

import json
import os
import secrets
import subprocess
import sys
from collections.abc import Iterator

import pytest
from django.db import connection

from config.place import BASE_DIR


@pytest.fixture
def empty_database(db, tmp_path) -> Iterator[str]:
    """The address of one more database, of the kind that the tests run on."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{tmp_path / 'former.sqlite3'}"
        return
    name, place = f"former_{secrets.token_hex(6)}", connection.settings_dict
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name}")
    account = f"{place['USER']}:{place['PASSWORD']}@{place['HOST']}:{place['PORT']}"
    yield f"postgres://{account}/{name}"
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"DROP DATABASE {name}")


@pytest.fixture
def upgraded(empty_database, tmp_path) -> dict[str, list]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.knowledge.upgrading"],
        cwd=BASE_DIR,
        env={
            "PATH": os.environ["PATH"],
            "DATA_DIR": str(tmp_path),
            "DATABASE_URL": empty_database,
            "DEMO": "1",
            "SECRET_KEY": os.environ["SECRET_KEY"],
            "DJANGO_SETTINGS_MODULE": "config.settings",
        },
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout.splitlines()[-1])


def test_rows_of_the_version_before_survive_the_upgrade(upgraded):
    counted = {
        (row["language"], row["words"]): (row["searches"], row["missed"], row["clicks"])
        for row in upgraded["searchedwords"]
    }
    assert counted == {
        ("en", "fax"): (2, 2, 0),
        ("en", "dishwasher"): (3, 3, 0),
        ("de", "dishwasher"): (4, 4, 0),
        ("en", "written"): (9, 9, 0),
        ("en", "dismissed"): (9, 9, 0),
    }
    gaps = {
        (row["language"], row["words"]): (row["kind"], row["count"], row["state"])
        for row in upgraded["gap"]
    }
    assert gaps == {
        ("en", "dishwasher"): ("no-result", 3, "waiting"),
        ("de", "dishwasher"): ("no-result", 4, "waiting"),
        ("en", "written"): ("no-result", 9, "written"),
        ("en", "dismissed"): ("no-result", 9, "dismissed"),
    }
    for row in (*upgraded["searchedwords"], *upgraded["gap"]):
        assert (row["first_at"][:10], row["last_at"][:10]) == ("2026-01-02", "2026-01-09")
    assert [row["decided_at"] is None for row in upgraded["gap"]] == [True, True, False, False]

    (step,) = upgraded["journeyevent"]
    assert (step["kind"], step["step"]) == ("ask", "suggestion-solved")
    assert upgraded["question"][0]["suggested"] == upgraded["pendingquestion"][0]["suggested"] == {}
    assert upgraded["outgoingmail"][0]["reply_to"] == ""
    assert upgraded["rolegrant"][0]["role"] == "curator"
