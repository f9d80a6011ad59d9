import os
import subprocess
import sys
import tempfile
from pathlib import Path

import psycopg
import pytest

from config import throwaway_postgres
from config.throwaway_postgres import NoPostgres, running_postgres


@pytest.fixture(autouse=True)
def _needs_postgres():
    try:
        throwaway_postgres._find_programs()
    except NoPostgres as problem:
        pytest.skip(str(problem))


def test_server_answers_and_is_gone_afterwards():
    with running_postgres() as url, psycopg.connect(url) as connection:
        folder = connection.execute("SHOW data_directory").fetchone()[0]

    assert not os.path.exists(folder)
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(url, connect_timeout=2)


def test_what_is_kept_in_a_folder_is_found_again():
    # PostgreSQL's own account must be able to go there.
    with tempfile.TemporaryDirectory() as folder:
        with running_postgres(Path(folder)) as url, psycopg.connect(url) as connection:
            connection.execute("CREATE TABLE kept AS SELECT 7 AS number")
        with running_postgres(Path(folder)) as url, psycopg.connect(url) as connection:
            assert connection.execute("SELECT number FROM kept").fetchone() == (7,)


def test_command_is_given_the_url_and_its_exit_code_is_ours():
    check = "import os; os._exit(7 if os.environ['DATABASE_URL'].startswith('postgres:') else 1)"

    done = subprocess.run(  # noqa: S603
        [sys.executable, "-m", "config.throwaway_postgres", "--", sys.executable, "-c", check]
    )

    assert done.returncode == 7
