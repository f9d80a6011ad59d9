import pytest
from django.db import transaction

from config.audit.closing import close_days
from config.audit.recording import about_person, record_act
from config.audit.sealing import seal_waiting
from tests.config.audit.days import MONDAY, TUESDAY, WEDNESDAY


@pytest.fixture
def chained(moderator, administrator, stranger):
    """Three acts of Monday, whose chain is signed, two of Tuesday, sealed, and one that waits."""
    for number in range(3):
        _record("post-hidden", by=moderator, subject=f"answer-{number}", before="Was", why="Spam")
    seal_waiting(now=MONDAY)
    _record("role-granted", by=administrator, subject=about_person(stranger), why="Helps well")
    _record("article-published", by=None, subject="article-1", revision=1, after="Is", before="W")
    seal_waiting(now=TUESDAY)
    close_days(now=TUESDAY)
    _record("post-restored", by=moderator, subject="answer-0", why="A mistake")
    return WEDNESDAY


@transaction.atomic
def _record(act, **values) -> None:
    record_act(act, **values)
