"""A worker killed between reading the spool and committing: the next one counts all of it once."""

import os
import subprocess
import sys

import pytest
from django.db import connection

from config import spool
from config.place import BASE_DIR
from knowledge.actions.page_views import KIND, note_view, take_page_views
from knowledge.models import PageViews, SpoolMark

TAKER = """
import sys
import django
django.setup()
from knowledge.actions import page_views
from knowledge.actions.spooled import take_in

parts = []

def count(day, lines):
    page_views._count(day, lines)
    parts.append(len(lines))
    if len(parts) == 2:
        print("counted, not committed", flush=True)
        sys.stdin.read()

take_in(page_views.KIND, count)
"""
VIEWS = 10_000


@pytest.fixture
def environment(settings):
    """In which another process finds the database and the spool of this test."""
    database = connection.settings_dict
    sqlite = f"sqlite:///{database['NAME']}"
    user = f"{database['USER']}:{database['PASSWORD']}@{database['HOST']}:{database['PORT']}"
    data_dir = settings.SPOOL_DIR.parent
    return {
        "PATH": os.environ["PATH"],
        "DATA_DIR": str(data_dir),
        "DATABASE_URL": sqlite
        if connection.vendor == "sqlite"
        else f"postgres://{user}/{database['NAME']}",
        "DEMO": "1",
        "SECRET_KEY": os.environ["SECRET_KEY"],
        "DJANGO_SETTINGS_MODULE": "config.settings",
    }


@pytest.mark.django_db(transaction=True)
def test_killed_worker_counts_nothing_twice_and_loses_nothing(environment):
    """F: kill -9 in its second part; the first one is committed."""
    for number in range(VIEWS):
        note_view(document=f"question-{number % 9}", from_search=False)
    (file,) = spool.files(KIND)
    first_part, end = file.read(0)

    worker = subprocess.Popen(  # noqa: S603
        [sys.executable, "-c", TAKER],
        cwd=BASE_DIR,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert worker.stdout.readline() == "counted, not committed\n"
    worker.kill()
    worker.communicate()

    assert sum(PageViews.objects.values_list("views", flat=True)) == len(first_part)
    assert SpoolMark.objects.get().taken_bytes == end
    take_page_views()
    assert sum(PageViews.objects.values_list("views", flat=True)) == VIEWS
