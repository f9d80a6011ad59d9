import pytest
from django.db import connection


@pytest.fixture(autouse=True)
def _real_race(transactional_db):
    if connection.vendor == "sqlite":
        pytest.skip("SQLite has one writer at a time: there is nothing to race")
